import MLCore

/// Writes the values of one column in one row group.
struct ParquetChunkEncoder {
    private static let pageRowCount = 20_000
    private static let pageByteCount = 1 << 20
    private static let dictionaryByteCount = 1 << 20
    private static let dictionaryCount = 1 << 16

    private let column: Column
    private let field: Schema.Field
    private let rows: Range<Int>
    private let writer: ParquetWriter
    private let values: ParquetValues

    init(_ column: Column, field: Schema.Field, rows: Range<Int>, writer: ParquetWriter) {
        self.column = column
        self.field = field
        self.rows = rows
        self.writer = writer
        values = ParquetValues(column)
    }

    /// Adds the pages of the column.
    ///
    /// - Parameters:
    ///   - bytes: The bytes of the file from `base` on.
    ///   - base: How many bytes of the file come before.
    /// - Returns: What the footer says about the column.
    /// - Throws: ``DataError`` with code `limitExceeded`.
    func append(to bytes: inout [UInt8], at base: Int) throws(DataError) -> ParquetColumnChunk {
        var chunk = ParquetColumnChunk()
        chunk.type = ParquetEncoder.physicalType(field.type)
        chunk.codec = writer.compression.code
        chunk.path = field.type == .stringList ? [field.name, "list", "element"] : [field.name]
        let present = values.positions(rows)
        let distinct = writer.usesDictionaries ? dictionary(of: present) : nil
        chunk.encodings = distinct == nil ? [.plain, .rle] : [.plain, .rle, .rleDictionary]
        let start = bytes.count
        if let distinct {
            chunk.dictionaryPageOffset = base + bytes.count
            var page: [UInt8] = []
            try values.appendPlain(distinct.firstRows[...], to: &page, at: field.name)
            try appendPage(page, valueCount: distinct.firstRows.count, .dictionary, .plain, to: &bytes, &chunk)
        }
        chunk.dataPageOffset = base + bytes.count
        var row = rows.lowerBound
        var taken = 0
        repeat {
            let end = pageEnd(from: row)
            let count = values.positionCount(row..<end)
            var page: [UInt8] = []
            let levelCount = appendLevels(row..<end, to: &page)
            if let distinct {
                let width = max(1, Int.bitWidth - (distinct.firstRows.count - 1).leadingZeroBitCount)
                page.append(UInt8(width))
                HybridEncoder.append(distinct.codes[taken..<taken + count], width: width, to: &page)
            } else {
                try values.appendPlain(present[taken..<taken + count], to: &page, at: field.name)
            }
            try appendPage(
                page, valueCount: levelCount, .data, distinct == nil ? .plain : .rleDictionary, to: &bytes, &chunk)
            chunk.valueCount += levelCount
            taken += count
            row = end
        } while row < rows.upperBound
        chunk.compressedByteCount = bytes.count - start
        chunk.statistics = values.statistics(present)
        // In lists every entry that holds no element counts.
        chunk.statistics?.nullCount = chunk.valueCount - present.count
        return chunk
    }

    /// The distinct values, when they are few enough for a dictionary to be smaller than the values.
    private func dictionary(of present: [Int]) -> DistinctValues? {
        let limit = min(Self.dictionaryCount, present.count / 2)
        guard let distinct = values.distinct(present, limit: limit), !distinct.firstRows.isEmpty else { return nil }
        var byteCount = 0
        for position in distinct.firstRows { byteCount += values.byteCount(position) }
        return byteCount <= Self.dictionaryByteCount ? distinct : nil
    }

    /// Where a page that begins at a row ends.
    private func pageEnd(from row: Int) -> Int {
        let most = min(rows.upperBound, row + Self.pageRowCount)
        guard field.type == .string || field.type == .stringList else { return most }
        var end = row
        var byteCount = 0
        while end < most, byteCount < Self.pageByteCount {
            byteCount += values.byteCount(row: end)
            end += 1
        }
        return max(end, min(row + 1, most))
    }

    /// Adds the levels of rows; gives how many entries they have.
    private func appendLevels(_ rows: Range<Int>, to page: inout [UInt8]) -> Int {
        let base: UInt32 = field.allowsMissing ? 1 : 0
        var definitions: [UInt32] = []
        guard case .stringList(let lists) = column.storage else {
            guard field.allowsMissing else { return rows.count }
            definitions.reserveCapacity(rows.count)
            for row in rows { definitions.append(column.validity[row] ? 1 : 0) }
            Self.appendLevels(definitions, width: 1, to: &page)
            return rows.count
        }
        var repetitions: [UInt32] = []
        for row in rows {
            let count = lists.range(at: row).count
            repetitions.append(0)
            definitions.append(!column.validity[row] ? 0 : count == 0 ? base : base + 1)
            for _ in 1..<max(1, count) {
                repetitions.append(1)
                definitions.append(base + 1)
            }
        }
        Self.appendLevels(repetitions, width: 1, to: &page)
        Self.appendLevels(definitions, width: base == 1 ? 2 : 1, to: &page)
        return repetitions.count
    }

    private static func appendLevels(_ levels: [UInt32], width: Int, to page: inout [UInt8]) {
        let start = page.count
        page += [0, 0, 0, 0]
        HybridEncoder.append(levels[...], width: width, to: &page)
        let size = page.count - start - 4
        for index in 0..<4 { page[start + index] = UInt8(truncatingIfNeeded: size >> (8 * index)) }
    }

    private func appendPage(
        _ page: [UInt8], valueCount: Int, _ type: ParquetPageType, _ encoding: ParquetEncoding, to bytes: inout [UInt8],
        _ chunk: inout ParquetColumnChunk
    ) throws(DataError) {
        let stored = writer.compression == .snappy ? page.withUnsafeBytes { Snappy.compressed($0) } : page
        guard page.count <= Int(Int32.max), stored.count <= Int(Int32.max) else {
            throw DataError(
                .limitExceeded, "a page has more than 2 GiB", at: "column \"\(field.name)\"",
                remedy: "Shorten the texts.")
        }
        var header = ParquetPageHeader()
        header.type = type
        header.uncompressedByteCount = page.count
        header.compressedByteCount = stored.count
        header.checksum = stored.withUnsafeBytes { CyclicChecksum.of($0) }
        header.valueCount = valueCount
        header.encoding = encoding
        let encoded = header.encoded
        bytes += encoded
        bytes += stored
        chunk.uncompressedByteCount += encoded.count + page.count
    }
}
