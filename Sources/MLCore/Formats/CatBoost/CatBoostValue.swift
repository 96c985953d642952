/// A part of a CatBoost model file and where it is, for errors that say so.
struct CatBoostValue {
    let json: JSONValue
    private let place: String

    init(_ json: JSONValue, at place: String) {
        self.json = json
        self.place = place
    }

    /// A member that may be missing or null.
    subscript(key: String) -> CatBoostValue? {
        guard let value = json[key], !value.isNull else { return nil }
        return CatBoostValue(value, at: "\(place), \(key)")
    }

    /// A member that must be there.
    func member(_ key: String) throws(CoreError) -> CatBoostValue {
        guard let value = self[key] else { throw malformed("\"\(key)\" is missing") }
        return value
    }

    /// The elements; null is an empty list, as CatBoost writes it.
    func elements() throws(CoreError) -> [JSONValue] {
        if json.isNull { return [] }
        guard let elements = json.arrayValue else { throw malformed("no list") }
        return elements
    }

    /// An element of this list as a part of its own.
    func element(_ value: JSONValue, _ index: Int) -> CatBoostValue { CatBoostValue(value, at: "\(place) \(index)") }

    /// The elements of a member that may be missing.
    func list(_ key: String) throws(CoreError) -> [JSONValue] { try self[key]?.elements() ?? [] }

    /// A finite number.
    func number() throws(CoreError) -> Double {
        guard let number = json.doubleValue, number.isFinite else { throw malformed("no number") }
        return number
    }

    /// All elements as finite numbers.
    func numbers() throws(CoreError) -> [Double] {
        var numbers: [Double] = []
        let elements = try elements()
        numbers.reserveCapacity(elements.count)
        for element in elements {
            guard let number = element.doubleValue, number.isFinite else { throw malformed("an element is no number") }
            numbers.append(number)
        }
        return numbers
    }

    /// An integer within bounds.
    func integer(_ key: String, in bounds: ClosedRange<Int64>) throws(CoreError) -> Int {
        guard let value = json[key]?.integerValue, bounds.contains(value) else {
            throw malformed("\"\(key)\" is no integer from \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return Int(value)
    }

    /// A text.
    func string(_ key: String) throws(CoreError) -> String {
        guard let value = json[key]?.stringValue else { throw malformed("\"\(key)\" is no text") }
        return value
    }

    /// An error about this part.
    func malformed(_ problem: String, remedy: String? = nil, code: CoreError.Code = .malformedInput) -> CoreError {
        CoreError(code, problem, at: place, remedy: remedy)
    }
}
