import MLCore
import MLStatistics

/// How far a score is from what it would be if predictions and targets had nothing to do with each other.
///
/// The score is a sum over rows of a product of a rank of the prediction and the target, so its mean and variance over
/// all orders of the targets are known exactly (Hoeffding, "A combinatorial central limit theorem", 1951); its law is
/// taken as normal. For two classes this is the test of Mann and Whitney with its correction for ties, for numbers that
/// of Spearman; several labels are averaged, with their dependence in the variance.
struct PermutationTest {
    /// The mean area under the curve, or the rank correlation.
    let score: Double
    /// The mean of the score over all orders: 0.5, or 0.
    let chance: Double
    /// The standard deviation of the score over all orders.
    let standardError: Double

    /// The distance from chance in standard deviations.
    var deviation: Double { standardError > 0 ? (score - chance) / standardError : 0 }

    /// How many labels of label sets are looked at: the most frequent ones.
    static let labelLimit = 64

    /// Compares predictions with targets.
    ///
    /// - Returns: The test, or `nil` when fewer than three rows, one class or constant predictions say nothing.
    /// - Complexity: O(labels × rows × log rows + labels² × rows).
    static func run(_ predictions: Predictions, _ targets: Targets) -> PermutationTest? {
        let count = predictions.rowCount
        guard count == targets.rowCount, count >= 3 else { return nil }
        switch targets {
        case .numbers(let numbers):
            guard predictions.outputCount == 1 else { return nil }
            return ranks(predictions.values, numbers)
        case .classes(let classes):
            return areas(predictions, members(classes, predictions.outputCount), isExclusive: true)
        case .labelSets(let sets):
            return areas(predictions, members(sets), isExclusive: false)
        }
    }

    private static func ranks(_ predicted: [Double], _ truth: [Double]) -> PermutationTest? {
        let (left, right) = (centredRanks(predicted), centredRanks(truth))
        let spread = (dot(left, left) * dot(right, right)).squareRoot()
        guard spread > 0 else { return nil }
        return PermutationTest(
            score: dot(left, right) / spread, chance: 0, standardError: 1 / Double(truth.count - 1).squareRoot())
    }

    private static func areas(
        _ predictions: Predictions, _ members: [(output: Int, rows: [Int])], isExclusive: Bool
    ) -> PermutationTest? {
        let (count, width) = (predictions.rowCount, predictions.outputCount)
        let usable = members.filter { !$0.rows.isEmpty && $0.rows.count < count && $0.output < width }
        var contrasts: [[Double]] = []
        var sum = 0.0
        for member in usable {
            let outputs = (0..<count).map { predictions.values[$0 * width + member.output] }
            let pairs = Double(member.rows.count) * Double(count - member.rows.count)
            let contrast = centredRanks(outputs).map { $0 / (pairs * Double(usable.count)) }
            for row in member.rows { sum += contrast[row] }
            contrasts.append(contrast)
        }
        var variance = 0.0
        for left in usable.indices {
            for right in usable.indices {
                let (first, second) = (usable[left].rows, usable[right].rows)
                let together =
                    left == right ? first.count : isExclusive ? 0 : commonCount(first, second)
                let expected = Double(first.count) * Double(second.count) / Double(count)
                variance += dot(contrasts[left], contrasts[right]) * (Double(together) - expected)
            }
        }
        variance /= Double(count - 1)
        guard variance > 0 else { return nil }
        return PermutationTest(score: 0.5 + sum, chance: 0.5, standardError: variance.squareRoot())
    }

    /// For each output of classes the rows of its class; two classes have one output.
    private static func members(_ classes: ClassTargets, _ outputCount: Int) -> [(output: Int, rows: [Int])] {
        var rows = [[Int]](repeating: [], count: classes.labels.count)
        for (row, index) in classes.indices.enumerated() { rows[Int(index)].append(row) }
        if classes.labels.count == 2, outputCount == 1 { return [(0, rows[1])] }
        return mostFrequent(rows)
    }

    private static func members(_ sets: LabelSets) -> [(output: Int, rows: [Int])] {
        var rows = [[Int]](repeating: [], count: sets.labels.count)
        for row in 0..<sets.rowCount {
            for position in sets.range(ofRow: row) { rows[Int(sets.indices[position])].append(row) }
        }
        return mostFrequent(rows)
    }

    private static func mostFrequent(_ rows: [[Int]]) -> [(output: Int, rows: [Int])] {
        let order = rows.indices.sorted { (-rows[$0].count, $0) < (-rows[$1].count, $1) }
        return order.prefix(labelLimit).map { ($0, rows[$0]) }
    }

    /// How many numbers two ascending lists have in common.
    private static func commonCount(_ left: [Int], _ right: [Int]) -> Int {
        var (i, j, count) = (0, 0, 0)
        while i < left.count, j < right.count {
            if left[i] == right[j] { count += 1 }
            if left[i] <= right[j] { i += 1 } else { j += 1 }
        }
        return count
    }

    /// The ranks of numbers, ties sharing their mean, minus the mean of all ranks; NaN ranks below everything.
    static func centredRanks(_ numbers: [Double]) -> [Double] {
        let keys = numbers.map { $0.isNaN ? -Double.infinity : $0 }
        let order = keys.indices.sorted { keys[$0] < keys[$1] }
        var ranks = [Double](repeating: 0, count: keys.count)
        let middle = Double(keys.count + 1) / 2
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, keys[order[end + 1]] == keys[order[start]] { end += 1 }
            let rank = Double(start + end) / 2 + 1 - middle
            for position in start...end { ranks[order[position]] = rank }
            start = end + 1
        }
        return ranks
    }

    private static func dot(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for position in left.indices { sum += left[position] * right[position] }
        return sum
    }
}
