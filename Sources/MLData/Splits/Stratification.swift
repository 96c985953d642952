import MLCore

/// Deals rows out to parts so that labels keep their shares.
struct Stratification {
    let labels: RowLabels
    let shares: PartShares
    private var random: SeededGenerator

    init(labels: RowLabels, shares: PartShares, seed: UInt64) {
        self.labels = labels
        self.shares = shares
        random = SeededGenerator(seed: seed)
    }

    /// Deals out the rows of each label by itself; every row has one label.
    mutating func assignmentByValue() -> [Int] {
        var rowsByLabel = [[Int]](repeating: [], count: labels.names.count)
        for (row, label) in labels.rows.enumerated() { if let label = label.first { rowsByLabel[label].append(row) } }
        var assignment = [Int](repeating: 0, count: labels.rows.count)
        var lacking = shares.counts(of: labels.rows.count)
        for rows in rowsByLabel {
            let order = random.shuffled(rows)
            var counts = shares.parts.map { Int(Double(order.count) * $0.share) }
            for part in counts.indices { lacking[part] -= counts[part] }
            for _ in 0..<max(0, order.count - counts.reduce(0, +)) {
                let neediest = lacking.indices.max { lacking[$0] < lacking[$1] } ?? 0
                counts[neediest] += 1
                lacking[neediest] -= 1
            }
            var next = 0
            for (part, count) in counts.enumerated() {
                for row in order[next..<min(order.count, next + count)] { assignment[row] = part }
                next = min(order.count, next + count)
            }
        }
        return assignment
    }

    /// Deals out the rows of the label with the fewest rows left, again and again.
    mutating func iterativeAssignment() -> [Int] {
        let order = random.shuffled(Array(labels.rows.indices))
        var rowsByLabel = [[Int]](repeating: [], count: labels.names.count)
        for row in order { for label in labels.rows[row] { rowsByLabel[label].append(row) } }
        var remaining = rowsByLabel.map(\.count)
        var lackingRows = shares.parts.map { Double(order.count) * $0.share }
        var lackingLabels = remaining.map { count in shares.parts.map { Double(count) * $0.share } }
        var assignment = [Int](repeating: -1, count: order.count)
        while let label = rarest(remaining) {
            for row in rowsByLabel[label] where assignment[row] < 0 {
                let part = neediest(lackingLabels[label], lackingRows)
                assignment[row] = part
                lackingRows[part] -= 1
                for other in labels.rows[row] {
                    lackingLabels[other][part] -= 1
                    remaining[other] -= 1
                }
            }
        }
        for row in order where assignment[row] < 0 {
            let part = neediest(lackingRows, lackingRows)
            assignment[row] = part
            lackingRows[part] -= 1
        }
        return assignment
    }

    /// The label with the fewest rows left, but at least one; the first of several.
    private func rarest(_ remaining: [Int]) -> Int? {
        remaining.indices.filter { remaining[$0] > 0 }.min { remaining[$0] < remaining[$1] }
    }

    /// The part with the largest first need, of several the one with the largest second need, then a drawn one.
    private mutating func neediest(_ first: [Double], _ second: [Double]) -> Int {
        var best: [Int] = []
        for part in first.indices {
            guard let leader = best.first else {
                best = [part]
                continue
            }
            if (first[part], second[part]) == (first[leader], second[leader]) {
                best.append(part)
            } else if (first[part], second[part]) > (first[leader], second[leader]) {
                best = [part]
            }
        }
        return best.count > 1 ? best[random.next(below: best.count)] : best.first ?? 0
    }
}
