import MLCore

extension HyperLogLog: Codable {
    private enum CodingKeys: String, CodingKey {
        case formatVersion, precision, sparse, registers
    }

    /// The version of the stored form that is written.
    public static let formatVersion = 1

    /// Decodes registers.
    ///
    /// - Throws: `DecodingError` for an unknown version, or registers that no values can have.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func malformed(_ key: CodingKeys, _ text: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: text)
        }
        try Self.check(version: try container.decode(Int.self, forKey: .formatVersion), decoder)
        let precision = try container.decode(Int.self, forKey: .precision)
        guard Self.precisions.contains(precision) else { throw malformed(.precision, "precisions are from 4 to 18") }
        self.init(checkedPrecision: precision)
        guard let text = try container.decodeIfPresent(String.self, forKey: .registers) else {
            let entries = try container.decode([UInt32].self, forKey: .sparse)
            let isAscending = zip(entries, entries.dropFirst()).allSatisfy { $0 &>> 6 < $1 &>> 6 }
            let ranks = 1...UInt32(65 - Self.sparsePrecision)
            guard entries.count <= sparseLimit, isAscending,
                entries.allSatisfy({ ranks.contains($0 & 63) && $0 &>> 6 < 1 << UInt32(Self.sparsePrecision) })
            else { throw malformed(.sparse, "these are no registers of a sparse sketch") }
            sparse = entries
            return
        }
        guard text.utf8.count == 2 << precision, let bytes = Hexadecimal.bytes(text),
            bytes.allSatisfy({ $0 <= UInt8(65 - precision) })
        else { throw malformed(.registers, "these are no registers of a sketch of precision \(precision)") }
        sparse = nil
        registers = bytes
    }

    /// Encodes the registers; sketches of equal sets have equal encodings.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.formatVersion, forKey: .formatVersion)
        try container.encode(precision, forKey: .precision)
        if let sparse {
            try container.encode(sparse, forKey: .sparse)
        } else {
            try container.encode(Hexadecimal.text(registers), forKey: .registers)
        }
    }

    private static func check(version: Int, _ decoder: any Decoder) throws {
        guard version == formatVersion else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "a sketch of format version \(version); this build reads \(formatVersion)"))
        }
    }
}
