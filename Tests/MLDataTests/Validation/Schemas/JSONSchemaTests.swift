import MLCore
import Testing

@testable import MLData

@Suite("JSON schemas")
struct JSONSchemaTests {
    /// What the package jsonschema says; `make_json_schemas.py` wrote it.
    private struct Fixture: Decodable {
        struct Case: Decodable {
            let schema: String
            let valid: String
        }

        let texts: [String]
        let cases: [Case]
    }

    private static func schema(_ text: String) throws -> JSONSchema {
        try JSONSchema(try JSONReader().value(fromText: text))
    }

    private static func accepts(_ check: JSONSchemaCheck, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { check.accepts($0) }
    }

    @Test("Texts conform as the package jsonschema says")
    func parity() throws {
        let fixture = try Reference.decode("json-schemas.json", as: Fixture.self)
        #expect(fixture.cases.count > 50 && fixture.texts.count > 40)
        for example in fixture.cases {
            let check = try JSONSchemaCheck(Self.schema(example.schema).document)
            for (text, isValid) in zip(fixture.texts, example.valid) {
                #expect(Self.accepts(check, text) == (isValid == "1"), "\(text) by \(example.schema)")
            }
        }
    }

    @Test("Keywords that would change the verdict are refused, with the place")
    func unknown() throws {
        for (schema, place) in [
            (##"{"$ref": "#"}"##, "#/$ref"), (#"{"format": "email"}"#, "pattern"),
            (#"{"prefixItems": [true]}"#, "prefixItems"),
            (#"{"properties": {"a": {"multipleOf": 2}}}"#, "#/properties/a/multipleOf"),
            (#"{"items": [true]}"#, "items"),
            (#"{"type": "text"}"#, "integer"), (#"{"minimum": "1"}"#, "#/minimum"),
            (#"{"maxLength": -1}"#, "maxLength"),
            (#"{"maxLength": 1.5}"#, "maxLength"), (#"{"enum": 1}"#, "enum"), (#"{"required": "a"}"#, "required"),
            (#"{"pattern": "(?=a)"}"#, "look-ahead"), (#"{"anyOf": []}"#, "anyOf"),
            (#"{"exclusiveMinimum": true}"#, "exclusive"),
            (#"{"uniqueItems": 1}"#, "uniqueItems"), ("3", "object"), (#"{"not": null}"#, "#/not"),
        ] {
            let error = #expect(throws: DataError.self, "\(schema)") { try Self.schema(schema) }
            #expect(error?.code == .invalidConfiguration && error?.description.contains(place) == true, "\(schema)")
        }
        let stored = #"{"rule": "conformsToSchema", "column": "a", "schema": {"$ref": "x"}}"#
        #expect(throws: (any Error).self) {
            try CanonicalJSONDecoder().decode(DataExpectation.self, from: Array(stored.utf8))
        }
    }

    @Test("Deep and large schemas and texts are bounded")
    func hostile() throws {
        let deep = String(repeating: #"{"not":"#, count: 33) + "true" + String(repeating: "}", count: 33)
        #expect(throws: DataError.self) { try Self.schema(deep) }
        let wide = "{\"anyOf\":[" + [String](repeating: "{}", count: 10_001).joined(separator: ",") + "]}"
        #expect(throws: DataError.self) { try Self.schema(wide) }
        let check = try JSONSchemaCheck(Self.schema(#"{"uniqueItems": true}"#).document)
        #expect(!Self.accepts(check, String(repeating: "[", count: 100_000)))
        let nested = String(repeating: "[", count: 50) + String(repeating: "]", count: 50)
        #expect(Self.accepts(check, nested))
        #expect(!Self.accepts(check, "[1, 1.0]") && Self.accepts(check, "[1, \"1\"]") && !Self.accepts(check, "[1"))
    }
}
