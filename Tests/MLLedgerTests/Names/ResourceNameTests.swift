import Foundation
import MLCore
import MLLedger
import Testing

@Suite("Names")
struct ResourceNameTests {
    @Test(
        "Names of the grammar are kept as they are",
        arguments: ["a", "7", "genre-classifier", "era_1990.plots", "v1.2.3", String(repeating: "x", count: 128)])
    func accepted(text: String) throws {
        let name = try ResourceName(text)
        #expect(name.text == text)
        #expect(try JSONDecoder().decode([ResourceName].self, from: JSONEncoder().encode([name])) == [name])
    }

    static let hostile = [
        "../x", "..\\x", "%2e%2e%2f", "%252e", "a/../../b", "#/../", ";x", "C:\\", "/abs", "~", "", ".", "..", "a..b",
        String(repeating: "x", count: 300), String(repeating: "x", count: 129), "a\0", "a\n", "\n", "CON", "a\u{202E}b",
        "\u{200F}", "e\u{301}", "é", "Model", "mOdel", " a", "a ", "a b", "-a", "_a", ".a", "a.", "a-", "a_", "ａ", "١",
        "a'b", "a\"b", "$a", "a*", "a:b", "a|b", "a?b", "a@b", "a,b", "\u{FEFF}a",
    ]

    @Test("Hostile names are refused with a message that shows them escaped", arguments: hostile)
    func refused(text: String) throws {
        let error = try #require(throws: LedgerError.self) { try ResourceName(text) }
        #expect(error.code == .invalidName)
        #expect(error.description.unicodeScalars.allSatisfy { (" "..."~").contains($0) || $0 == "…" })
        #expect(throws: LedgerError.self) {
            try JSONDecoder().decode([ResourceName].self, from: JSONEncoder().encode([text]))
        }
    }

    @Test("Kinds have two to eight dotted parts", arguments: ["model.registered", "a.b.c.d.e.f.g.h", "run.step-2"])
    func kind(text: String) throws {
        #expect(try EntryKind(rawValue: text).validated().rawValue == text)
    }

    @Test(
        "Other kinds are refused",
        arguments: [
            "", "model", "model.", ".model", "model..x", "Model.x", "model.x y", "model.1", "a.b.c.d.e.f.g.h.i",
            "a." + String(repeating: "b", count: 63), "a_b.c", "a.b\n",
        ])
    func refusedKind(text: String) {
        #expect(throws: LedgerError.self) { try EntryKind(rawValue: text).validated() }
    }
}
