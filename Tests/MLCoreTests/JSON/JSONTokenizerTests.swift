import MLCore
import Testing

@Suite("JSONTokenizer and JSONRecordReader")
struct JSONTokenizerTests {
    private func read<Result>(
        _ text: String, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try Array(text.utf8).withUnsafeBufferPointer(body)
    }

    @Test("Tokens come one by one, and the end repeats")
    func tokens() throws {
        try read("{\"a\":[1,\"x\",true],\"b\":null}") { bytes in
            var tokenizer = try JSONTokenizer(bytes)
            #expect(try tokenizer.next() == .beginObject)
            guard case .key(let key) = try tokenizer.next() else { throw tokenizer.malformed("no key") }
            #expect(tokenizer.string(key) == "a")
            #expect(try tokenizer.next() == .beginArray)
            #expect(tokenizer.depth == 2)
            guard case .number(let number) = try tokenizer.next() else { throw tokenizer.malformed("no number") }
            #expect(tokenizer.int64(number) == 1)
            guard case .string(let text) = try tokenizer.next() else { throw tokenizer.malformed("no string") }
            #expect(tokenizer.plainBytes(text).map(Array.init) == [0x78])
            #expect(try tokenizer.next() == .boolean(true))
            #expect(try tokenizer.next() == .endArray)
            guard case .key = try tokenizer.next() else { throw tokenizer.malformed("no key") }
            #expect(try tokenizer.next() == .null)
            #expect(try tokenizer.next() == .endObject)
            #expect(try tokenizer.next() == .end)
            #expect(try tokenizer.next() == .end)
        }
    }

    @Test("Chosen fields are delivered in the order of the record; the rest is skipped")
    func fields() throws {
        var reader = try JSONRecordReader(fields: ["title", "year", "genres", "score", "meta", "flag"])
        let text = """
            {"id":{"deep":[1,{"title":"not this"}]},"year":1999,"title":"T\\u00e9","genres":["a","b\\n"],"x":"y",
             "score":0.5,"meta":{"k":[1]},"flag":null}
            """
        try read(text) { bytes in
            try reader.begin(bytes)
            var seen: [Int] = []
            while let field = try reader.next() {
                seen.append(field.index)
                switch (field.index, field.value) {
                case (0, .string(let text)): #expect(reader.string(text) == "Té")
                case (1, .integer(let year)): #expect(year == 1999)
                case (2, .array(let range)): #expect(try reader.strings(range) == ["a", "b\n"])
                case (3, .number(let score)): #expect(score == 0.5)
                case (4, .object(let range)):
                    #expect(try reader.tree(range) == ["k": [1]])
                    #expect(try reader.strings(range) == nil)
                case (5, .null): break
                default: Issue.record("unexpected \(field)")
                }
            }
            #expect(seen == [1, 0, 2, 3, 4, 5])
        }
    }

    @Test("A reader with many fields finds them in any order")
    func manyFields() throws {
        let names = (0..<50).map { "field \($0) é" }
        var reader = try JSONRecordReader(fields: names)
        for order in [Array(names.indices), names.indices.reversed()] {
            let text = "{" + order.map { "\"\(names[$0])\":\($0),\"other \($0)\":0" }.joined(separator: ",") + "}"
            try read(text) { bytes in
                try reader.begin(bytes)
                var seen: [Int] = []
                while let field = try reader.next() {
                    #expect(field.value == .integer(Int64(field.index)))
                    seen.append(field.index)
                }
                #expect(seen == order)
            }
        }
        #expect(throws: CoreError.self) { try JSONRecordReader(fields: ["a", "a"]) }
    }

    @Test(
        "Faults in skipped members are found too",
        arguments: [
            "{\"x\":[1,],\"a\":1}", "{\"x\":\"\\ud800\",\"a\":1}", "{\"x\":1,\"x\":2}", "{\"x\":{\"y\":1,\"y\":2}}",
            "{\"a\":1} x",
            "{\"a\":1", "[1]", "1", "", "{\"a\":1e999}", "{\"x\":tru}", "{\"a\":1}{", "{\"x\":01}",
        ])
    func strictSkipping(text: String) throws {
        var reader = try JSONRecordReader(fields: ["a"])
        let error = #expect(throws: CoreError.self) {
            try read(text) { bytes in
                try reader.begin(bytes, byteOffset: 1000, line: 7)
                while try reader.next() != nil {}
            }
        }
        #expect(error?.code == .malformedInput)
        #expect(error?.details.place?.contains("line 7") == true)
        // The reader is usable for the next record.
        try read("{\"a\":true}") { bytes in
            try reader.begin(bytes)
            #expect(try reader.next()?.value == .boolean(true))
            #expect(try reader.next() == nil)
        }
    }
}
