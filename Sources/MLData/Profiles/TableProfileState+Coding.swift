import MLCore

extension TableProfileState: Codable {
    private enum CodingKeys: String, CodingKey {
        case formatVersion, schema, configuration, rowCount, columns, rows, correlations, target
    }

    /// Decodes a state and continues from it.
    ///
    /// - Throws: `DecodingError` for an unknown version or parts that do not fit together, or ``DataError``.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let version = try container.decode(Int.self, forKey: .formatVersion)
        guard version == Self.formatVersion else {
            throw DecodingError.dataCorruptedError(
                forKey: .formatVersion, in: container,
                debugDescription: "a profile of format version \(version); this build reads \(Self.formatVersion)")
        }
        try self.init(
            schema: try container.decode(Schema.self, forKey: .schema),
            configuration: try container.decode(ProfileConfiguration.self, forKey: .configuration))
        let empty = self
        rowCount = try container.decode(Int64.self, forKey: .rowCount)
        columns = try container.decode([ColumnState].self, forKey: .columns)
        rows = try container.decode(RowFingerprints.self, forKey: .rows)
        correlations = try container.decode(CorrelationState.self, forKey: .correlations)
        target = try container.decodeIfPresent(TargetState.self, forKey: .target)
        let isWhole = zip(columns, empty.columns).allSatisfy { column, expected in
            column.name == expected.name && column.type == expected.type && column.rowCount == rowCount
                && (0...rowCount).contains(column.missingCount)
                && (column.numbers == nil) == (expected.numbers == nil)
                && (column.texts == nil) == (expected.texts == nil)
                && (column.lists == nil) == (expected.lists == nil)
                && column.numbers?.kind == expected.numbers?.kind
        }
        guard rowCount >= 0, columns.count == empty.columns.count, isWhole,
            correlations.columns == empty.correlations.columns,
            correlations.pairs.count == empty.correlations.pairs.count,
            correlations.pairs.allSatisfy({ (0...Double(rowCount)).contains($0.count) }),
            target?.column == empty.target?.column,
            target?.associations.count == empty.target?.associations.count
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .columns, in: container, debugDescription: "the columns do not fit the schema or the rows")
        }
    }

    /// Encodes the state; equal states have equal encodings.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.formatVersion, forKey: .formatVersion)
        try container.encode(schema, forKey: .schema)
        try container.encode(configuration, forKey: .configuration)
        try container.encode(rowCount, forKey: .rowCount)
        try container.encode(columns, forKey: .columns)
        try container.encode(rows, forKey: .rows)
        try container.encode(correlations, forKey: .correlations)
        try container.encodeIfPresent(target, forKey: .target)
    }
}
