import MLCore

/// Makes columns of the buffers of a batch.
struct ArrowBatchReader {
    let file: ArrowFile
    let batch: ArrowBatch
    /// The dictionaries as they are before the batch.
    let dictionaries: [Int64: Column]
    /// The bytes of the buffers, which stay until the column is done.
    private let held: HeldBytes

    /// Begins a column.
    init(file: ArrowFile, batch: ArrowBatch, dictionaries: [Int64: Column]) {
        self.file = file
        self.batch = batch
        self.dictionaries = dictionaries
        held = HeldBytes(file.budget)
    }

    /// An error about a field.
    private func malformed(_ field: ArrowField, _ problem: String) -> DataError {
        DataError(.malformedFile, problem, at: "\(file.source.name), column \"\(field.name)\"")
    }

    /// The column of a field.
    ///
    /// - Parameters:
    ///   - field: The field; has a type.
    ///   - start: Where its nodes and buffers begin.
    ///   - isElement: Whether the field is that of a list, whose number of values is its own.
    /// - Returns: The column.
    /// - Throws: ``DataError``.
    func column(_ field: ArrowField, at start: ArrowPosition, isElement: Bool = false) throws(DataError) -> Column {
        guard let type = field.type, start.node < batch.nodes.count else {
            throw malformed(field, "the batch has fewer fields than the schema")
        }
        let node = batch.nodes[start.node]
        guard isElement || node.count == batch.rowCount else {
            throw malformed(field, "the column has another number of rows")
        }
        try file.budget.spend(node.count, elementSize: type.elementSize)
        let rows = node.count
        if case .nothing = field.layout, field.dictionary == nil { return Column(missing: .string, count: rows) }
        // Whatever is in the buffers then stands for nothing.
        if rows == 0 {
            return field.dictionary.flatMap { dictionaries[$0.id]?.uncheckedTaking(optional: []) }
                ?? Column(missing: type, count: 0)
        }
        let validity = try validity(field, start, node)
        let column: Column
        if let dictionary = field.dictionary {
            return try decoded(field, dictionary, try bytes(field, start, 1), rows: rows, validity)
        }
        switch field.layout {
        case .bool:
            let bits = try expected(field, try bytes(field, start, 1), (rows + 7) / 8)
            column = Column(.bool((0..<rows).map { bits[$0 >> 3] >> UInt8($0 & 7) & 1 == 1 }), validity: validity)
        case .integer(let width, let isSigned, let scale, let isTime):
            let values = try integers(field, try bytes(field, start, 1), rows, width, isSigned, validity)
            guard let scaled = scale.applied(to: values, validity) else {
                throw malformed(field, "a time is too far away for 64 bits of microseconds")
            }
            column = Column(isTime ? .timestamp(scaled) : .int64(scaled), validity: validity)
        case .half:
            let values: [UInt16] = try numbers(field, try bytes(field, start, 1), rows)
            column = Column(.float(values.map { StoredNumbers.float(half: $0.littleEndian) }), validity: validity)
        case .float: column = Column(.float(try numbers(field, try bytes(field, start, 1), rows)), validity: validity)
        case .double: column = Column(.double(try numbers(field, try bytes(field, start, 1), rows)), validity: validity)
        case .decimal(let width, let scale):
            column = Column(
                .double(try decimals(field, try bytes(field, start, 1), rows, width / 8, scale, validity)),
                validity: validity)
        case .texts(let width):
            let offsets = try offsets(field, try bytes(field, start, 1), rows, width)
            let data = try bytes(field, start, 2)
            return try texts(field, rows, validity) { row throws(DataError) in
                guard offsets[row + 1] <= data.count else {
                    throw malformed(field, "a text lies outside of its buffer")
                }
                return (data, offsets[row]..<offsets[row + 1])
            }
        case .fixedBytes(let width):
            let (size, overflow) = rows.multipliedReportingOverflow(by: width)
            guard !overflow else { throw malformed(field, "the values do not fit their buffer") }
            let data = try expected(field, try bytes(field, start, 1), size)
            return try texts(field, rows, validity) { row throws(DataError) in (data, row * width..<(row + 1) * width) }
        case .views: return try views(field, start, rows, validity)
        case .list(let width, let child):
            let offsets = try offsets(field, try bytes(field, start, 1), rows, width)
            return try lists(field, child, start, rows, validity) { offsets[$0]..<offsets[$0 + 1] }
        case .fixedList(let count, let child):
            let (_, overflow) = rows.multipliedReportingOverflow(by: count)
            guard !overflow else { throw malformed(field, "there are too many elements") }
            return try lists(field, child, start, rows, validity) { $0 * count..<($0 + 1) * count }
        case .nothing, .other: throw malformed(field, "the column has no values")
        }
        guard validity.hasMissing else { return column }
        return Column(column.storage.clearing(validity), validity: validity)
    }

    // MARK: Buffers

    /// The plain bytes of a buffer of a field.
    private func bytes(_ field: ArrowField, _ start: ArrowPosition, _ index: Int) throws(DataError) -> [UInt8] {
        guard start.buffer + index < batch.buffers.count else {
            throw malformed(field, "the batch has fewer buffers than the schema")
        }
        return try file.bytes(of: batch.buffers[start.buffer + index], in: batch, held)
    }

    private func expected(_ field: ArrowField, _ bytes: [UInt8], _ count: Int) throws(DataError) -> [UInt8] {
        guard bytes.count >= count else {
            throw malformed(field, "a buffer has \(bytes.count) bytes instead of \(count)")
        }
        return bytes
    }

    private func validity(
        _ field: ArrowField, _ start: ArrowPosition, _ node: ArrowBatch.Node
    ) throws(DataError) -> ValidityBitmap {
        guard node.nullCount > 0 else { return ValidityBitmap(presentCount: node.count) }
        let bits = try expected(field, try bytes(field, start, 0), (node.count + 7) / 8)
        var validity = ValidityBitmap()
        for first in stride(from: 0, to: node.count, by: 8) {
            validity.append(bits: UInt64(bits[first >> 3]), count: min(8, node.count - first))
        }
        guard validity.missingCount == node.nullCount else {
            throw malformed(
                field, "\(validity.missingCount) values are missing where \(node.nullCount) are announced")
        }
        return validity
    }

    private func numbers<Number: BitwiseCopyable>(
        _ field: ArrowField, _ bytes: [UInt8], _ rows: Int
    ) throws(DataError) -> [Number] {
        let (size, overflow) = rows.multipliedReportingOverflow(by: MemoryLayout<Number>.size)
        guard !overflow else { throw malformed(field, "the values do not fit their buffer") }
        let bytes = try expected(field, bytes, size)
        return [Number](unsafeUninitializedCapacity: rows) { target, initialized in
            bytes.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(target).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: source[..<size]))
            }
            initialized = rows
        }
    }

    private func integers(
        _ field: ArrowField, _ bytes: [UInt8], _ rows: Int, _ bitWidth: Int, _ isSigned: Bool,
        _ validity: ValidityBitmap
    ) throws(DataError) -> [Int64] {
        switch (bitWidth, isSigned) {
        case (8, true): return (try numbers(field, bytes, rows) as [Int8]).map(Int64.init)
        case (8, false): return (try numbers(field, bytes, rows) as [UInt8]).map(Int64.init)
        case (16, true): return (try numbers(field, bytes, rows) as [Int16]).map { Int64($0.littleEndian) }
        case (16, false): return (try numbers(field, bytes, rows) as [UInt16]).map { Int64($0.littleEndian) }
        case (32, true): return (try numbers(field, bytes, rows) as [Int32]).map { Int64($0.littleEndian) }
        case (32, false): return (try numbers(field, bytes, rows) as [UInt32]).map { Int64($0.littleEndian) }
        case (_, true): return (try numbers(field, bytes, rows) as [Int64]).map(\.littleEndian)
        case (_, false):
            let values = (try numbers(field, bytes, rows) as [Int64]).map(\.littleEndian)
            for row in 0..<rows where values[row] < 0 && validity[row] {
                throw malformed(field, "an unsigned integer is too large for a column of int64")
            }
            return values
        }
    }

    private func decimals(
        _ field: ArrowField, _ bytes: [UInt8], _ rows: Int, _ width: Int, _ scale: Int, _ validity: ValidityBitmap
    ) throws(DataError) -> [Double] {
        let (size, overflow) = rows.multipliedReportingOverflow(by: width)
        guard !overflow else { throw malformed(field, "the values do not fit their buffer") }
        let bytes = try expected(field, bytes, size)
        var values = [Double](repeating: 0, count: rows)
        for row in 0..<rows where validity[row] {
            let bigEndian = Array(bytes[row * width..<(row + 1) * width].reversed())
            guard let value = bigEndian.withUnsafeBytes({ StoredNumbers.double(bigEndian: $0, scale: scale) }) else {
                throw malformed(field, "a decimal number is too large for a double")
            }
            values[row] = value
        }
        return values
    }

    /// Offsets that never decrease; one more than rows.
    private func offsets(
        _ field: ArrowField, _ bytes: [UInt8], _ rows: Int, _ width: Int
    ) throws(DataError) -> [Int] {
        // An array without rows may have no offsets at all.
        if rows == 0, bytes.isEmpty { return [0] }
        guard rows < Int.max else { throw malformed(field, "there are too many rows") }
        let values =
            width == 4
            ? (try numbers(field, bytes, rows + 1) as [Int32]).map { Int($0.littleEndian) }
            : (try numbers(field, bytes, rows + 1) as [Int64]).map { Int($0.littleEndian) }
        guard values[0] >= 0 else { throw malformed(field, "an offset is negative") }
        for row in 0..<rows where values[row + 1] < values[row] { throw malformed(field, "the offsets decrease") }
        return values
    }

    // MARK: Texts, lists and dictionaries

    /// A column of texts, each a range of some bytes.
    private func texts(
        _ field: ArrowField, _ rows: Int, _ validity: ValidityBitmap,
        _ text: (Int) throws(DataError) -> (bytes: [UInt8], range: Range<Int>)
    ) throws(DataError) -> Column {
        var texts = TextBuffer()
        texts.reserve(texts: rows, bytes: 0)
        for row in 0..<rows {
            guard validity[row] else {
                texts.appendEmpty()
                continue
            }
            let (bytes, range) = try text(row)
            try file.budget.spend(range.count)
            let isSound = bytes.withUnsafeBufferPointer { bytes in
                let text = UnsafeBufferPointer(rebasing: bytes[range])
                guard UTF8Validation.firstInvalidOffset(in: text) == nil else { return false }
                texts.append(utf8: text)
                return true
            }
            guard isSound else { throw malformed(field, "the text of row \(row) is not valid UTF-8") }
        }
        return Column(.string(texts), validity: validity)
    }

    /// Texts of which each is in 16 bytes, or leads to one of several buffers.
    private func views(
        _ field: ArrowField, _ start: ArrowPosition, _ rows: Int, _ validity: ValidityBitmap
    ) throws(DataError) -> Column {
        guard start.variadic < batch.variadicCounts.count else {
            throw malformed(field, "the batch has fewer buffers than the schema")
        }
        let (size, overflow) = rows.multipliedReportingOverflow(by: 16)
        guard !overflow else { throw malformed(field, "the values do not fit their buffer") }
        let views = try expected(field, try bytes(field, start, 1), size)
        var data: [[UInt8]] = []
        for index in 0..<batch.variadicCounts[start.variadic] { data.append(try bytes(field, start, 2 + index)) }
        return try texts(field, rows, validity) { row throws(DataError) in
            let (count, buffer, offset) = views.withUnsafeBytes { bytes in
                let load = { Int(bytes.loadUnaligned(fromByteOffset: row * 16 + $0, as: Int32.self).littleEndian) }
                return (load(0), load(8), load(12))
            }
            if count >= 0, count <= 12 { return (views, row * 16 + 4..<row * 16 + 4 + count) }
            guard count >= 0, buffer >= 0, buffer < data.count, offset >= 0, count <= data[buffer].count - offset else {
                throw malformed(field, "a text lies outside of its buffer")
            }
            return (data[buffer], offset..<offset + count)
        }
    }

    private func lists(
        _ field: ArrowField, _ child: ArrowField, _ start: ArrowPosition, _ rows: Int, _ validity: ValidityBitmap,
        _ range: (Int) -> Range<Int>
    ) throws(DataError) -> Column {
        var position = start
        position.node += 1
        position.buffer += field.bufferCount
        let elements = try column(child, at: position, isElement: true)
        guard case .string(let texts) = elements.storage else { throw malformed(field, "the lists hold no texts") }
        var lists = TextListBuffer()
        for row in 0..<rows {
            if validity[row] {
                let range = range(row)
                guard range.upperBound <= texts.count else {
                    throw malformed(field, "a list lies outside of its elements")
                }
                try file.budget.spend(range.count, elementSize: MemoryLayout<Int>.size)
                for index in range {
                    guard elements.validity[index] else {
                        throw DataError(
                            .missingValue, "a list holds a missing text",
                            at: "\(file.source.name), column \"\(field.name)\"",
                            remedy:
                                "Lists of texts have no missing elements here: write the empty text or leave them out.")
                    }
                    try file.budget.spend(texts.byteCount(at: index))
                    texts.withUTF8(at: index) { lists.appendElement(utf8: $0) }
                }
            }
            lists.endList()
        }
        return Column(.stringList(lists), validity: validity)
    }

    private func decoded(
        _ field: ArrowField, _ dictionary: ArrowField.Dictionary, _ bytes: [UInt8], rows: Int,
        _ validity: ValidityBitmap
    ) throws(DataError) -> Column {
        guard let values = dictionaries[dictionary.id] else {
            guard validity.missingCount == rows else { throw malformed(field, "its dictionary is missing") }
            return Column(missing: field.type ?? .string, count: rows)
        }
        guard values.type == field.type else { throw malformed(field, "its dictionary has another type") }
        let codes = try integers(field, bytes, rows, dictionary.bitWidth, dictionary.isSigned, validity)
        var positions: [Int?] = []
        positions.reserveCapacity(rows)
        for row in 0..<rows {
            guard validity[row] else {
                positions.append(nil)
                continue
            }
            guard codes[row] >= 0, codes[row] < Int64(values.count) else {
                throw malformed(field, "a value is number \(codes[row]) of \(values.count) in its dictionary")
            }
            let position = Int(codes[row])
            positions.append(position)
            // What the column takes as plain texts is what counts: who reads it may need them.
            if case .categories(let texts) = values.content, texts.codes[position] >= 0 {
                try file.budget.spend(texts.categories.byteCount(at: Int(texts.codes[position])))
            }
        }
        return values.uncheckedTaking(optional: positions)
    }
}

extension ArrowField.Scale {
    /// The integers in microseconds, or `nil` when one that is present does not fit.
    fileprivate func applied(to values: [Int64], _ validity: ValidityBitmap) -> [Int64]? {
        switch self {
        case .none: return values
        case .divided(let divisor):
            return values.map { $0 / divisor - ($0 % divisor < 0 ? 1 : 0) }
        case .multiplied(let factor):
            let limit = Int64.max / factor
            for row in values.indices where !(-limit...limit).contains(values[row]) && validity[row] { return nil }
            // What stands where a value is missing may be anything.
            return values.map { $0 &* factor }
        }
    }
}
