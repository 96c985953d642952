import MLCore

/// Takes lists of texts.
final class TextListColumnCursor: ParquetColumnCursor {
    private let pages: ParquetChunkReader
    private let source: TextValueSource
    private let levels: ParquetColumn.List

    // A batch of levels, and the next of them.
    private var repetitions = [UInt8](repeating: 0, count: TextValueSource.batchSize)
    private var definitions = [UInt8](repeating: 0, count: TextValueSource.batchSize)
    private var batchCount = 0
    private var position = 0
    /// The texts of the batch, and the next of them.
    private var texts: [UnsafeBufferPointer<UInt8>] = []
    private var nextText = 0

    init(_ pages: ParquetChunkReader, levels: ParquetColumn.List) {
        self.pages = pages
        self.levels = levels
        source = TextValueSource(pages)
    }

    func expectEnd() throws(DataError) {
        guard position == batchCount else { throw pages.malformed("there are more values than rows") }
        try pages.expectEnd()
    }

    func column(rows: Int) throws(DataError) -> Column {
        var lists = TextListBuffer()
        var validity = ValidityBitmap()
        var begun = 0
        var holdsElement = false
        while true {
            if position == batchCount {
                guard pages.hasMore else { break }
                try loadBatch()
            }
            let isNewRow = repetitions[position] == 0
            if isNewRow {
                if begun == rows { break }
                if begun > 0 { lists.endList() }
                begun += 1
                validity.append(Int(definitions[position]) >= levels.presentLevel)
                holdsElement = Int(definitions[position]) >= levels.elementLevel
            } else if !holdsElement || Int(definitions[position]) < levels.elementLevel {
                // Missing and empty lists have one place that stands for them, and nothing follows it.
                throw pages.malformed("a list goes on without an element")
            }
            let level = Int(definitions[position])
            if level >= levels.elementLevel {
                guard level == pages.column.maximumDefinition else {
                    throw DataError(
                        .missingValue, "a list holds a missing text",
                        at: "\(pages.file.source.name), column \"\(pages.column.name)\"",
                        remedy: "Lists of texts have no missing elements here: write the empty text or leave them out.")
                }
                try pages.file.budget.spend(texts[nextText].count + MemoryLayout<Int>.size)
                lists.appendElement(utf8: texts[nextText])
                nextText += 1
            }
            position += 1
        }
        if begun > 0 { lists.endList() }
        guard begun == rows else { throw pages.malformed("there are fewer lists than rows") }
        return Column(.stringList(lists), validity: validity)
    }

    /// Reads the next levels of a page, and the texts that belong to them.
    private func loadBatch() throws(DataError) {
        if pages.remainingInPage == 0 { try pages.nextPage() }
        let count = min(pages.remainingInPage, TextValueSource.batchSize)
        let maximum = UInt8(clamping: pages.column.maximumDefinition)
        var largest: UInt8 = 0
        try pages.located { () throws(EncodingFault) in
            try Self.read(&pages.repetitions, count, &repetitions, &largest)
            largest = 0
            try Self.read(&pages.definitions, count, &definitions, &largest)
            guard largest <= maximum else { throw EncodingFault("a level is larger than there are") }
        }
        position = 0
        batchCount = count
        nextText = 0
        texts.removeAll(keepingCapacity: true)
        let present = definitions[..<count].count { $0 == maximum }
        try pages.take(count, present: present)
        if pages.indices != nil {
            try source.withIndices(present) { (indices, entries, bytes) throws(DataError) in
                for index in 0..<present {
                    let entry = entries[Int(indices[index])]
                    texts.append(UnsafeBufferPointer(start: bytes + Int(entry.offset), count: Int(entry.count)))
                }
            }
        } else {
            try pages.located { () throws(EncodingFault) in
                for _ in 0..<present {
                    let text = try source.next()
                    guard UTF8Validation.firstInvalidOffset(in: text) == nil else { throw .invalidText }
                    texts.append(text)
                }
            }
        }
    }

    private static func read(
        _ decoder: inout HybridDecoder?, _ count: Int, _ levels: inout [UInt8], _ largest: inout UInt8
    ) throws(EncodingFault) {
        var result: Result<Void, EncodingFault> = .success(())
        levels.withUnsafeMutableBufferPointer { buffer in
            result = Result { () throws(EncodingFault) in
                guard let target = buffer.baseAddress else { return }
                try decoder?.read(count, to: target, largest: &largest)
            }
        }
        try result.get()
    }
}
