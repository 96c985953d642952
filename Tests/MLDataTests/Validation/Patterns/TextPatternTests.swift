import MLCore
import Testing

@testable import MLData

@Suite("Regular expressions")
struct TextPatternTests {
    /// What Python's `re.search` found; `make_patterns.py` wrote it.
    private struct Fixture: Decodable {
        struct Case: Decodable {
            let pattern: String
            let found: String?
        }

        let texts: [String]
        let cases: [Case]
    }

    private static func search(_ pattern: String) throws -> PatternSearch { PatternSearch(try TextPattern(pattern)) }

    private static func matches(_ search: PatternSearch, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { search.matches($0) }
    }

    /// What Python knows and a finite automaton does not, or is refused as likely meant otherwise.
    private static let refused: Set<String> = [
        "(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", #"(a)\1"#, "(?P<n>a)(?P=n)", "a++", "(?>a)b", "[[:alpha:]]",
        #"\N{BULLET}"#,
    ]

    @Test("A search finds what Python's re finds, and refuses what it refuses")
    func parity() throws {
        let fixture = try Reference.decode("patterns.json", as: Fixture.self)
        #expect(fixture.cases.count > 400 && fixture.texts.count > 80)
        for example in fixture.cases {
            guard let found = example.found, !Self.refused.contains(example.pattern) else {
                #expect(throws: DataError.self, "\(example.pattern)") { try TextPattern(example.pattern) }
                continue
            }
            let search = try Self.search(example.pattern)
            for (text, isFound) in zip(fixture.texts, found) where isFound != "-" {
                #expect(
                    Self.matches(search, text) == (isFound == "1"),
                    "\(example.pattern.debugDescription) in \(text.debugDescription)")
            }
        }
    }

    @Test("Categories and codes of Unicode are known")
    func categories() throws {
        for (pattern, good, bad) in [
            (#"^\p{Lu}\p{Ll}+$"#, "Élan", "élan"), (#"^\P{L}+$"#, "12 ½", "a1"), (#"^[\p{Sc}\d]+$"#, "€12", "x12"),
            (#"^\u{1F600}$"#, "😀", "😁"), (#"a\z"#, "ba", "a\n"),
        ] {
            let search = try Self.search(pattern)
            #expect(Self.matches(search, good) && !Self.matches(search, bad), "\(pattern)")
        }
        for pattern in [#"\p{Xx}"#, #"\p"#, #"\p{Lu"#, #"\u{110000}"#, #"\ud800"#, #"\u{}"#] {
            #expect(throws: DataError.self, "\(pattern)") { try TextPattern(pattern) }
        }
    }

    @Test("Patterns that take others exponential time take linear time")
    func hostileTexts() throws {
        let long = String(repeating: "a", count: 100_000)
        for (pattern, text, isFound) in [
            ("(a+)+$", long + "!", false), ("^(a|aa)+$", long + "!", false), ("(a*)*b", long, false),
            ("^(([a-z])+.)+[A-Z]([a-z])+$", long, false), ("(.*)(.*)(.*)(.*)(.*)(.*)x", long, false),
            ("(?:a?){1000}a{1000}$", long, true), (#"^(\w+\s?)*$"#, long + "!", false),
        ] {
            let clock = ContinuousClock()
            let start = clock.now
            let search = try Self.search(pattern)
            #expect(Self.matches(search, text) == isFound, "\(pattern)")
            #expect(clock.now - start < .seconds(60), "\(pattern)")
        }
        // 2^40 states would be needed, of which few are kept.
        let search = try Self.search("(?:a|b)*a(?:a|b){40}c")
        var random = SeededGenerator(seed: 1)
        let mixed = String((0..<20_000).map { _ in random.nextBool(probability: 0.5) ? "a" : "b" })
        #expect(!Self.matches(search, mixed))
        #expect(Self.matches(search, mixed + "c") == (Array(mixed.utf8)[mixed.utf8.count - 41] == UInt8(ascii: "a")))
    }

    @Test("Patterns that would need much memory or stack are refused")
    func hostilePatterns() {
        let deep = 200_000
        for pattern in [
            "a{1000000}", "a{99999999999999999999}", "(?:(?:a{1000}){1000}){1000}", "(?:(?:(){1000}){1000}){1000}",
            String(repeating: "(", count: deep) + String(repeating: ")", count: deep),
            String(repeating: "(?:", count: 150) + "a" + String(repeating: ")", count: 150),
            String(repeating: "a", count: 10_001), String(repeating: "[", count: 9000),
            String(repeating: "a|", count: 4000),
            String(repeating: "(?:a*)*", count: 1400) + "(?:a{1000}){5}",
        ] {
            let error = #expect(throws: DataError.self) { try TextPattern(pattern) }
            #expect(error?.code == .invalidConfiguration)
        }
        let suite = ExpectationSuite("x", [.matchesPattern("id", "a{1000000}"), .matchesPattern("id", "(?=a)")])
        let error = #expect(throws: DataError.self) { try suite.validated() }
        #expect(error?.description.contains("1000 times") == true && error?.description.contains("look-ahead") == true)
    }

    @Test("Many different scalars do not change what is found")
    func classes() throws {
        let letters = (0..<600).map { String(Unicode.Scalar(0x4E00 + $0 * 3) ?? "?") }
        let search = try Self.search("^(?:" + letters.joined(separator: "|") + ")+$")
        #expect(Self.matches(search, letters.joined()))
        #expect(!Self.matches(search, letters.joined() + "\u{4E01}"))
        for letter in letters { #expect(Self.matches(search, letter)) }
    }

    @Test("Bytes that are no UTF-8 are searched without harm")
    func invalidBytes() throws {
        let search = try Self.search("^.+a$")
        for bytes in [[0xFF, 0x61], [0xC3, 0x61], [0xE2, 0x82, 0x61], [0xF0, 0x9F, 0x98, 0x61]] as [[UInt8]] {
            #expect(bytes.withUnsafeBufferPointer { search.matches($0) })
        }
        #expect(![0xE2, 0x82].withUnsafeBufferPointer { search.matches($0) })
    }
}
