import MLCore
import MLData

/// Turns the elements of tensors into the column of one field; nothing is rounded.
struct TensorColumn {
    let field: Schema.Field

    /// The column of the elements.
    func column(of contents: TensorContents) throws(InferenceFault) -> Column {
        switch field.type {
        case .double:
            if case .float64(let values) = contents { return try numbers(values, Column.Storage.double) }
            guard let values = Self.doubles(contents) else { throw mismatch(contents) }
            return try numbers(values, Column.Storage.double)
        case .float:
            if case .float32(let values) = contents { return try numbers(values, Column.Storage.float) }
            guard let values = Self.floats(contents) else { throw mismatch(contents) }
            return try numbers(values, Column.Storage.float)
        case .int64:
            guard let values = Self.integers(contents) else { throw mismatch(contents) }
            return Column(.int64(values), validity: ValidityBitmap(presentCount: values.count))
        case .timestamp:
            guard case .int64(let values) = contents else { throw mismatch(contents) }
            return Column(.timestamp(values), validity: ValidityBitmap(presentCount: values.count))
        case .bool:
            guard case .bool(let values) = contents else { throw mismatch(contents) }
            return Column(.bool(values), validity: ValidityBitmap(presentCount: values.count))
        case .string:
            guard case .bytes(let values) = contents else { throw mismatch(contents) }
            return Column(present: values)
        case .stringList:
            guard case .bytes(let values) = contents else { throw mismatch(contents) }
            var lists: [[String]] = []
            for value in values { lists.append(try list(value)) }
            return Column(present: lists)
        }
    }

    private func mismatch(_ contents: TensorContents) -> InferenceFault {
        InferenceFault(
            .invalidInput,
            "the input \(echoed(field.name)) of type \(field.type.rawValue) does not take "
                + "\(contents.datatype.rawValue), or not all of its values")
    }

    private func list(_ text: String) throws(InferenceFault) -> [String] {
        let limits = JSONLimits(maximumByteCount: text.utf8.count, maximumDepth: 1, maximumValueCount: text.utf8.count)
        do throws(CoreError) {
            let elements = try JSONReader(limits: limits).value(fromText: text).arrayValue
            let list = elements?.compactMap(\.stringValue)
            if let list, list.count == elements?.count { return list }
        } catch {}
        throw InferenceFault(
            .invalidInput, "an element of the input \(echoed(field.name)) is no JSON array of strings")
    }

    /// A column of numbers in which NaN is missing.
    @inline(__always)
    private func numbers<Number: BinaryFloatingPoint>(
        _ values: [Number], _ storage: ([Number]) -> Column.Storage
    ) throws(InferenceFault) -> Column {
        // Zero times a finite number is zero: one sum without branches finds everything else.
        var sum: Number = 0
        for value in values { sum += value * 0 }
        guard sum.isNaN else { return Column(storage(values), validity: ValidityBitmap(presentCount: values.count)) }
        var values = values
        var validity = ValidityBitmap()
        for index in values.indices {
            guard !values[index].isInfinite else {
                throw InferenceFault(.invalidInput, "the input \(echoed(field.name)) has an infinite value")
            }
            validity.append(!values[index].isNaN)
            if values[index].isNaN { values[index] = 0 }
        }
        return Column(storage(values), validity: validity)
    }
}

extension TensorColumn {
    /// The elements as doubles, where every value of the datatype is one.
    private static func doubles(_ contents: TensorContents) -> [Double]? {
        switch contents {
        case .float64(let values): values
        case .float32(let values): values.map(Double.init)
        case .int8(let values): values.map(Double.init)
        case .int16(let values): values.map(Double.init)
        case .int32(let values): values.map(Double.init)
        case .uint8(let values): values.map(Double.init)
        case .uint16(let values): values.map(Double.init)
        case .uint32(let values): values.map(Double.init)
        case .bool, .int64, .uint64, .bytes: nil
        }
    }

    /// The elements as floats, where every value of the datatype is one.
    private static func floats(_ contents: TensorContents) -> [Float]? {
        switch contents {
        case .float32(let values): values
        case .int8(let values): values.map(Float.init)
        case .int16(let values): values.map(Float.init)
        case .uint8(let values): values.map(Float.init)
        case .uint16(let values): values.map(Float.init)
        case .bool, .int32, .int64, .uint32, .uint64, .float64, .bytes: nil
        }
    }

    /// The elements as integers, or `nil` when one does not fit or the datatype is another.
    private static func integers(_ contents: TensorContents) -> [Int64]? {
        switch contents {
        case .int64(let values): values
        case .int8(let values): values.map(Int64.init)
        case .int16(let values): values.map(Int64.init)
        case .int32(let values): values.map(Int64.init)
        case .uint8(let values): values.map(Int64.init)
        case .uint16(let values): values.map(Int64.init)
        case .uint32(let values): values.map(Int64.init)
        case .uint64(let values):
            values.allSatisfy { $0 <= UInt64(Int64.max) } ? values.map { Int64(truncatingIfNeeded: $0) } : nil
        case .bool, .float32, .float64, .bytes: nil
        }
    }
}
