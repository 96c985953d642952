import MLCore

/// A schema that is ready to check texts.
struct JSONSchemaCheck {
    private let root: JSONSchemaNode

    /// Reads a schema.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration`.
    init(_ document: JSONValue) throws(DataError) {
        var reading = Reading()
        root = try reading.node(document, at: "#", depth: 0)
    }

    /// Whether a text is JSON that is as the schema asks.
    func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let value = try? JSONReader().value(from: UnsafeRawBufferPointer(text)) else { return false }
        return root.accepts(value)
    }
}

/// Reads schemas within schemas.
private struct Reading {
    /// Keywords that say nothing about a value.
    static let descriptions: Set<String> = [
        "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly",
        "writeOnly",
    ]

    var count = 0

    func fault(_ text: String, _ place: String, remedy: String? = nil) -> DataError {
        DataError(.invalidConfiguration, text, at: "JSON Schema, \(place)", remedy: remedy)
    }

    mutating func node(_ document: JSONValue, at place: String, depth: Int) throws(DataError) -> JSONSchemaNode {
        count += 1
        guard depth < JSONSchema.maximumDepth, count <= JSONSchema.maximumCount else {
            throw fault(
                "schemas are nested more than \(JSONSchema.maximumDepth) deep or are more than \(JSONSchema.maximumCount)",
                String(place.prefix(200)))
        }
        let node = JSONSchemaNode()
        if case .bool(let isAnything) = document {
            node.isNothing = !isAnything
            return node
        }
        guard case .object(let object) = document else {
            throw fault("a schema is an object or a truth value", place)
        }
        for (key, value) in zip(object.keys, object.values) {
            let place = "\(place)/\(key.prefix(40))"
            if Self.descriptions.contains(key) { continue }
            if try setValues(key, value, node, place) { continue }
            if try setLimits(key, value, node, place) { continue }
            try setSchemas(key, value, node, place, depth: depth + 1)
        }
        return node
    }

    /// Sets what a value is; false for another keyword.
    private func setValues(
        _ key: String, _ value: JSONValue, _ node: JSONSchemaNode, _ place: String
    ) throws(DataError) -> Bool {
        switch key {
        case "type":
            var types: [JSONSchemaNode.ValueType] = []
            for name in value.arrayValue ?? [value] {
                guard let type = name.stringValue.flatMap(JSONSchemaNode.ValueType.init) else {
                    throw fault(
                        "there is no such type", place,
                        remedy:
                            "Types are \(JSONSchemaNode.ValueType.allCases.map(\.rawValue).joined(separator: ", ")).")
                }
                types.append(type)
            }
            node.types = types
        case "enum":
            guard let values = value.arrayValue else { throw fault("the values are no array", place) }
            node.values = (node.values ?? values).filter { known in
                values.contains { JSONComparison.areEqual($0, known) }
            }
        case "const":
            node.values = (node.values ?? [value]).filter { JSONComparison.areEqual($0, value) }
        case "required":
            var names: [String] = []
            for name in value.arrayValue ?? [.null] {
                guard let name = name.stringValue else { throw fault("the names are no array of texts", place) }
                names.append(name)
            }
            node.required = names
        case "uniqueItems":
            guard let flag = value.boolValue else { throw fault("this is no truth value", place) }
            node.itemsAreUnique = flag
        case "pattern":
            guard let pattern = value.stringValue else { throw fault("the pattern is no text", place) }
            do {
                node.pattern = PatternSearch(try TextPattern(pattern))
            } catch {
                throw fault(error.details.problem, place, remedy: error.details.remedy)
            }
        default: return false
        }
        return true
    }

    /// Sets a number or a count; false for another keyword.
    private func setLimits(
        _ key: String, _ value: JSONValue, _ node: JSONSchemaNode, _ place: String
    ) throws(DataError) -> Bool {
        let numbers: [String: ReferenceWritableKeyPath<JSONSchemaNode, JSONValue?>] = [
            "minimum": \.minimum, "maximum": \.maximum, "exclusiveMinimum": \.exclusiveMinimum,
            "exclusiveMaximum": \.exclusiveMaximum,
        ]
        if let path = numbers[key] {
            guard JSONComparison.order(value, value) != nil else { throw fault("the limit is no number", place) }
            node[keyPath: path] = value
            return true
        }
        let counts: [String: ReferenceWritableKeyPath<JSONSchemaNode, Int>] = [
            "minLength": \.lengths.minimum, "maxLength": \.lengths.maximum, "minItems": \.itemCounts.minimum,
            "maxItems": \.itemCounts.maximum, "minProperties": \.propertyCounts.minimum,
            "maxProperties": \.propertyCounts.maximum,
        ]
        guard let path = counts[key] else { return false }
        guard case .integer(let count) = JSONComparison.normalized(value), count >= 0 else {
            throw fault("the count is no whole number from 0 on", place)
        }
        node[keyPath: path] = Int(clamping: count)
        return true
    }

    /// Sets the schemas of parts, or refuses the keyword.
    private mutating func setSchemas(
        _ key: String, _ value: JSONValue, _ node: JSONSchemaNode, _ place: String, depth: Int
    ) throws(DataError) {
        switch key {
        case "properties":
            guard let object = value.objectValue else { throw fault("the properties are no object", place) }
            for (name, schema) in zip(object.keys, object.values) {
                node.properties[name] = try self.node(schema, at: "\(place)/\(name.prefix(40))", depth: depth)
            }
        case "additionalProperties": node.additional = try self.node(value, at: place, depth: depth)
        case "items": node.items = try self.node(value, at: place, depth: depth)
        case "not": node.not = try self.node(value, at: place, depth: depth)
        case "anyOf": node.anyOf = try nodes(value, place, depth: depth)
        case "allOf": node.allOf = try nodes(value, place, depth: depth)
        case "oneOf": node.oneOf = try nodes(value, place, depth: depth)
        default:
            throw fault(
                "the keyword \(key.prefix(40)) is not known, and without it the verdict would be another", place,
                remedy: key == "format" ? "Use a pattern, or the rule hasFormat." : nil)
        }
    }

    private mutating func nodes(_ value: JSONValue, _ place: String, depth: Int) throws(DataError) -> [JSONSchemaNode] {
        guard let parts = value.arrayValue, !parts.isEmpty else { throw fault("the schemas are no array", place) }
        var nodes: [JSONSchemaNode] = []
        for (index, part) in parts.enumerated() {
            nodes.append(try node(part, at: "\(place)/\(index)", depth: depth))
        }
        return nodes
    }
}
