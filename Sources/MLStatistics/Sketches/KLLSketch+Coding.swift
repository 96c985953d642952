import MLCore

extension KLLSketch: Codable {
    private enum CodingKeys: String, CodingKey {
        case formatVersion, size, seed, count, ignoredCount, minimum, maximum, levels, coinCount, worstError
    }

    /// The version of the stored form that is written.
    public static let formatVersion = 1

    /// Decodes a state and continues from it.
    ///
    /// - Throws: `DecodingError` for an unknown version, or a state that no numbers can give.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func malformed(_ key: CodingKeys, _ text: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: text)
        }
        let version = try container.decode(Int.self, forKey: .formatVersion)
        guard version == Self.formatVersion else {
            throw malformed(
                .formatVersion, "a sketch of format version \(version); this build reads \(Self.formatVersion)")
        }
        let size = try container.decode(Int.self, forKey: .size)
        guard Self.sizes.contains(size) else { throw malformed(.size, "sizes are from 8 to 65,535") }
        self.init(checkedSize: size, seed: try Self.word(container.decode(String.self, forKey: .seed), decoder))
        coinCount = try Self.word(container.decode(String.self, forKey: .coinCount), decoder)
        count = try container.decode(Int64.self, forKey: .count)
        ignoredCount = try container.decode(Int64.self, forKey: .ignoredCount)
        worstError = try container.decode(Int64.self, forKey: .worstError)
        minimum = try container.decodeIfPresent(Double.self, forKey: .minimum)
        maximum = try container.decodeIfPresent(Double.self, forKey: .maximum)
        levels = try container.decode([[Double]].self, forKey: .levels)
        guard !levels.isEmpty, levels.count <= Self.maximumLevelCount + 1, retainedCount <= size * 8 + 1024 else {
            throw malformed(.levels, "\(levels.count) levels with \(retainedCount) numbers")
        }
        var weight: Int64 = 0
        for (level, numbers) in levels.enumerated() {
            let (part, overflow) = Int64(numbers.count).multipliedReportingOverflow(by: 1 &<< Int64(level))
            weight = weight.addingClamped(overflow ? .max : part)
            let isAscending = level == 0 || zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }
            let isInside = numbers.allSatisfy { number in
                minimum.map { number >= $0 } ?? false && maximum.map { number <= $0 } ?? false
            }
            guard isAscending, isInside else { throw malformed(.levels, "level \(level) is out of order or range") }
        }
        guard weight == count, ignoredCount >= 0, worstError >= 0, (count > 0) == (minimum != nil),
            (count > 0) == (maximum != nil)
        else {
            throw malformed(.count, "the levels hold \(weight) numbers, not \(count)")
        }
    }

    /// Encodes the state.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.formatVersion, forKey: .formatVersion)
        try container.encode(size, forKey: .size)
        try container.encode(String(seed), forKey: .seed)
        try container.encode(String(coinCount), forKey: .coinCount)
        try container.encode(count, forKey: .count)
        try container.encode(ignoredCount, forKey: .ignoredCount)
        try container.encode(worstError, forKey: .worstError)
        try container.encodeIfPresent(minimum, forKey: .minimum)
        try container.encodeIfPresent(maximum, forKey: .maximum)
        try container.encode(levels, forKey: .levels)
    }

    private static func word(_ text: String, _ decoder: any Decoder) throws -> UInt64 {
        var digits = text
        guard let word = digits.withUTF8({ NumberParser.uint64($0) }) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text.prefix(30))' is no 64-bit word"))
        }
        return word
    }
}
