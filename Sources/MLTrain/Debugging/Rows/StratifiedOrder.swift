import MLCore

/// A random order of rows of which every beginning has about the class shares that all of them have.
///
/// Of classes, one row each stands in front, the most frequent class first; the others follow at even distances within
/// their class. Numbers and label sets are only shuffled.
struct StratifiedOrder {
    /// The rows, each once.
    let rows: [Int]

    /// Orders rows.
    ///
    /// - Parameters:
    ///   - targets: The targets of all rows.
    ///   - rows: The rows to order.
    ///   - generator: The random choices.
    /// - Complexity: O(n log n).
    init(_ targets: Targets, rows: [Int], generator: SeededGenerator) {
        var generator = generator
        guard case .classes(let classes) = targets else {
            self.rows = generator.shuffled(rows)
            return
        }
        var members = [[Int]](repeating: [], count: classes.labels.count)
        for row in rows { members[Int(classes.indices[row])].append(row) }
        var placed: [(place: Double, label: Int, row: Int)] = []
        placed.reserveCapacity(rows.count)
        for label in members.indices {
            let count = Double(members[label].count)
            let shift = generator.nextUniform()
            for (position, row) in generator.shuffled(members[label]).enumerated() {
                // The first rows of all classes stand before everything else, those of frequent classes first.
                let place = position == 0 ? -count : (Double(position) + shift) / count
                placed.append((place, label, row))
            }
        }
        placed.sort { ($0.place, $0.label) < ($1.place, $1.label) }
        self.rows = placed.map(\.row)
    }

    /// Deals rows out to parts of about equal size, each with about the class shares of all rows.
    ///
    /// - Parameters:
    ///   - targets: The targets of all rows.
    ///   - rows: The rows to deal out.
    ///   - count: The number of parts; at least 1.
    ///   - generator: The random choices.
    /// - Returns: The parts.
    static func parts(_ targets: Targets, rows: [Int], count: Int, generator: SeededGenerator) -> [[Int]] {
        var generator = generator
        var order = generator.shuffled(rows)
        if case .classes(let classes) = targets {
            var members = [[Int]](repeating: [], count: classes.labels.count)
            for row in order { members[Int(classes.indices[row])].append(row) }
            order = members.flatMap { $0 }
        }
        // Going on from class to class keeps the sizes equal as well.
        var parts = [[Int]](repeating: [], count: max(count, 1))
        for (position, row) in order.enumerated() { parts[position % parts.count].append(row) }
        return parts
    }
}
