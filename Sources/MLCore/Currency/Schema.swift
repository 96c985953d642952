/// The names, types and nullability of the columns of a table or of the inputs of a model, in order.
public struct Schema: Sendable, Hashable {
    /// One column.
    public struct Field: Sendable, Hashable, Codable {
        /// The name, unique in its schema.
        public let name: String
        /// The type.
        public let type: ColumnType
        /// Whether a value may be missing.
        public let allowsMissing: Bool

        /// Creates a field.
        public init(_ name: String, _ type: ColumnType, allowsMissing: Bool = false) {
            self.name = name
            self.type = type
            self.allowsMissing = allowsMissing
        }
    }

    /// The fields, in order.
    public let fields: [Field]
    private let positions: [String: Int]

    /// Creates a schema.
    ///
    /// - Parameter fields: The fields, in order; may be empty.
    /// - Throws: ``CoreError`` with code `duplicateName` when a name occurs twice.
    public init(_ fields: [Field]) throws(CoreError) {
        var positions: [String: Int] = [:]
        for (position, field) in fields.enumerated() {
            guard positions.updateValue(position, forKey: field.name) == nil else {
                throw CoreError(
                    .duplicateName, "two fields are called \"\(field.name)\"", at: "schema",
                    remedy: "Rename one of them.")
            }
        }
        self.fields = fields
        self.positions = positions
    }

    /// The names, in order.
    public var names: [String] { fields.map(\.name) }

    /// The position of a field, or `nil` when there is none of this name.
    public func position(of name: String) -> Int? { positions[name] }

    /// The field of a name.
    ///
    /// - Throws: ``CoreError`` with code `unknownName` that lists the names there are.
    public func field(_ name: String) throws(CoreError) -> Field {
        guard let position = positions[name] else {
            throw CoreError(
                .unknownName, "there is no field \"\(name)\"", at: "schema",
                remedy: "Fields are: \(names.joined(separator: ", ")).")
        }
        return fields[position]
    }
}

extension Schema: Codable {
    /// Decodes a list of fields.
    ///
    /// - Throws: `DecodingError`, or ``CoreError`` with code `duplicateName`.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode([Field].self))
    }

    /// Encodes the list of fields.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(fields)
    }
}
