import MLCore
import Testing

@Suite("JSONObject and JSONValue")
struct JSONObjectTests {
    @Test("Members keep their order, and equality ignores it")
    func order() throws {
        let first: JSONValue = ["b": 1, "a": [2, nil]]
        let second: JSONValue = ["a": [2, nil], "b": 1]
        #expect(first.objectValue?.keys == ["b", "a"])
        #expect(first == second)
        #expect(first.hashValue == second.hashValue)
        #expect(first != ["a": [2, nil], "b": 2])
        #expect(first != ["a": [2, nil]])
    }

    @Test("Members are set, replaced and removed, with few keys and with many", arguments: [3, 16, 17, 40])
    func editing(count: Int) {
        var object = JSONObject()
        for index in 0..<count { object["key \(index)"] = .integer(Int64(index)) }
        object["key 1"] = "replaced"
        #expect(object.count == count)
        #expect(object["key 1"] == "replaced")
        object["key 0"] = nil
        object["absent"] = nil
        #expect(object.count == count - 1)
        #expect(object["key 0"] == nil)
        #expect(object["key \(count - 1)"] == .integer(Int64(count - 1)))
        #expect(object.keys.first == "key 1")
    }

    @Test("Creating an object with a key twice is an error")
    func duplicates() throws {
        #expect(throws: CoreError.self) { try JSONObject([("a", 1), ("a", 2)]) }
        #expect(try JSONObject([("a", 1), ("b", 2)])["b"] == 2)
        let literal: JSONValue = ["a": 1, "a": 2]
        #expect(literal == ["a": 2])
    }

    @Test("Accessors give their own kind and nil for others")
    func accessors() {
        #expect(JSONValue.integer(3).doubleValue == 3)
        #expect(JSONValue.integer(.max).doubleValue == nil)
        #expect(JSONValue.number(1.5).integerValue == nil)
        #expect(JSONValue.string("a").stringValue == "a")
        #expect(JSONValue.bool(true).boolValue == true)
        #expect(JSONValue.null.isNull)
        #expect(JSONValue.array([1])["a"] == nil)
        #expect(JSONValue.array([1]).arrayValue?.count == 1)
        #expect(JSONValue.integer(1) != JSONValue.number(1))
    }
}
