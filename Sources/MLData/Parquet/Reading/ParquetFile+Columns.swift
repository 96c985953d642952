import MLCore

extension ParquetFile {
    /// Begins to take the values of a column in a row group.
    func cursor(_ column: ParquetColumn, rowGroup: Int) throws(DataError) -> any ParquetColumnCursor {
        try check(column, rowGroup: rowGroup)
        if column.conversion == .nothing { return AbsentColumnCursor() }
        let pages = try ParquetChunkReader(self, column: column, rowGroup: rowGroup)
        switch column.type {
        case .bool: return FixedColumnCursor<Bool>(pages)
        case .int64, .timestamp: return FixedColumnCursor<Int64>(pages)
        case .double: return FixedColumnCursor<Double>(pages)
        case .float: return FixedColumnCursor<Float>(pages)
        case .string: return TextColumnCursor(pages)
        case .stringList:
            guard let list = column.list else { throw pages.malformed("the column has no lists") }
            return TextListColumnCursor(pages, levels: list)
        }
    }

    /// The values of a column in some row groups.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - rowGroups: The row groups, in order.
    ///   - threads: How many row groups are read at once; the result is the same for any number.
    /// - Returns: The column.
    /// - Throws: ``DataError``.
    func column(_ column: ParquetColumn, rowGroups: [Int], threads: Int) throws(DataError) -> Column {
        try budget.spend(
            rowGroups.reduce(0) { $0 + metadata.rowGroups[$1].rowCount }, elementSize: column.type.elementSize)
        var starts = [0]
        for group in rowGroups { starts.append(starts[starts.count - 1] + metadata.rowGroups[group].rowCount) }
        let layout = Layout(rowGroups: rowGroups, starts: starts, threads: threads)
        if column.conversion != .nothing {
            switch column.type {
            case .bool: return try fixed(column, layout, as: Bool.self)
            case .int64, .timestamp: return try fixed(column, layout, as: Int64.self)
            case .double: return try fixed(column, layout, as: Double.self)
            case .float: return try fixed(column, layout, as: Float.self)
            case .string: return try texts(column, layout)
            case .stringList: break
            }
        }
        let parts = try parallelMap(count: rowGroups.count, threads: threads) { part throws(DataError) in
            let cursor = try self.cursor(column, rowGroup: rowGroups[part])
            let result = try cursor.column(rows: layout.starts[part + 1] - layout.starts[part])
            try cursor.expectEnd()
            return result
        }
        return Column(joining: parts, type: column.type)
    }

    /// Where the rows of row groups go.
    private struct Layout: Sendable {
        let rowGroups: [Int]
        /// The first row of each row group, and behind them the number of all rows.
        let starts: [Int]
        let threads: Int

        var rowCount: Int { starts[starts.count - 1] }
    }

    private func fixed<Element: ParquetElement>(
        _ column: ParquetColumn, _ layout: Layout, as type: Element.Type
    ) throws(DataError) -> Column {
        var result: Result<[ValidityBitmap], DataError> = .success([])
        let values = [Element](unsafeUninitializedCapacity: layout.rowCount) { buffer, initialized in
            guard let base = buffer.baseAddress else { return }
            SystemCalls.adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
            // Each row group writes to the rows of its own.
            nonisolated(unsafe) let target = base
            result = Result { () throws(DataError) in
                try parallelMap(count: layout.rowGroups.count, threads: layout.threads) { part throws(DataError) in
                    let group = layout.rowGroups[part]
                    try check(column, rowGroup: group)
                    let cursor = FixedColumnCursor<Element>(
                        try ParquetChunkReader(self, column: column, rowGroup: group))
                    let start = layout.starts[part]
                    let validity = try cursor.read(layout.starts[part + 1] - start, to: target + start)
                    try cursor.expectEnd()
                    return validity
                }
            }
            if case .success = result { initialized = layout.rowCount }
        }
        return Column(Element.storage(values, type: column.type), validity: Self.joined(try result.get()))
    }

    private func texts(_ column: ParquetColumn, _ layout: Layout) throws(DataError) -> Column {
        typealias Part = (store: TextStore, validity: ValidityBitmap)
        var result: Result<[Unchecked<Part>], DataError> = .success([])
        let offsets = [Int](unsafeUninitializedCapacity: layout.rowCount + 1) { buffer, initialized in
            guard let base = buffer.baseAddress else { return }
            SystemCalls.adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
            base[0] = 0
            nonisolated(unsafe) let target = base + 1
            result = Result { () throws(DataError) in
                try parallelMap(count: layout.rowGroups.count, threads: layout.threads) { part throws(DataError) in
                    let group = layout.rowGroups[part]
                    try check(column, rowGroup: group)
                    let cursor = TextColumnCursor(try ParquetChunkReader(self, column: column, rowGroup: group))
                    let store = TextStore(textScratch)
                    let start = layout.starts[part]
                    let validity = try cursor.read(layout.starts[part + 1] - start, ends: target + start, store: store)
                    try cursor.expectEnd()
                    return Unchecked(value: (store, validity))
                }
            }
            guard case .success(let parts) = result else { return }
            initialized = layout.rowCount + 1
            var before = 0
            for (index, part) in parts.enumerated() {
                if before > 0 {
                    for row in layout.starts[index]..<layout.starts[index + 1] { target[row] += before }
                }
                before += part.value.store.count
            }
        }
        let parts = try result.get().map(\.value)
        let byteCount = parts.reduce(0) { $0 + $1.store.count }
        let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initialized in
            guard let target = buffer.baseAddress else { return }
            SystemCalls.adviseLargePages(UnsafeMutableRawBufferPointer(buffer))
            for part in parts {
                UnsafeMutableRawPointer(target + initialized).copyMemory(
                    from: part.store.memory.base, byteCount: part.store.count)
                initialized += part.store.count
            }
        }
        guard let texts = TextBuffer(bytes: bytes, offsets: offsets) else {
            throw DataError(.malformedFile, "texts do not add up", at: "\(source.name), column \"\(column.name)\"")
        }
        return Column(.string(texts), validity: Self.joined(parts.map(\.validity)))
    }

    private static func joined(_ parts: [ValidityBitmap]) -> ValidityBitmap {
        var validity = parts.first ?? ValidityBitmap()
        for part in parts.dropFirst() { validity.append(contentsOf: part) }
        return validity
    }
}

extension ColumnType {
    /// The bytes of a row in memory, without those of texts.
    var elementSize: Int {
        switch self {
        case .bool: 1
        case .float: 4
        case .int64, .double, .timestamp, .string, .stringList: 8
        }
    }
}

/// A value that one thread made and another one takes over.
private struct Unchecked<Value>: @unchecked Sendable {
    let value: Value
}

/// Takes the rows of a column that has no values.
private final class AbsentColumnCursor: ParquetColumnCursor {
    func column(rows: Int) throws(DataError) -> Column {
        var texts = TextBuffer()
        for _ in 0..<rows { texts.appendEmpty() }
        var validity = ValidityBitmap()
        validity.append(repeating: false, count: rows)
        return Column(.string(texts), validity: validity)
    }

    func expectEnd() throws(DataError) {}
}
