import MLCore
import Testing

@Suite("JSON under random input")
struct JSONFuzzTests {
    private struct Content: Codable, Equatable {
        var title: String
        var year: Int16
        var scores: [Double]
        var weights: [Float]
        var tags: Set<String>
        var nested: [String: [UInt8?]]
        var tree: JSONValue
    }

    private var content: Content {
        Content(
            title: "A \"title\" — 日本 🎬\n", year: -1999, scores: [0.1, -0.0, 1e-300, 5], weights: [0.1, 2],
            tags: ["a", "é"], nested: ["k": [1, nil, 255], "": []],
            tree: ["x": [1, 2.5, nil, true, "s", ["deep": [[]]]], "y": [:]])
    }

    private func tree(_ source: inout FuzzSource, depth: Int) -> JSONValue {
        switch source.next() % (depth > 0 ? 8 : 5) {
        case 0: return .null
        case 1: return .bool(source.next() & 1 == 0)
        case 2: return .integer(Int64(bitPattern: source.next()) >> Int64(source.next() % 64))
        case 3: return .number(source.anyFiniteDouble())
        case 4: return .string(text(&source))
        case 5, 6: return .array((0..<Int(source.next() % 5)).map { _ in tree(&source, depth: depth - 1) })
        default:
            var object = JSONObject()
            for _ in 0..<(source.next() % 40) { object[text(&source)] = tree(&source, depth: depth - 3) }
            return .object(object)
        }
    }

    private func text(_ source: inout FuzzSource) -> String {
        var text = ""
        for _ in 0..<(source.next() % 12) {
            let scalar = Unicode.Scalar(UInt32(source.next() % (source.next() & 1 == 0 ? 128 : 0x11_0000)))
            if let scalar { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    /// The value with every kind of white space and escape that JSON allows.
    private func loose(_ value: JSONValue, _ source: inout FuzzSource) -> String {
        let space = ["", " ", "\n", "\t\r ", ""][Int(source.next() % 5)]
        func quoted(_ text: String) -> String {
            "\"" + text.utf16.map { "\\u" + String(0x10000 + Int($0), radix: 16).dropFirst() }.joined() + "\""
        }
        switch value {
        case .array(let elements):
            return "\(space)[\(elements.map { loose($0, &source) }.joined(separator: ","))\(space)]"
        case .object(let object):
            let members = object.members.map { "\(space)\(quoted($0.0)) :\(loose($0.1, &source))" }
            return "{\(members.joined(separator: ","))\(space)}"
        case .string(let text): return space + quoted(text)
        case .number(let number): return "\(space)\(number)\(space)"
        case .integer(let integer): return "\(integer)\(space)"
        case .bool(let truth): return "\(truth)"
        case .null: return "null\(space)"
        }
    }

    @Test("Random trees round-trip through canonical bytes and through any other spelling")
    func roundTrip() throws {
        var source = FuzzSource(seed: 11)
        let strict = CanonicalJSONDecoder(requiresCanonicalForm: true)
        for _ in 0..<200 {
            let value = tree(&source, depth: 6)
            let bytes = try CanonicalJSONEncoder().encode(value)
            #expect(try JSONReader().value(from: bytes) == value)
            #expect(try strict.decode(JSONValue.self, from: bytes) == value)
            let spelled = try JSONReader().value(fromText: loose(value, &source))
            #expect(try CanonicalJSONEncoder().encode(spelled) == bytes)
        }
    }

    @Test("Random doubles and floats keep their bits")
    func numbers() throws {
        var source = FuzzSource(seed: 12)
        let doubles = (0..<2000).map { _ in source.anyFiniteDouble() }
        let floats = (0..<2000).map { _ in source.anyFiniteFloat() }
        let strict = CanonicalJSONDecoder(requiresCanonicalForm: true)
        let readDoubles = try strict.decode([Double].self, from: CanonicalJSONEncoder().encode(doubles))
        #expect(readDoubles.map(\.bitPattern) == doubles.map(\.bitPattern))
        let readFloats = try strict.decode([Float].self, from: CanonicalJSONEncoder().encode(floats))
        #expect(readFloats.map(\.bitPattern) == floats.map(\.bitPattern))
    }

    @Test("Damaged bytes never trap, and what is still read writes and reads again")
    func damagedTrees() throws {
        var source = FuzzSource(seed: 13)
        let valid = try CanonicalJSONEncoder().encode(content)
        var accepted = 0
        for _ in 0..<20_000 {
            let bytes = source.mutated(valid)
            guard let value = try? JSONReader().value(from: bytes) else { continue }
            accepted += 1
            #expect(try JSONReader().value(from: CanonicalJSONEncoder().encode(value)) == value)
        }
        #expect(accepted > 100 && accepted < 19_000)
    }

    @Test("Damaged bytes never trap a decoder, and canonical mode accepts only what it would write")
    func damagedContent() throws {
        var source = FuzzSource(seed: 14)
        let valid = try CanonicalJSONEncoder().encode(content)
        let strict = CanonicalJSONDecoder(requiresCanonicalForm: true)
        #expect(try strict.decode(Content.self, from: valid) == content)
        for _ in 0..<4_000 {
            let bytes = source.mutated(valid)
            if let read = try? strict.decode(Content.self, from: bytes) {
                #expect(try CanonicalJSONEncoder().encode(read) == bytes)
            } else {
                _ = try? CanonicalJSONDecoder(rejectsUnknownKeys: true).decode(Content.self, from: bytes)
            }
        }
    }

    @Test("The record reader and the tree reader accept the same records")
    func recordReader() throws {
        var source = FuzzSource(seed: 15)
        let valid = try CanonicalJSONEncoder().encode(content)
        var reader = try JSONRecordReader(fields: ["title", "tags", "tree", "year"])
        for _ in 0..<5_000 {
            let bytes = source.mutated(valid)
            let tree = try? JSONReader().value(from: bytes)
            var fields: [Int: JSONValue] = [:]
            let isRead: Bool = bytes.withUnsafeBufferPointer { buffer in
                do {
                    try reader.begin(buffer)
                    while let field = try reader.next() {
                        switch field.value {
                        case .null: fields[field.index] = .null
                        case .boolean(let value): fields[field.index] = .bool(value)
                        case .integer(let value): fields[field.index] = .integer(value)
                        case .number(let value): fields[field.index] = .number(value)
                        case .string(let text): fields[field.index] = .string(reader.string(text))
                        case .array(let range), .object(let range): fields[field.index] = try reader.tree(range)
                        }
                    }
                    return true
                } catch {
                    return false
                }
            }
            // Numbers that overflow are found where they are converted, which a skipped field never is.
            if let tree {
                #expect(isRead == (tree.objectValue != nil))
                for (index, value) in fields { #expect(tree[reader.fields[index]] == value) }
            } else if isRead {
                let error = #expect(throws: CoreError.self) { try JSONReader().value(from: bytes) }
                let fits = error?.details.problem.contains("fit in 64 bits") == true
                #expect(fits || error?.details.problem.contains("too large") == true)
            }
        }
    }
}
