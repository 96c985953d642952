import MLCore

/// The names of the parts of a split and the shares of the rows they should get.
public struct PartShares: Sendable, Hashable, Codable {
    /// One part.
    public struct Part: Sendable, Hashable, Codable {
        /// The name.
        public let name: String
        /// The share of the rows, from 0 to 1.
        public let share: Double
    }

    /// The parts, in order.
    public let parts: [Part]

    /// Creates parts.
    ///
    /// - Parameter parts: Names and weights, in order; weights are divided by their sum.
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault: no parts, repeated names, weights
    ///   that are not positive and finite.
    public init(_ parts: [(name: String, weight: Double)]) throws(DataError) {
        var faults: [String] = []
        if parts.isEmpty { faults.append("there are no parts") }
        for (position, part) in parts.enumerated() {
            if !(part.weight > 0 && part.weight.isFinite) {
                faults.append("the weight of \(part.name) is \(part.weight)")
            }
            if parts[..<position].contains(where: { $0.name == part.name }) {
                faults.append("two parts are called \(part.name)")
            }
        }
        let total = parts.reduce(0) { $0 + $1.weight }
        if !total.isFinite { faults.append("the weights are too large") }
        if !faults.isEmpty { throw DataError(.invalidConfiguration, faults.joined(separator: "; "), at: "split") }
        self.parts = parts.map { Part(name: $0.name, share: $0.weight / total) }
    }

    /// A training and a validation part.
    ///
    /// - Parameter validation: The share of the validation part, above 0 and below 1.
    /// - Returns: The parts `train` and `validation`.
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    public static func trainValidation(_ validation: Double = 0.2) throws(DataError) -> PartShares {
        try PartShares([("train", 1 - validation), ("validation", validation)])
    }

    /// Decodes a list of parts.
    ///
    /// - Throws: `DecodingError`, or ``DataError`` with code `invalidConfiguration`.
    public init(from decoder: any Decoder) throws {
        let parts = try decoder.singleValueContainer().decode([Part].self)
        try self.init(parts.map { ($0.name, $0.share) })
    }

    /// Encodes the list of parts.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(parts)
    }

    /// How many of `count` rows each part gets: whole numbers that add up, by largest remainders, ties to the first part.
    func counts(of count: Int) -> [Int] {
        var counts = parts.map { Int(Double(count) * $0.share) }
        var rest = count - counts.reduce(0, +)
        let order = parts.indices.sorted { left, right in
            let leftRemainder = Double(count) * parts[left].share - Double(counts[left])
            let rightRemainder = Double(count) * parts[right].share - Double(counts[right])
            return leftRemainder > rightRemainder || leftRemainder == rightRemainder && left < right
        }
        for position in order where rest > 0 {
            counts[position] += 1
            rest -= 1
        }
        // Rounding can leave a row over, or one too many, for shares that do not add up exactly.
        while rest != 0, let largest = counts.indices.max(by: { counts[$0] < counts[$1] }) {
            counts[largest] += rest
            rest = 0
        }
        return counts
    }
}
