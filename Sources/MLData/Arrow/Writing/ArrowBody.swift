import MLCore

/// The buffers of a batch, and where each of them is.
struct ArrowBody {
    /// The buffers, each padded to a multiple of 64 bytes.
    private(set) var bytes: [UInt8] = []
    private var nodes: [Int64] = []
    private var buffers: [Int64] = []

    /// The table `RecordBatch` of the message.
    func recordBatch(rowCount: Int) -> FlatObject {
        .table([
            FlatObject.number(Int64(rowCount)), .object(.words(nodes, perElement: 2)),
            .object(.words(buffers, perElement: 2)),
        ])
    }

    /// Adds rows of a column.
    ///
    /// - Throws: ``DataError`` with code `limitExceeded` when texts have 2 GiB or more.
    mutating func append(_ column: Column, _ rows: Range<Int>) throws(DataError) {
        appendNode(column.validity, rows)
        switch column.storage {
        case .bool(let values):
            var bits = [UInt8](repeating: 0, count: (rows.count + 7) / 8)
            for (index, row) in rows.enumerated() where values[row] { bits[index >> 3] |= 1 << UInt8(index & 7) }
            append(buffer: bits)
        case .int64(let values), .timestamp(let values): append(numbers: values[rows])
        case .double(let values): append(numbers: values[rows])
        case .float(let values): append(numbers: values[rows])
        case .string(let texts): try append(texts, rows)
        case .stringList(let lists):
            let elements = lists.offsets[rows.lowerBound]..<lists.offsets[rows.upperBound]
            try append(offsets: lists.offsets[rows.lowerBound...rows.upperBound])
            appendNode(ValidityBitmap(presentCount: elements.upperBound), elements)
            try append(lists.texts, elements)
        }
    }

    /// Adds rows of a column as numbers of the values of its dictionary.
    mutating func append(codes: ArraySlice<Int32>, _ validity: ValidityBitmap, _ rows: Range<Int>) {
        appendNode(validity, rows)
        // The number of a missing value does not matter, but it has to be one.
        append(numbers: validity.hasMissing ? ArraySlice(codes.map { max(0, $0) }) : codes)
    }

    private mutating func append(_ texts: TextBuffer, _ rows: Range<Int>) throws(DataError) {
        try append(offsets: texts.offsets[rows.lowerBound...rows.upperBound])
        append(buffer: texts.bytes[texts.offsets[rows.lowerBound]..<texts.offsets[rows.upperBound]])
    }

    private mutating func append(offsets: ArraySlice<Int>) throws(DataError) {
        let first = offsets.first ?? 0
        guard let last = offsets.last, last - first <= Int(Int32.max) else {
            throw DataError(
                .limitExceeded, "the texts of a batch have 2 GiB or more", at: "Arrow writer",
                remedy: "Lower batchRowCount.")
        }
        append(numbers: ArraySlice(offsets.map { Int32($0 - first).littleEndian }))
    }

    private mutating func appendNode(_ validity: ValidityBitmap, _ rows: Range<Int>) {
        guard validity.hasMissing else {
            nodes += [Int64(rows.count), 0]
            return append(buffer: [])
        }
        var bits = [UInt8](repeating: 0, count: (rows.count + 7) / 8)
        var missing: Int64 = 0
        for (index, row) in rows.enumerated() {
            if validity[row] { bits[index >> 3] |= 1 << UInt8(index & 7) } else { missing += 1 }
        }
        nodes += [Int64(rows.count), missing]
        append(buffer: missing > 0 ? bits : [])
    }

    private mutating func append<Number: BitwiseCopyable>(numbers: ArraySlice<Number>) {
        numbers.withUnsafeBytes { append(buffer: $0) }
    }

    private mutating func append(buffer: some Collection<UInt8>) {
        buffers += [Int64(bytes.count), Int64(buffer.count)]
        bytes.append(contentsOf: buffer)
        while bytes.count % 64 != 0 { bytes.append(0) }
    }
}
