/// One row: values under a schema, each of the field's type or missing.
public struct Row: Sendable, Hashable {
    /// The names and types of the values.
    public let schema: Schema
    /// The values, in the order of the schema.
    public let values: [Value]

    /// Creates a row and checks it against its schema.
    ///
    /// - Parameters:
    ///   - values: One value for each field, in order.
    ///   - schema: The schema.
    /// - Throws: ``CoreError`` with code `shapeMismatch`, `typeMismatch` or `missingValue`.
    public init(_ values: [Value], schema: Schema) throws(CoreError) {
        guard values.count == schema.fields.count else {
            throw CoreError(
                .shapeMismatch, "\(values.count) values for \(schema.fields.count) fields", at: "row",
                remedy: "Give one value for each of: \(schema.names.joined(separator: ", ")).")
        }
        for (value, field) in zip(values, schema.fields) {
            try Self.check(value, field)
        }
        self.schema = schema
        self.values = values
    }

    /// Creates a row from named values; absent names are missing.
    ///
    /// - Parameters:
    ///   - values: The values by name.
    ///   - schema: The schema.
    /// - Throws: ``CoreError`` with code `unknownName`, `typeMismatch` or `missingValue`.
    public init(_ values: [String: Value], schema: Schema) throws(CoreError) {
        for name in values.keys.sorted() { _ = try schema.field(name) }
        try self.init(schema.fields.map { values[$0.name] ?? .missing }, schema: schema)
    }

    /// The value of a field.
    ///
    /// - Throws: ``CoreError`` with code `unknownName` that lists the names there are.
    public func value(_ name: String) throws(CoreError) -> Value {
        let field = try schema.field(name)
        return schema.position(of: field.name).map { values[$0] } ?? .missing
    }

    private static func check(_ value: Value, _ field: Schema.Field) throws(CoreError) {
        guard let type = value.type else {
            guard field.allowsMissing else {
                throw CoreError(
                    .missingValue, "a value is missing", at: "field \"\(field.name)\"",
                    remedy: "Give a value of type \(field.type.rawValue).")
            }
            return
        }
        guard type == field.type else {
            throw CoreError(
                .typeMismatch, "a value has type \(type.rawValue)", at: "field \"\(field.name)\"",
                remedy: "Give a value of type \(field.type.rawValue).")
        }
    }
}
