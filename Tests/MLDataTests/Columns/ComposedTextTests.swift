import MLCore
import Testing

@testable import MLData

@Suite("Composed texts")
struct ComposedTextTests {
    private struct Fixture: Decodable {
        struct Case: Decodable {
            let text: String
            let composed: String
        }

        let cases: [Case]
    }

    private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

    @Test("Random texts are composed as Python's unicodedata does it, and every scalar of its tables")
    func parity() throws {
        let fixture = try Reference.decode("composed-texts.json", as: Fixture.self)
        #expect(fixture.cases.count > 2000)
        for example in fixture.cases {
            let composed = ComposedText.composed(example.text)
            #expect(Self.scalars(composed) == Self.scalars(example.composed), "\(Self.scalars(example.text))")
            #expect(composed == example.text)
            #expect(Self.scalars(ComposedText.composed(composed)) == Self.scalars(composed))
        }
    }

    @Test("Long runs of marks are sorted in time")
    func marks() {
        let text = "a" + String(repeating: "\u{301}\u{323}", count: 20_000)
        #expect(ComposedText.composed(text).unicodeScalars.count == 40_000)
        #expect(ComposedText.composed("") == "" && ComposedText.composed("plain") == "plain")
    }
}
