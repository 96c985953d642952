/// Corrections of p-values for asking many questions at once.
public enum MultipleTesting: String, Sendable, Hashable, Codable, CaseIterable {
    /// No correction.
    case none
    /// Each p-value times the number of questions: bounds the probability of any false alarm.
    case bonferroni
    /// Step-down Bonferroni (Holm, 1979): the same bound with more power.
    case holm
    /// Benjamini and Hochberg (1995): bounds the expected share of false alarms among alarms of independent questions.
    case benjaminiHochberg

    /// The adjusted p-values: compare them with the level that a single question would have.
    ///
    /// - Parameter pValues: The p-values, from 0 to 1.
    /// - Returns: The adjusted p-values, at most 1, in the same order; ties keep equal values.
    /// - Complexity: O(n log n).
    public func adjusted(_ pValues: [Double]) -> [Double] {
        let count = Double(pValues.count)
        let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
        var result = pValues
        switch self {
        case .none: break
        case .bonferroni: result = pValues.map { min(1, $0 * count) }
        case .holm:
            var largest = 0.0
            for (rank, index) in order.enumerated() {
                largest = max(largest, min(1, pValues[index] * (count - Double(rank))))
                result[index] = largest
            }
        case .benjaminiHochberg:
            var smallest = 1.0
            for (rank, index) in order.enumerated().reversed() {
                smallest = min(smallest, pValues[index] * count / Double(rank + 1))
                result[index] = smallest
            }
        }
        return result
    }
}
