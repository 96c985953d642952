extension PredictionRecord: Codable {
    private enum CodingKeys: String, CodingKey {
        case identifier, sequence, time, model, version, modelDigest, variant, propensity, inputs, outputs, labels
        case microseconds
    }

    /// Decodes an object with one member for each property.
    ///
    /// - Throws: `DecodingError` when a member is missing or has another type.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            identifier: try container.decode(String.self, forKey: .identifier),
            sequence: try container.decode(Int64.self, forKey: .sequence),
            time: try container.decode(Timestamp.self, forKey: .time),
            model: try container.decode(String.self, forKey: .model),
            version: try container.decode(Int.self, forKey: .version),
            modelDigest: try container.decode(String.self, forKey: .modelDigest),
            variant: try container.decode(String.self, forKey: .variant),
            propensity: try container.decode(Double.self, forKey: .propensity),
            inputs: try container.decode([String: Value].self, forKey: .inputs),
            outputs: try container.decode([ExtendedReal<Double>].self, forKey: .outputs).map(\.wrappedValue),
            labels: try container.decode([String].self, forKey: .labels),
            microseconds: try container.decode(Int64.self, forKey: .microseconds))
    }

    /// Encodes an object with one member for each property.
    ///
    /// Outputs that are not finite are stored as texts, as ``ExtendedReal`` does: a monitor has to see them.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(identifier, forKey: .identifier)
        try container.encode(sequence, forKey: .sequence)
        try container.encode(time, forKey: .time)
        try container.encode(model, forKey: .model)
        try container.encode(version, forKey: .version)
        try container.encode(modelDigest, forKey: .modelDigest)
        try container.encode(variant, forKey: .variant)
        try container.encode(propensity, forKey: .propensity)
        try container.encode(inputs, forKey: .inputs)
        try container.encode(outputs.map { ExtendedReal(wrappedValue: $0) }, forKey: .outputs)
        try container.encode(labels, forKey: .labels)
        try container.encode(microseconds, forKey: .microseconds)
    }
}
