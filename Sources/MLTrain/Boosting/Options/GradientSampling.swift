/// Gradient-based one-side sampling: all rows with large derivatives, a share of the others (Ke et al., "LightGBM",
/// NIPS 2017).
///
/// The size of a row is the product of its derivatives, summed over outputs. Derivatives of the other rows are
/// multiplied by `(1 − largest) / others`, so that sums are right on average. As in LightGBM, the first
/// `1 / learningRate` rounds look at all rows.
public struct GradientSampling: Sendable, Hashable, Codable {
    /// The share of rows with the largest derivatives; above 0.
    public var largest: Double
    /// The share of all rows that is drawn from the others; above 0.
    public var others: Double

    /// Creates shares, by default those of LightGBM.
    ///
    /// - Parameters:
    ///   - largest: The share of rows with the largest derivatives; above 0.
    ///   - others: The share of all rows that is drawn from the others; above 0, and at most 1 with the former.
    public init(largest: Double = 0.2, others: Double = 0.1) {
        self.largest = largest
        self.others = others
    }

    /// Reads options; what is absent has its default.
    ///
    /// - Throws: `DecodingError` for values of another type.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let defaults = Self()
        largest = try container.decodeIfPresent(Double.self, forKey: .largest) ?? defaults.largest
        others = try container.decodeIfPresent(Double.self, forKey: .others) ?? defaults.others
    }

    func check(_ faults: inout Faults) {
        faults.require(
            largest > 0 && others > 0 && largest + others <= 1,
            "the shares \(largest) and \(others) of gradientSampling are not above 0 and together at most 1")
    }
}
