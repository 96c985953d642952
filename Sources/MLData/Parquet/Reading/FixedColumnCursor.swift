import MLCore

/// Takes values of one column in one row group, a number of rows at a time.
protocol ParquetColumnCursor: AnyObject {
    /// The next rows as a column.
    ///
    /// - Precondition: As many rows are left.
    func column(rows: Int) throws(DataError) -> Column

    /// Throws unless all values were taken.
    func expectEnd() throws(DataError)
}

/// Takes values of fixed width.
final class FixedColumnCursor<Element: ParquetElement>: ParquetColumnCursor {
    private static var batchSize: Int { 4096 }

    private let pages: ParquetChunkReader
    private var dictionary: [Element]?
    private var indices: [UInt32] = []

    init(_ pages: ParquetChunkReader) { self.pages = pages }

    func expectEnd() throws(DataError) { try pages.expectEnd() }

    func column(rows: Int) throws(DataError) -> Column {
        var result: Result<ValidityBitmap, DataError> = .success(ValidityBitmap())
        let values = [Element](unsafeUninitializedCapacity: rows) { buffer, initialized in
            guard let target = buffer.baseAddress else { return }
            result = Result { () throws(DataError) in try read(rows, to: target) }
            if case .success = result { initialized = rows }
        }
        return Column(Element.storage(values, type: pages.column.type), validity: try result.get())
    }

    /// Takes the next rows.
    ///
    /// - Precondition: There is memory for them.
    func read(_ rows: Int, to target: UnsafeMutablePointer<Element>) throws(DataError) -> ValidityBitmap {
        var validity = ValidityBitmap()
        var done = 0
        while done < rows {
            if pages.remainingInPage == 0 { try pages.nextPage() }
            let part = min(rows - done, pages.remainingInPage)
            var present = part
            if pages.definitions != nil {
                present = try pages.located { () throws(EncodingFault) in
                    try pages.definitions?.read(part, into: &validity) ?? 0
                }
            } else {
                validity.append(repeating: true, count: part)
            }
            try readPresent(present, to: target + done)
            if present < part { Self.spread(present, over: part, at: target + done, validity, from: done) }
            try pages.take(part, present: present)
            done += part
        }
        return validity
    }

    /// Takes values that are present, one behind the other.
    private func readPresent(_ count: Int, to target: UnsafeMutablePointer<Element>) throws(DataError) {
        guard pages.indices != nil else {
            try pages.located { () throws(EncodingFault) in
                try Element.convert(&pages.plain, count: count, of: pages.column, to: target)
            }
            return
        }
        let dictionary = try loadDictionary()
        if indices.isEmpty { indices = [UInt32](repeating: 0, count: Self.batchSize) }
        try pages.located { () throws(EncodingFault) in
            var result: Result<Void, EncodingFault> = .success(())
            indices.withUnsafeMutableBufferPointer { buffer in
                dictionary.withUnsafeBufferPointer { dictionary in
                    result = Result { () throws(EncodingFault) in
                        guard let scratch = buffer.baseAddress else { return }
                        var done = 0
                        while done < count {
                            let part = min(Self.batchSize, count - done)
                            var largest: UInt32 = 0
                            try pages.indices?.read(part, to: scratch, largest: &largest)
                            guard Int(largest) < dictionary.count, let entries = dictionary.baseAddress else {
                                throw EncodingFault(
                                    "a value is number \(largest) of \(dictionary.count) in its dictionary")
                            }
                            let target = target + done
                            for index in 0..<part { target[index] = entries[Int(scratch[index])] }
                            done += part
                        }
                    }
                }
            }
            try result.get()
        }
    }

    private func loadDictionary() throws(DataError) -> [Element] {
        if let dictionary { return dictionary }
        guard let (plain, count) = pages.dictionary else { throw pages.malformed("there is no dictionary") }
        var values = plain
        var result: Result<Void, EncodingFault> = .success(())
        let entries = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            guard let target = buffer.baseAddress else { return }
            result = Result { () throws(EncodingFault) in
                try Element.convert(&values, count: count, of: pages.column, to: target)
            }
            if case .success = result { initialized = count }
        }
        try pages.located { () throws(EncodingFault) in try result.get() }
        dictionary = entries
        return entries
    }

    /// Moves values that stand one behind the other to the rows that have one.
    private static func spread(
        _ present: Int, over rows: Int, at values: UnsafeMutablePointer<Element>, _ validity: ValidityBitmap,
        from first: Int
    ) {
        validity.words.withUnsafeBufferPointer { words in
            var source = present
            var row = rows
            while row > source, source > 0 {
                row -= 1
                let position = first + row
                let bit = Int(words[position >> 6] >> UInt64(position & 63) & 1)
                let value = values[source - 1]
                values[row] = bit == 1 ? value : Element.absent
                source -= bit
            }
            if source == 0 { values.update(repeating: Element.absent, count: row) }
        }
    }
}
