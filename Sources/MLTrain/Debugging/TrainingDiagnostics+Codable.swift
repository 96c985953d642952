extension TrainingDiagnostics: Codable {
    private enum CodingKeys: String, CodingKey {
        case checks, rowLimit, heldOutShare, batchRows, batchCopies, batchTolerance, shuffledFits, significance
        case suspiciousPower, leakingPower, sharedRowShare, contradictoryShare, permutedFeatureLimit, lossTolerance
        case reportedLoss, gradients
    }

    /// Decodes a configuration; fields that are absent have their defaults.
    ///
    /// - Throws: `DecodingError`. The values are checked by ``validated()``.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        func read<Field: Decodable>(_ key: CodingKeys, _ field: inout Field) throws {
            field = try container.decodeIfPresent(Field.self, forKey: key) ?? field
        }
        if let names = try container.decodeIfPresent([DiagnosticCheck].self, forKey: .checks) { checks = Set(names) }
        try read(.rowLimit, &rowLimit)
        try read(.heldOutShare, &heldOutShare)
        try read(.batchRows, &batchRows)
        try read(.batchCopies, &batchCopies)
        try read(.batchTolerance, &batchTolerance)
        try read(.shuffledFits, &shuffledFits)
        try read(.significance, &significance)
        try read(.suspiciousPower, &suspiciousPower)
        try read(.leakingPower, &leakingPower)
        try read(.sharedRowShare, &sharedRowShare)
        try read(.contradictoryShare, &contradictoryShare)
        try read(.permutedFeatureLimit, &permutedFeatureLimit)
        try read(.lossTolerance, &lossTolerance)
        reportedLoss = try container.decodeIfPresent(ReportedLoss.self, forKey: .reportedLoss)
        try read(.gradients, &gradients)
    }

    /// Encodes every field; the checks in their own order.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(DiagnosticCheck.allCases.filter(checks.contains), forKey: .checks)
        try container.encode(rowLimit, forKey: .rowLimit)
        try container.encode(heldOutShare, forKey: .heldOutShare)
        try container.encode(batchRows, forKey: .batchRows)
        try container.encode(batchCopies, forKey: .batchCopies)
        try container.encode(batchTolerance, forKey: .batchTolerance)
        try container.encode(shuffledFits, forKey: .shuffledFits)
        try container.encode(significance, forKey: .significance)
        try container.encode(suspiciousPower, forKey: .suspiciousPower)
        try container.encode(leakingPower, forKey: .leakingPower)
        try container.encode(sharedRowShare, forKey: .sharedRowShare)
        try container.encode(contradictoryShare, forKey: .contradictoryShare)
        try container.encode(permutedFeatureLimit, forKey: .permutedFeatureLimit)
        try container.encode(lossTolerance, forKey: .lossTolerance)
        try container.encodeIfPresent(reportedLoss, forKey: .reportedLoss)
        try container.encode(gradients, forKey: .gradients)
    }
}
