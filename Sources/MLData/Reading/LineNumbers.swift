/// The line of the input where each of many rows begins, in memory that grows with the number of irregular rows only.
struct LineNumbers: Sendable {
    /// Rows that begin on lines that follow each other.
    private struct Run: Sendable {
        let row: Int
        let line: Int
    }

    private var runs: [Run] = []
    private(set) var count = 0

    init() {}

    init(_ lines: some Sequence<Int>) { for line in lines { append(line) } }

    /// Adds the line of the next row.
    mutating func append(_ line: Int) { append(line, count: 1) }

    /// Adds rows that begin on one line after the other.
    mutating func append(_ line: Int, count added: Int) {
        guard added > 0 else { return }
        if let last = runs.last, last.line + (count - last.row) == line {
        } else {
            runs.append(Run(row: count, line: line))
        }
        count += added
    }

    /// The line of a row, or `nil` when there is no such row.
    subscript(row: Int) -> Int? {
        guard row >= 0, row < count else { return nil }
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if runs[middle].row <= row { low = middle } else { high = middle }
        }
        return runs[low].line + row - runs[low].row
    }

    /// The line of each row.
    var lines: [Int] {
        var lines: [Int] = []
        lines.reserveCapacity(count)
        for (index, run) in runs.enumerated() {
            let end = index + 1 < runs.count ? runs[index + 1].row : count
            lines.append(contentsOf: run.line..<run.line + end - run.row)
        }
        return lines
    }

    mutating func removeAll() { self = LineNumbers() }
}
