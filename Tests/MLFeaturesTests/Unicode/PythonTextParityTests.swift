import Testing

@testable import MLFeatures

/// What Python's `str` and `re` make of texts and of every scalar.
private struct PythonText: Decodable {
    let assigned: [[UInt32]]
    let word: [[UInt32]]
    let lower: [Entry]
    let texts: [[String]]
    let tokens: [TokenCase]

    struct Entry: Decodable {
        let scalar: UInt32
        let lower: [UInt32]

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            scalar = try container.decode(UInt32.self)
            lower = try container.decode([UInt32].self)
        }
    }

    struct TokenCase: Decodable {
        let text: String
        let tokens: [String]

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            text = try container.decode(String.self)
            tokens = try container.decode([String].self)
        }
    }

    static func load() throws -> PythonText { try Fixture.package("unicode/python-3.11.json", as: PythonText.self) }

    /// One truth value for each scalar value.
    static func flags(_ ranges: [[UInt32]]) -> [Bool] {
        var flags = [Bool](repeating: false, count: 0x11_0000)
        for range in ranges { for scalar in range[0]...range[1] { flags[Int(scalar)] = true } }
        return flags
    }
}

@Suite("Text parity with Python")
struct PythonTextParityTests {
    @Test("Every assigned scalar is a word scalar exactly when Python's \\w matches it")
    func wordScalars() throws {
        let python = try PythonText.load()
        let assigned = PythonText.flags(python.assigned)
        let word = PythonText.flags(python.word)
        var compared = 0
        for value in UInt32(0)..<0x11_0000 where assigned[Int(value)] {
            guard let scalar = Unicode.Scalar(value) else { continue }
            compared += 1
            if WordScalars.contains(scalar) != word[Int(value)] { Issue.record("U+\(String(value, radix: 16))") }
        }
        #expect(compared > 280_000)
    }

    @Test("Every assigned scalar has the lower-case form of Python's str.lower()")
    func lowercase() throws {
        let python = try PythonText.load()
        let assigned = PythonText.flags(python.assigned)
        var expected: [UInt32: [UInt32]] = [:]
        for entry in python.lower { expected[entry.scalar] = entry.lower }
        #expect(expected.count > 1400)
        for value in UInt32(0)..<0x11_0000 where assigned[Int(value)] {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let form: [UInt32] =
                value == Lowercase.dottedCapitalI
                ? Tokenizer.lowercased(String(scalar)).unicodeScalars.map(\.value)
                : [Lowercase.mapping(value, basicPlane: Lowercase.basicPlane)]
            if form != expected[value] ?? [value] { Issue.record("U+\(String(value, radix: 16)) gives \(form)") }
        }
    }

    @Test("Whole texts are lower-cased as by str.lower(), the final sigma included")
    func lowercasedTexts() throws {
        let texts = try PythonText.load().texts
        #expect(texts.count > 20)
        for pair in texts {
            #expect(Array(Tokenizer.lowercased(pair[0]).utf8) == Array(pair[1].utf8), "\(pair[0])")
        }
    }

    @Test("Tokens are the matches of \\b\\w\\w+\\b in the lower-cased text")
    func tokens() throws {
        let cases = try PythonText.load().tokens
        #expect(cases.count > 10)
        for item in cases {
            let terms = try Tokenizer().terms(of: item.text)
            #expect(terms.map { Array($0.utf8) } == item.tokens.map { Array($0.utf8) }, "\(item.text)")
        }
    }

    @Test("The tables agree with those of the standard library where both know the scalar")
    func standardLibrary() {
        var compared = 0
        for value in UInt32(0)..<0x11_0000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isWord: Bool
            switch scalar.properties.generalCategory {
            case .unassigned: continue
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
                .letterNumber, .otherNumber:
                isWord = true
            default: isWord = value == 0x5F
            }
            compared += 1
            if WordScalars.contains(scalar) != isWord { Issue.record("U+\(String(value, radix: 16))") }
        }
        #expect(compared > 280_000)
    }
}
