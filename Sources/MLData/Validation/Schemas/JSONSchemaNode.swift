import MLCore

/// What a schema asks of a value.
final class JSONSchemaNode {
    /// The types that a value may have.
    enum ValueType: String, CaseIterable {
        case null, boolean, integer, number, string, array, object
    }

    var isNothing = false
    var types: [ValueType]?
    var values: [JSONValue]?
    var required: [String] = []
    var properties: [String: JSONSchemaNode] = [:]
    var additional: JSONSchemaNode?
    var items: JSONSchemaNode?
    var propertyCounts = CountRange()
    var itemCounts = CountRange()
    var lengths = CountRange()
    var itemsAreUnique = false
    var pattern: PatternSearch?
    var minimum: JSONValue?
    var maximum: JSONValue?
    var exclusiveMinimum: JSONValue?
    var exclusiveMaximum: JSONValue?
    var anyOf: [JSONSchemaNode]?
    var allOf: [JSONSchemaNode] = []
    var oneOf: [JSONSchemaNode]?
    var not: JSONSchemaNode?

    /// A range of counts.
    struct CountRange {
        var minimum = 0
        var maximum = Int.max

        func contains(_ count: Int) -> Bool { count >= minimum && count <= maximum }
    }

    /// Whether a value is as asked; values are as deep as their reader allows.
    func accepts(_ value: JSONValue) -> Bool {
        if isNothing { return false }
        if let types, !types.contains(where: { $0.holds(value) }) { return false }
        if let values, !values.contains(where: { JSONComparison.areEqual($0, value) }) { return false }
        let fits: Bool
        switch value {
        case .integer, .number: fits = acceptsNumber(value)
        case .string(let text): fits = accepts(text)
        case .array(let elements): fits = accepts(elements)
        case .object(let object): fits = accepts(object)
        case .null, .bool: fits = true
        }
        guard fits, allOf.allSatisfy({ $0.accepts(value) }) else { return false }
        if let anyOf, !anyOf.contains(where: { $0.accepts(value) }) { return false }
        if let oneOf, oneOf.count(where: { $0.accepts(value) }) != 1 { return false }
        return not.map { !$0.accepts(value) } ?? true
    }

    private func acceptsNumber(_ value: JSONValue) -> Bool {
        func order(_ limit: JSONValue) -> Int { JSONComparison.order(value, limit) ?? 0 }
        return minimum.map { order($0) >= 0 } ?? true && maximum.map { order($0) <= 0 } ?? true
            && exclusiveMinimum.map { order($0) > 0 } ?? true && exclusiveMaximum.map { order($0) < 0 } ?? true
    }

    private func accepts(_ text: String) -> Bool {
        var text = text
        return lengths.contains(text.unicodeScalars.count)
            && pattern.map { pattern in text.withUTF8 { pattern.matches($0) } } ?? true
    }

    private func accepts(_ elements: [JSONValue]) -> Bool {
        guard itemCounts.contains(elements.count) else { return false }
        if itemsAreUnique, Set(elements.map(JSONComparison.normalized)).count < elements.count { return false }
        return items.map { items in elements.allSatisfy { items.accepts($0) } } ?? true
    }

    private func accepts(_ object: JSONObject) -> Bool {
        guard propertyCounts.contains(object.count), required.allSatisfy({ object[$0] != nil }) else { return false }
        if properties.isEmpty, additional == nil { return true }
        return zip(object.keys, object.values).allSatisfy { key, value in
            (properties[key] ?? additional)?.accepts(value) ?? true
        }
    }
}

extension JSONSchemaNode.ValueType {
    /// Whether a value has the type; a number without fraction is an integer.
    fileprivate func holds(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.null, .null), (.boolean, .bool), (.string, .string), (.array, .array), (.object, .object): true
        case (.number, .integer), (.number, .number), (.integer, .integer): true
        case (.integer, .number(let number)): number == number.rounded(.towardZero)
        default: false
        }
    }
}

/// How JSON values compare where integers and numbers are alike.
enum JSONComparison {
    static func areEqual(_ left: JSONValue, _ right: JSONValue) -> Bool { normalized(left) == normalized(right) }

    /// The value with numbers without fraction as integers, where these can be.
    static func normalized(_ value: JSONValue) -> JSONValue {
        switch value {
        case .number(let number): return Int64(exactly: number).map(JSONValue.integer) ?? value
        case .array(let elements): return .array(elements.map(normalized))
        case .object(let object):
            var result = JSONObject()
            for (key, value) in zip(object.keys, object.values) { result[key] = normalized(value) }
            return .object(result)
        case .null, .bool, .integer, .string: return value
        }
    }

    /// Negative, zero or positive, without rounding; `nil` for what is no number.
    static func order(_ left: JSONValue, _ right: JSONValue) -> Int? {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.number(let left), .number(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.integer(let left), .number(let right)): order(left, right)
        case (.number(let left), .integer(let right)): -order(right, left)
        default: nil
        }
    }

    private static func order(_ integer: Int64, _ number: Double) -> Int {
        guard number < 0x1p63 else { return -1 }
        guard let floor = Int64(exactly: number.rounded(.down)) else { return 1 }
        return integer < floor ? -1 : integer > floor ? 1 : number > number.rounded(.down) ? -1 : 0
    }
}
