import MLCore

/// Goes through the pages of a column chunk, one after the other, and keeps only one of them in memory.
final class ParquetChunkReader {
    /// How many bytes are read from a file at once.
    private static let windowSize = 1 << 19

    let column: ParquetColumn
    let file: ParquetFile
    private let place: String
    private let decompressor: (any Decompressor)?

    // The part of the file that is at hand.
    private let window: ScratchBytes
    private var windowStart = 0
    private var windowCount = 0
    private var offset: Int
    private let end: Int

    /// How many values, missing ones included, come in pages that were not begun.
    private var remainingValues: Int
    private let payload: ScratchBytes
    /// Memory for values that are written anew.
    let rewritten: ScratchBytes
    private let dictionaryPage: ScratchBytes
    // How much of the budget each of them has.
    private var heldPayload = 0
    private var heldRewritten = 0
    private var heldDictionary = 0

    /// The plain values of the dictionary, and how many they are; `nil` before it was read.
    private(set) var dictionary: (values: PlainValues, count: Int)?
    /// How many values, missing ones included, of the page were not taken yet.
    private(set) var remainingInPage = 0
    /// How many more values of the page have to be missing, where the page tells it.
    private var remainingMissing: Int?
    /// The levels that say which values are present; `nil` where all are.
    var definitions: HybridDecoder?
    /// The levels that say where lists begin.
    var repetitions: HybridDecoder?
    /// The numbers of values in the dictionary; `nil` where values stand for themselves.
    var indices: HybridDecoder?
    /// The values that stand for themselves.
    var plain: PlainValues
    /// How many values the page had, missing ones included.
    private(set) var pageValueCount = 0

    /// Begins with a chunk.
    ///
    /// - Throws: ``DataError`` with code `malformedFile` or `unsupportedFormat`.
    init(_ file: ParquetFile, column: ParquetColumn, rowGroup: Int) throws(DataError) {
        self.file = file
        self.column = column
        dictionaryPage = file.scratch.take()
        rewritten = file.scratch.take()
        payload = file.scratch.take()
        window = file.scratch.take()
        place = "\(file.source.name), row group \(rowGroup), column \"\(column.name)\""
        let chunk = file.metadata.rowGroups[rowGroup].chunks[column.leaf]
        decompressor = try ParquetCodec.decompressor(chunk.codec, at: place)
        offset = chunk.firstPageOffset
        end = offset + chunk.compressedByteCount
        remainingValues = chunk.valueCount
        plain = PlainValues(next: payload.base, end: payload.base)
    }

    deinit {
        file.scratch.giveBack([window, payload, rewritten, dictionaryPage])
        file.budget.letGo(heldPayload + heldRewritten + heldDictionary)
    }

    /// An error about the chunk.
    func malformed(_ problem: String) -> DataError { DataError(.malformedFile, problem, at: place) }

    /// Calls `body` and names the chunk in what it throws.
    func located<Result>(_ body: () throws(EncodingFault) -> Result) throws(DataError) -> Result {
        do throws(EncodingFault) {
            return try body()
        } catch {
            throw error.error(at: place)
        }
    }

    /// Passes over values that were taken.
    ///
    /// - Parameters:
    ///   - count: How many, missing ones included.
    ///   - present: How many of them are present.
    /// - Throws: ``DataError`` with code `malformedFile` when the page has another number of missing values than it tells.
    func take(_ count: Int, present: Int) throws(DataError) {
        remainingInPage -= count
        guard let missing = remainingMissing else { return }
        let rest = missing - (count - present)
        remainingMissing = rest
        guard rest >= 0, rest == 0 || remainingInPage > 0 else {
            throw malformed("a page has another number of missing values than it announces")
        }
    }

    /// Takes memory for bytes that stay until the chunk is done, those that were held before among them.
    private func hold(_ byteCount: Int, _ held: inout Int) throws(DataError) {
        guard byteCount > held else { return }
        try file.budget.hold(byteCount - held)
        held = byteCount
    }

    /// Begins the next page of values.
    ///
    /// - Throws: ``DataError``, also when there is none.
    func nextPage() throws(DataError) {
        while true {
            guard !file.cancellation.isCancelled else { throw DataError.cancelled(place) }
            guard remainingValues > 0 else { throw malformed("there are fewer values than rows") }
            guard offset < end else { throw malformed("the pages end before the last value") }
            let header = try readHeader()
            guard let type = header.type else { throw malformed("a page has a type that does not exist") }
            guard header.compressedByteCount <= end - offset else { throw malformed("a page is larger than its chunk") }
            try fill(header.compressedByteCount)
            let bytes = UnsafeRawBufferPointer(start: window.base + windowStart, count: header.compressedByteCount)
            if file.verifiesChecksums, let checksum = header.checksum, checksum != CyclicChecksum.of(bytes) {
                throw malformed("the checksum of a page is not that of its bytes")
            }
            windowStart += header.compressedByteCount
            windowCount -= header.compressedByteCount
            offset += header.compressedByteCount
            switch type {
            case .index: continue
            case .dictionary:
                try readDictionary(header, bytes)
                continue
            case .data, .dataVersion2: break
            }
            guard header.valueCount <= remainingValues else {
                throw malformed("the pages have more values than the chunk")
            }
            remainingValues -= header.valueCount
            guard header.valueCount > 0 else { continue }
            remainingInPage = header.valueCount
            pageValueCount = header.valueCount
            try begin(header, bytes)
            return
        }
    }

    /// Whether there are values that were not taken.
    var hasMore: Bool { remainingInPage > 0 || remainingValues > 0 }

    /// Throws unless all values were taken.
    func expectEnd() throws(DataError) {
        guard !hasMore else { throw malformed("there are more values than rows") }
    }

    // MARK: Bytes

    /// Makes sure that the next bytes are at hand.
    private func fill(_ count: Int) throws(DataError) {
        guard windowCount < count else { return }
        let wanted = min(max(count, Self.windowSize), end - offset)
        if window.capacity < wanted {
            window.grow(wanted, keeping: windowStart + windowCount)
        }
        (window.base).copyMemory(from: window.base + windowStart, byteCount: windowCount)
        windowStart = 0
        try file.source.read(
            at: offset + windowCount,
            into: UnsafeMutableRawBufferPointer(start: window.base + windowCount, count: wanted - windowCount))
        windowCount = wanted
    }

    private func readHeader() throws(DataError) -> ParquetPageHeader {
        var wanted = min(64, end - offset)
        while true {
            try fill(wanted)
            let bytes = UnsafeRawBufferPointer(start: window.base + windowStart, count: windowCount)
            var reader = ThriftReader(bytes, name: place)
            do throws(DataError) {
                let header = try ParquetPageHeader(reading: &reader)
                windowStart += reader.position
                windowCount -= reader.position
                offset += reader.position
                return header
            } catch {
                // The header may be longer than what is at hand.
                guard windowCount < end - offset, windowCount < 16 << 20 else { throw error }
                wanted = min(windowCount * 4, end - offset)
            }
        }
    }

    /// Puts the plain bytes of a page, or of a part of it, into memory.
    private func decompress(
        _ bytes: UnsafeRawBufferPointer, byteCount: Int, to target: ScratchBytes, _ held: inout Int,
        at position: Int = 0
    ) throws(DataError) {
        if let decompressor {
            do throws(CompressionFault) {
                try decompressor.check(byteCount: byteCount, compressedCount: bytes.count)
            } catch {
                throw malformed("\(decompressor.name): \(error.problem)")
            }
        } else if byteCount != bytes.count {
            throw malformed("a page without compression has two sizes")
        }
        try hold(position + byteCount, &held)
        try file.work.spend(byteCount)
        target.grow(position + byteCount, keeping: position)
        let memory = UnsafeMutableRawBufferPointer(start: target.base + position, count: byteCount)
        guard let decompressor else {
            memory.copyMemory(from: bytes)
            return
        }
        do throws(CompressionFault) {
            // Pages without content may have no bytes at all.
            guard byteCount > 0 || !bytes.isEmpty else { return }
            let count = try decompressor.decompress(bytes, into: memory)
            guard count == byteCount else {
                throw CompressionFault("\(count) bytes where \(byteCount) are announced")
            }
        } catch {
            throw malformed("\(decompressor.name): \(error.problem)")
        }
    }

    // MARK: Pages

    private func readDictionary(_ header: ParquetPageHeader, _ bytes: UnsafeRawBufferPointer) throws(DataError) {
        guard dictionary == nil, pageValueCount == 0 else { throw malformed("there are two dictionaries") }
        guard header.encoding == .plain || header.encoding == .plainDictionary else {
            throw malformed("the dictionary is not plain")
        }
        try decompress(bytes, byteCount: header.uncompressedByteCount, to: dictionaryPage, &heldDictionary)
        guard column.physicalType != .boolean else { throw malformed("there is a dictionary of truth values") }
        // A value takes at least as many bytes as its length or itself.
        let width = column.physicalType.width(typeLength: column.typeLength) ?? 4
        guard header.valueCount <= header.uncompressedByteCount / width else {
            throw malformed("the dictionary announces more values than it holds")
        }
        // The values themselves take up to eight bytes, or the places of texts do.
        var heldByteCount = header.uncompressedByteCount + header.valueCount * 8
        try hold(heldByteCount, &heldDictionary)
        var values = PlainValues(next: dictionaryPage.base, end: dictionaryPage.base + header.uncompressedByteCount)
        if column.conversion.type == .string, column.physicalType == .fixedLengthByteArray {
            let lengthened = ScratchBytes()
            let width = column.conversion == .uuid ? 40 : column.typeLength + 4
            let (size, overflow) = header.valueCount.multipliedReportingOverflow(by: width)
            guard !overflow, size <= file.budget.limit else { throw EncodingFault.beyondMemory.error(at: place) }
            heldByteCount += 2 * size
            try hold(heldByteCount, &heldDictionary)
            let count = PlainTranscoder(
                start: values.next, end: values.end, maximumCount: header.valueCount, target: lengthened
            ) { _ throws(EncodingFault) in
            }.lengthened(width: column.typeLength, isUUID: column.conversion == .uuid, count: header.valueCount)
            dictionaryPage.reserve(count)
            dictionaryPage.base.copyMemory(from: lengthened.base, byteCount: count)
            values = PlainValues(next: dictionaryPage.base, end: dictionaryPage.base + count)
        }
        dictionary = (values, header.valueCount)
    }

    private func begin(_ header: ParquetPageHeader, _ bytes: UnsafeRawBufferPointer) throws(DataError) {
        let hasLevels = column.maximumDefinition > 0
        let isList = column.list != nil
        let width = Int.bitWidth - column.maximumDefinition.leadingZeroBitCount
        let size = header.uncompressedByteCount
        definitions = nil
        repetitions = nil
        remainingMissing = nil
        if header.type == .dataVersion2 {
            let (levels, overflow) = header.repetitionByteCount.addingReportingOverflow(header.definitionByteCount)
            guard !overflow, levels <= bytes.count, levels <= size else {
                throw malformed("the levels of a page are larger than the page")
            }
            guard header.nullCount <= header.valueCount else {
                throw malformed("a page misses more values than it has")
            }
            if hasLevels, !isList { remainingMissing = header.nullCount }
            try hold(levels, &heldPayload)
            payload.grow(levels, keeping: 0)
            if let base = bytes.baseAddress { payload.base.copyMemory(from: base, byteCount: levels) }
            let values = UnsafeRawBufferPointer(rebasing: bytes[levels...])
            if header.isCompressed {
                try decompress(values, byteCount: size - levels, to: payload, &heldPayload, at: levels)
            } else {
                guard values.count == size - levels else { throw malformed("a page without compression has two sizes") }
                try hold(size, &heldPayload)
                payload.grow(size, keeping: levels)
                if let base = values.baseAddress {
                    (payload.base + levels).copyMemory(from: base, byteCount: values.count)
                }
            }
            let middle = payload.base + header.repetitionByteCount
            if isList { repetitions = HybridDecoder(payload.base, middle, width: 1) }
            if hasLevels { definitions = HybridDecoder(middle, payload.base + levels, width: width) }
            try beginValues(header, payload.base + levels, payload.base + size)
        } else {
            try decompress(bytes, byteCount: size, to: payload, &heldPayload)
            var next = UnsafeRawPointer(payload.base)
            let end = next + size
            if isList {
                repetitions = try levels(&next, end, width: 1, encoding: header.repetitionEncoding)
            }
            if hasLevels {
                definitions = try levels(&next, end, width: width, encoding: header.definitionEncoding)
            }
            try beginValues(header, next, end)
        }
    }

    private func levels(
        _ next: inout UnsafeRawPointer, _ end: UnsafeRawPointer, width: Int, encoding: ParquetEncoding?
    ) throws(DataError) -> HybridDecoder {
        guard encoding == .rle || encoding == nil else {
            throw DataError(
                .unsupportedFormat, "the levels have an encoding that was given up long ago", at: place,
                remedy: "Write the file with a newer program.")
        }
        guard end - next >= 4 else { throw malformed("a page ends within its levels") }
        let size = Int(next.loadUnaligned(as: UInt32.self).littleEndian)
        guard size <= end - next - 4 else { throw malformed("the levels of a page are larger than the page") }
        let start = next + 4
        next = start + size
        return HybridDecoder(start, next, width: width)
    }

    /// Takes memory for values that are written anew.
    func makeRoom(_ byteCount: Int) throws(EncodingFault) {
        do throws(DataError) {
            try hold(byteCount, &heldRewritten)
        } catch {
            throw .beyondMemory
        }
    }
}
