import MLCore

extension TensorContents {
    /// Appends the elements as a flat JSON array; numbers in their shortest form, those that are not finite as `null`.
    func appendJSON(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        switch self {
        case .bool(let values): Self.append(values, to: &bytes) { $1.append(contentsOf: ($0 ? "true" : "false").utf8) }
        case .uint8(let values): Self.appendIntegers(values, to: &bytes)
        case .uint16(let values): Self.appendIntegers(values, to: &bytes)
        case .uint32(let values): Self.appendIntegers(values, to: &bytes)
        case .uint64(let values): Self.appendIntegers(values, to: &bytes)
        case .int8(let values): Self.appendIntegers(values, to: &bytes)
        case .int16(let values): Self.appendIntegers(values, to: &bytes)
        case .int32(let values): Self.appendIntegers(values, to: &bytes)
        case .int64(let values): Self.appendIntegers(values, to: &bytes)
        case .float32(let values):
            Self.append(values, to: &bytes) { value, bytes in
                value.isFinite
                    ? NumberText.appendShortest(value, to: &bytes) : bytes.append(contentsOf: "null".utf8)
            }
        case .float64(let values):
            Self.append(values, to: &bytes) { value, bytes in
                value.isFinite
                    ? NumberText.appendShortest(value, to: &bytes) : bytes.append(contentsOf: "null".utf8)
            }
        case .bytes(let values): Self.append(values, to: &bytes) { CanonicalJSON.append($0, to: &$1) }
        }
        bytes.append(UInt8(ascii: "]"))
    }

    /// Appends the elements little-endian; a text as its length in 4 bytes and its UTF-8.
    func appendBinary(to bytes: inout [UInt8]) {
        switch self {
        case .bool(let values): bytes.append(contentsOf: values.lazy.map { $0 ? 1 : 0 })
        case .uint8(let values): bytes.append(contentsOf: values)
        case .uint16(let values): Self.appendBinary(values, to: &bytes)
        case .uint32(let values): Self.appendBinary(values, to: &bytes)
        case .uint64(let values): Self.appendBinary(values, to: &bytes)
        case .int8(let values): Self.appendBinary(values, to: &bytes)
        case .int16(let values): Self.appendBinary(values, to: &bytes)
        case .int32(let values): Self.appendBinary(values, to: &bytes)
        case .int64(let values): Self.appendBinary(values, to: &bytes)
        case .float32(let values): Self.appendBinary(values, to: &bytes)
        case .float64(let values): Self.appendBinary(values, to: &bytes)
        case .bytes(let values):
            for value in values {
                Self.appendBinary([UInt32(truncatingIfNeeded: value.utf8.count)], to: &bytes)
                bytes.append(contentsOf: value.utf8)
            }
        }
    }

    private static func appendBinary<Scalar: BinaryScalar>(_ values: [Scalar], to bytes: inout [UInt8]) {
        if ByteOrder.host == .little {
            values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        } else {
            for value in values { withUnsafeBytes(of: value.binaryBits.byteSwapped) { bytes.append(contentsOf: $0) } }
        }
    }

    private static func appendIntegers(_ values: [some FixedWidthInteger], to bytes: inout [UInt8]) {
        append(values, to: &bytes) { $1.append(contentsOf: $0.description.utf8) }
    }

    @inline(__always)
    private static func append<Element>(
        _ values: [Element], to bytes: inout [UInt8], _ append: (Element, inout [UInt8]) -> Void
    ) {
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(value, &bytes)
        }
    }
}

extension InferenceTensor {
    /// Appends the tensor as a JSON object, and its elements to `binary` when they are wanted there.
    func append(to json: inout [UInt8], binary: inout [UInt8], isBinary: Bool) {
        json.append(contentsOf: #"{"name":"#.utf8)
        CanonicalJSON.append(name, to: &json)
        json.append(contentsOf: #","datatype":"\#(contents.datatype.rawValue)","shape":\#(shape),"#.utf8)
        if isBinary {
            let start = binary.count
            contents.appendBinary(to: &binary)
            json.append(contentsOf: #""parameters":{"binary_data_size":\#(binary.count - start)}"#.utf8)
        } else {
            json.append(contentsOf: #""data":"#.utf8)
            contents.appendJSON(to: &json)
        }
        json.append(UInt8(ascii: "}"))
    }
}
