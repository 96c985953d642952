import MLCore

extension ColumnFacts {
    /// The rows whose present text fails a test; equal texts are tested once.
    func rows(failing test: (UnsafeBufferPointer<UInt8>) -> Bool) -> [Int] {
        guard let texts = column.texts else { return [] }
        let rows = 0..<column.count
        guard column.count > 64, self.texts.map({ $0.entries.count * 4 < column.count }) ?? false,
            let block = self.texts
        else { return rows.filter { column.validity[$0] && !texts.withUTF8(at: $0, test) } }
        var failing = Set<UInt64>()
        for (entry, content) in block.entries.enumerated() where !block.withUTF8(entry, test) {
            failing.insert(content.hash)
        }
        guard !failing.isEmpty else { return [] }
        // A hash alone is no proof, so that those rows are tested themselves.
        return rows.filter { row in
            column.validity[row]
                && texts.withUTF8(at: row) { failing.contains(TextBlock.hash($0)) && !test($0) }
        }
    }
}
