import MLCore

/// The bytes of texts one behind the other, in memory that grows.
final class TextStore {
    let memory: ScratchBytes
    /// How many bytes there are.
    var count = 0
    private let pool: ScratchPool

    init(_ pool: ScratchPool) {
        self.pool = pool
        memory = pool.take()
    }

    deinit { pool.giveBack([memory]) }
}

/// Takes texts.
final class TextColumnCursor: ParquetColumnCursor {
    private let pages: ParquetChunkReader
    private let source: TextValueSource

    init(_ pages: ParquetChunkReader) {
        self.pages = pages
        source = TextValueSource(pages)
    }

    func expectEnd() throws(DataError) { try pages.expectEnd() }

    func column(rows: Int) throws(DataError) -> Column {
        let store = TextStore(pages.file.textScratch)
        var result: Result<ValidityBitmap, DataError> = .success(ValidityBitmap())
        let offsets = [Int](unsafeUninitializedCapacity: rows + 1) { buffer, initialized in
            guard let target = buffer.baseAddress else { return }
            target[0] = 0
            result = Result { () throws(DataError) in try read(rows, ends: target + 1, store: store) }
            if case .success = result { initialized = rows + 1 }
        }
        let validity = try result.get()
        let bytes = Array(UnsafeRawBufferPointer(start: store.memory.base, count: store.count))
        guard let texts = TextBuffer(bytes: bytes, offsets: offsets) else {
            throw pages.malformed("texts do not add up")
        }
        return Column(.string(texts), validity: validity)
    }

    /// Takes the next rows.
    ///
    /// - Parameters:
    ///   - rows: How many; they have to be there.
    ///   - ends: Where the end of each text in the store goes.
    ///   - store: Where the bytes go.
    /// - Returns: Which rows are present.
    /// - Throws: ``DataError``.
    func read(_ rows: Int, ends: UnsafeMutablePointer<Int>, store: TextStore) throws(DataError) -> ValidityBitmap {
        var validity = ValidityBitmap()
        var done = 0
        while done < rows {
            if pages.remainingInPage == 0 { try pages.nextPage() }
            let part = min(rows - done, pages.remainingInPage, TextValueSource.batchSize)
            var present = part
            if pages.definitions != nil {
                present = try pages.located { () throws(EncodingFault) in
                    try pages.definitions?.read(part, into: &validity) ?? 0
                }
            } else {
                validity.append(repeating: true, count: part)
            }
            let target = ends + done
            let start = store.count
            if pages.indices != nil {
                try readIndexed(present, to: target, store)
            } else {
                try readPlain(present, to: target, store)
            }
            if present < part { Self.spread(present, over: part, at: target, validity, from: done, start: start) }
            try pages.take(part, present: present)
            done += part
        }
        return validity
    }

    private func readIndexed(_ count: Int, to ends: UnsafeMutablePointer<Int>, _ store: TextStore) throws(DataError) {
        try source.withIndices(count) { (indices, entries, bytes) throws(DataError) in
            var total = 0
            for index in 0..<count { total &+= Int(entries[Int(indices[index])].count) }
            try pages.file.budget.spend(total)
            store.memory.grow(store.count + total, keeping: store.count)
            var end = store.count
            let target = store.memory.base
            for index in 0..<count {
                let entry = entries[Int(indices[index])]
                let size = Int(entry.count)
                let text = UnsafeRawPointer(bytes + Int(entry.offset))
                if size <= 16 {
                    // Both sides have room behind their ends.
                    target.storeBytes(
                        of: text.loadUnaligned(as: SIMD16<UInt8>.self), toByteOffset: end, as: SIMD16<UInt8>.self)
                } else {
                    (target + end).copyMemory(from: text, byteCount: size)
                }
                end &+= size
                ends[index] = end
            }
            store.count = end
        }
    }

    private func readPlain(_ count: Int, to ends: UnsafeMutablePointer<Int>, _ store: TextStore) throws(DataError) {
        let begin = store.count
        let values = pages.plain
        try pages.file.budget.spend(values.end - values.next)
        store.memory.grow(begin + (values.end - values.next), keeping: begin)
        let target = store.memory.base
        var end = begin
        var isSound = true
        var next = values.next
        try pages.located { () throws(EncodingFault) in
            for index in 0..<count {
                guard values.end - next >= 4 else { throw .truncated }
                let size = Int(next.loadUnaligned(as: UInt32.self).littleEndian)
                next += 4
                guard size <= values.end - next else { throw .truncated }
                if size <= 16 {
                    target.storeBytes(
                        of: next.loadUnaligned(as: SIMD16<UInt8>.self), toByteOffset: end, as: SIMD16<UInt8>.self)
                } else {
                    (target + end).copyMemory(from: next, byteCount: size)
                }
                // No text may begin within a character: then all of them are UTF-8 when their run is.
                isSound = isSound && (size == 0 || next.load(as: UInt8.self) & 0xC0 != 0x80)
                end &+= size
                next += size
                ends[index] = end
            }
            let added = UnsafeBufferPointer(
                start: (target + begin).assumingMemoryBound(to: UInt8.self), count: end - begin)
            guard isSound, UTF8Validation.firstInvalidOffset(in: added) == nil else { throw .invalidText }
        }
        pages.file.budget.release(values.end - values.next - (end - begin))
        pages.plain.next = next
        store.count = end
    }

    /// Moves ends of texts that stand one behind the other to the rows that have one.
    private static func spread(
        _ present: Int, over rows: Int, at ends: UnsafeMutablePointer<Int>, _ validity: ValidityBitmap, from first: Int,
        start: Int
    ) {
        var source = present
        var row = rows
        // A missing text ends where the one before ends, the first one where all begin.
        while row > source {
            row -= 1
            ends[row] = source > 0 ? ends[source - 1] : start
            if validity[first + row] { source -= 1 }
        }
    }
}
