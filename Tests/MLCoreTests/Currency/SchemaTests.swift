import MLCore
import Testing

@Suite("Schema, Row and ModelSignature")
struct SchemaTests {
    private func schema() throws -> Schema {
        try Schema([
            .init("title", .string), .init("year", .int64, allowsMissing: true), .init("score", .double),
        ])
    }

    @Test("Names are unique and lookups name what there is")
    func lookup() throws {
        let schema = try schema()
        #expect(schema.names == ["title", "year", "score"])
        #expect(schema.position(of: "score") == 2)
        #expect(schema.position(of: "Score") == nil)
        #expect(try schema.field("year").allowsMissing)
        #expect {
            try schema.field("genre")
        } throws: { error in
            (error as? CoreError)?.code == .unknownName && "\(error)".contains("title, year, score")
                && "\(error)".contains("\"genre\"")
        }
        expectCoreError(.duplicateName) { try Schema([.init("a", .bool), .init("b", .bool), .init("a", .string)]) }
        #expect(try Schema([]).names.isEmpty)
    }

    @Test("The stored form of a schema is a list of fields, checked when read")
    func coding() throws {
        try expectGoldenBytes(
            try Schema([.init("a", .stringList, allowsMissing: true), .init("b", .float)]),
            #"[{"allowsMissing":true,"name":"a","type":"stringList"},{"allowsMissing":false,"name":"b","type":"float"}]"#
        )
        try expectGoldenBytes(try Schema([]), "[]")
        let field = #"{"allowsMissing":false,"name":"a","type":"bool"}"#
        #expect(throws: (any Error).self) { try decoded(Schema.self, "[\(field),\(field)]") }
        #expect(throws: (any Error).self) { try decoded(Schema.self, #"[{"name":"a","type":"bool"}]"#) }
    }

    @Test("A row holds one value of the right type for each field")
    func row() throws {
        let schema = try schema()
        let row = try Row([.string("Heat"), .missing, .double(.nan)], schema: schema)
        #expect(try row.value("title") == .string("Heat"))
        #expect(try row.value("year").isMissing)
        #expect(try row.value("score").number?.isNaN == true)
        #expect(
            try Row(["score": .double(1), "title": .string("")], schema: schema).values
                == [.string(""), .missing, .double(1)])
        expectCoreError(.unknownName) { try row.value("genre") }
        #expect(try Row([:], schema: Schema([])).values.isEmpty)
    }

    @Test("A wrong count, name or type and a value that must not be missing are refused by name")
    func rowErrors() throws {
        let schema = try schema()
        expectCoreError(.shapeMismatch) { try Row([.string("a"), .int64(1)], schema: schema) }
        expectCoreError(.shapeMismatch) { try Row([Value](repeating: .missing, count: 4), schema: schema) }
        expectCoreError(.missingValue) { try Row([.missing, .int64(1), .double(1)], schema: schema) }
        expectCoreError(.missingValue) { try Row(["title": .string("a")], schema: schema) }
        expectCoreError(.unknownName) { try Row(["Title": .string("a"), "score": .double(1)], schema: schema) }
        for wrong in [Value.int64(1), .float(1), .string("1"), .bool(true)] {
            #expect {
                try Row([.string("a"), .int64(1), wrong], schema: schema)
            } throws: { error in
                (error as? CoreError)?.code == .typeMismatch && "\(error)".contains("field \"score\"")
                    && "\(error)".contains("double")
            }
        }
    }

    @Test("A signature is compatible when no caller of the older one can fail")
    func incompatibilities() throws {
        let task = PredictionTask.binary(negative: "no", positive: "yes")
        func signature(_ fields: [Schema.Field], task: PredictionTask = task) throws -> ModelSignature {
            ModelSignature(inputs: try Schema(fields), task: task)
        }
        let older = try signature([.init("a", .int64), .init("b", .string, allowsMissing: true)])
        #expect(older.incompatibilities(withCallersOf: older).isEmpty)
        let compatible: [[Schema.Field]] = [
            [.init("b", .string, allowsMissing: true), .init("a", .int64)],
            [.init("a", .int64, allowsMissing: true), .init("b", .string, allowsMissing: true)],
            [
                .init("a", .int64), .init("b", .string, allowsMissing: true),
                .init("c", .bool, allowsMissing: true),
            ],
        ]
        for fields in compatible {
            #expect(try signature(fields).incompatibilities(withCallersOf: older).isEmpty)
        }
        let (a, b) = (older.inputs.fields[0], older.inputs.fields[1])
        let incompatible: [([Schema.Field], String)] = [
            ([a, b, .init("c", .bool)], "input \"c\" is new and may not be missing"),
            ([.init("a", .double), b], "input \"a\" was int64, now double"),
            ([a, .init("b", .string)], "input \"b\" may no longer be missing"),
            ([b], "input \"a\" is no longer taken"),
        ]
        for (fields, reason) in incompatible {
            #expect(try signature(fields).incompatibilities(withCallersOf: older) == [reason])
        }
        let other = try signature(
            [.init("c", .bool), .init("a", .double), .init("b", .float)],
            task: .binary(negative: "yes", positive: "no"))
        #expect(other.incompatibilities(withCallersOf: older).count == 5)
        #expect(other.incompatibilities(withCallersOf: older).last == "the outputs have another meaning")
    }

    @Test("The stored form of a signature")
    func signatureCoding() throws {
        try expectGoldenBytes(
            ModelSignature(inputs: try Schema([.init("a", .int64)]), task: .multilabel(labels: ["x"])),
            #"{"inputs":[{"allowsMissing":false,"name":"a","type":"int64"}],"task":{"multilabel":{"labels":["x"]}}}"#)
    }
}
