import MLCore
import MLStatistics

/// How well one column alone tells the value of the column that a model shall predict.
///
/// A column that tells nearly everything is suspected of being made from the target, or after it: it *leaks*.
public struct TargetAssociation: Sendable, Hashable, Codable {
    /// How it is measured; all measures are from 0, nothing, to 1, everything.
    public enum Measure: String, Sendable, Hashable, Codable {
        /// The magnitude of Pearson's correlation of two columns of numbers.
        case correlation
        /// Theil's uncertainty coefficient (1970): the share of the entropy of the classes that knowing the value of the
        /// column takes away. Only for columns whose values occur ten times on average: an identifier tells every class,
        /// and nothing about the next row.
        case uncertainty
        /// The correlation ratio η²: the share of the variance of the numbers that lies between the classes.
        case correlationRatio
    }

    /// How it is measured.
    public let measure: Measure
    /// From 0, the column tells nothing, to 1, it tells everything.
    public let value: Double
    /// The number of rows where both have a value.
    public let count: Int
    /// How many different values the column has at ``count`` rows, for ``Measure/uncertainty``.
    public let valueCount: Int?

    /// From which value on a column is suspected.
    public static let leakThreshold = 0.9

    /// Whether the column is suspected: the value is at least ``leakThreshold`` from at least 50 rows.
    public var isSuspicious: Bool { value >= Self.leakThreshold && count >= 50 }
}

extension TargetState {
    /// What a column tells of the classes; `nil` where it was not looked at.
    func association(of position: Int) -> TargetAssociation? {
        guard classes != nil, position != column, associations.indices.contains(position) else { return nil }
        let association = associations[position]
        let uncertainty = association.table.flatMap(Self.uncertainty)
        let ratio = Self.correlationRatio(association.groups)
        switch (uncertainty, ratio) {
        case (let uncertainty?, let ratio?): return ratio.value > uncertainty.value ? ratio : uncertainty
        case (let only?, nil), (nil, let only?): return only
        case (nil, nil): return nil
        }
    }

    private static func uncertainty(_ table: [String: [String: Int64]]) -> TargetAssociation? {
        var classes: [String: Int64] = [:]
        var left = 0.0
        // In a fixed order, so that the last bits do not depend on the table.
        for (_, counts) in table.sorted(by: { $0.key < $1.key }) {
            left += entropy(counts.values.sorted())
            for (name, count) in counts { classes[name] = (classes[name] ?? 0).addingClamped(count) }
        }
        let total = classes.values.reduce(Int64(0)) { (sum: Int64, count: Int64) in sum.addingClamped(count) }
        let whole = entropy(classes.values.sorted())
        guard whole > 0, Int64(table.count) <= total / 10 else { return nil }
        return TargetAssociation(
            measure: .uncertainty, value: min(max(1 - left / whole, 0), 1), count: Int(clamping: total),
            valueCount: table.count)
    }

    /// The entropy of counts in nats, times their sum.
    private static func entropy(_ counts: [Int64]) -> Double {
        let total = counts.reduce(0.0) { $0 + Double($1) }
        return counts.reduce(0.0) { sum, count in
            count > 0 ? sum - Double(count) * Elementary.log(Double(count) / total) : sum
        }
    }

    private static func correlationRatio(_ groups: [String: Group]) -> TargetAssociation? {
        var all = Group()
        var within = 0.0
        for (_, group) in groups.sorted(by: { $0.key < $1.key }) {
            all.merge(group)
            within += group.squares
        }
        guard groups.count > 1, all.squares > 0, all.squares.isFinite else { return nil }
        return TargetAssociation(
            measure: .correlationRatio, value: min(max(1 - within / all.squares, 0), 1),
            count: Int(exactly: all.count) ?? 0,
            valueCount: nil)
    }
}
