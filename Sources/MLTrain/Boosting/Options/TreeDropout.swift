/// Trees that are left out while the next one grows, and shrunk with it afterwards (DART: Rashmi and Gilad-Bachrach,
/// AISTATS 2015).
///
/// With `k` trees left out, the new tree is multiplied by `1 / (k + 1)` and they by `k / (k + 1)`, the learning rate in
/// between, as LightGBM does by default.
public struct TreeDropout: Sendable, Hashable, Codable {
    /// The share of earlier rounds that is left out; from 0 to 1.
    public var rate: Double
    /// The largest number of rounds that is left out; at least 1.
    public var maximumRounds: Int
    /// How often a round leaves nothing out; from 0 to 1.
    public var skipRate: Double

    /// Creates rates, by default those of LightGBM.
    ///
    /// - Parameters:
    ///   - rate: The share of earlier rounds that is left out; from 0 to 1.
    ///   - maximumRounds: The largest number of rounds that is left out; at least 1.
    ///   - skipRate: How often a round leaves nothing out; from 0 to 1.
    public init(rate: Double = 0.1, maximumRounds: Int = 50, skipRate: Double = 0.5) {
        self.rate = rate
        self.maximumRounds = maximumRounds
        self.skipRate = skipRate
    }

    /// Reads options; what is absent has its default.
    ///
    /// - Throws: `DecodingError` for values of another type.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let defaults = Self()
        rate = try container.decodeIfPresent(Double.self, forKey: .rate) ?? defaults.rate
        maximumRounds = try container.decodeIfPresent(Int.self, forKey: .maximumRounds) ?? defaults.maximumRounds
        skipRate = try container.decodeIfPresent(Double.self, forKey: .skipRate) ?? defaults.skipRate
    }

    func check(_ faults: inout Faults) {
        faults.require((0...1).contains(rate), "the rate \(rate) of dropout is not from 0 to 1")
        faults.require(maximumRounds >= 1, "maximumRounds \(maximumRounds) of dropout is not at least 1")
        faults.require((0...1).contains(skipRate), "the skipRate \(skipRate) of dropout is not from 0 to 1")
    }
}
