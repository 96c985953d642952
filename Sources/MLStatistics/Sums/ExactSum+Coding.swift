extension ExactSum: Hashable {
    /// Whether the exact sums are equal.
    public static func == (left: Self, right: Self) -> Bool {
        left.normalized.limbs == right.normalized.limbs
            && (left.special == right.special || (left.special.isNaN && right.special.isNaN))
    }

    /// Feeds the exact sum to a hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(normalized.limbs) }
}

extension ExactSum: Codable {
    private enum CodingKeys: String, CodingKey {
        case first, digits, special
    }

    /// Decodes the digits.
    ///
    /// - Throws: `DecodingError` for digits out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let first = try container.decode(Int.self, forKey: .first)
        let digits = try container.decode([Int64].self, forKey: .digits)
        let special: Double =
            switch try container.decodeIfPresent(String.self, forKey: .special) {
            case nil: 0
            case "inf": .infinity
            case "-inf": -.infinity
            default: .nan
            }
        guard first >= 0, first <= Self.limbCount, digits.count <= Self.limbCount - first else {
            throw DecodingError.dataCorruptedError(
                forKey: .digits, in: container, debugDescription: "an exact sum has \(Self.limbCount) digits")
        }
        var limbs = [Int64](repeating: 0, count: Self.limbCount)
        for (position, digit) in digits.enumerated() {
            let isLast = first + position == Self.limbCount - 1
            let allowed: ClosedRange<Int64> = isLast ? -(1 << 40)...(1 << 40) : 0...0xFFFF_FFFF
            guard allowed.contains(digit) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .digits, in: container, debugDescription: "the digit \(digit) is out of range")
            }
            limbs[first + position] = digit
        }
        self.init(normalizedLimbs: limbs, special: special)
    }

    /// Encodes the digits in base 2³² without leading and trailing zeros; equal sums have equal encodings.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        let limbs = normalized.limbs
        let first = limbs.firstIndex { $0 != 0 } ?? 0
        let end = limbs.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(first, forKey: .first)
        try container.encode(Array(limbs[first..<max(first, end)]), forKey: .digits)
        if special != 0 {
            try container.encode(
                special.isNaN ? "nan" : special > 0 ? "inf" : "-inf", forKey: .special)
        }
    }
}
