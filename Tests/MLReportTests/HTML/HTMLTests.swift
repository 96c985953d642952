import MLCore
import MLTestKit
import Testing

@testable import MLReport

@Suite("HTML")
struct HTMLTests {
    static let hostile = [
        "<script>alert(1)</script>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "</style></title><b>",
        "javascript:alert(1)", "&lt;b&gt;", "&#60;", "<!-- ", "]]>", "a\u{0}b\u{8}\u{1B}[31m", "\u{202E}gpj.exe",
        "<\u{301}b>", "\u{FEFF}<b>", "שלום <b>", "🏳️‍🌈", " ", "\r\n", String(repeating: "<", count: 5000),
        "\u{FFFF}\u{FFFE}", "a=\"b\"", "--><script>", "{{7*7}}", "${x}", "\u{2028}",
    ]

    @Test("No text becomes markup, in content, names, attributes, titles and drawings", arguments: hostile)
    func hostileText(text: String) {
        let page = Self.page(text)
        let report = PageChecks.run(page)
        #expect(report.passed, "\(report)")
        #expect(!page.contains("<script") && !page.contains("\u{202E}") && !page.contains("\u{0}"))
        #expect(Self.tags(page) == Self.tags(Self.page("plain")))
    }

    @Test("Nothing is left of texts that are empty")
    func emptyText() {
        #expect(PageChecks.run(Self.page("")).passed)
    }

    @Test("No random text becomes markup")
    func randomText() {
        var generator = SeededGenerator(seed: 5)
        let alphabet = Array("<>&\"'/= \n;#xascript-!–שע\u{202E}\u{0}\u{301}".unicodeScalars)
        let expected = Self.tags(Self.page("plain"))
        for _ in 0..<50 {
            var text = String.UnicodeScalarView()
            for _ in 0..<40 { text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]) }
            #expect(Self.tags(Self.page(String(text))) == expected)
        }
    }

    @Test("Texts that run from right to left are isolated")
    func direction() {
        #expect(HTML("שלום").markup == "<bdi>שלום</bdi>")
        #expect(HTML("é – ≥ 日本").markup == "é – ≥ 日本")
    }

    @Test("Pieces are put together as they are written")
    func building() {
        let names = ["a", "b"]
        let html = HTML(.ul, .class("list")) {
            for name in names { HTML(.li) { name } }
            if names.count > 2 { "many" }
            "1 < 2"
        }
        #expect(html.markup == "<ul class=\"list\"><li>a</li><li>b</li>1 &lt; 2</ul>")
    }

    @Test("Links to files stay in the directory and cannot name a scheme")
    func links() {
        #expect(
            HTML(.a, .link(toFile: "java script:a\"b.html")).markup == "<a href=\"./java%20script%3aa%22b.html\"></a>")
    }

    /// A page with the text everywhere.
    private static func page(_ text: String) -> String {
        var facts = FactList()
        facts.add(text, text, note: text)
        var bar = ShareBar(text)
        bar.add(text, 1, .first)
        var table = ReportTable(text, [.init(text), .init(text, .number, unit: text)])
        table.append([.name(text), .missing(text)])
        return Page(
            kind: text, title: text, subtitle: .code(text),
            summary: HTML {
                HTML.verdict(.bad, text) { text }
                facts.tiles
            },
            sections: [
                Page.Section("one", text) {
                    table.html
                    bar.html
                    Histogram(text, bins: [.init(from: 0, to: 1, count: 1)], unit: text, above: 1).html()
                    HTML.badge(.good, text)
                },
                Page.Section("two", text) { HTML(.p, .label(text), .hint(text)) { text } },
            ]
        ).html
    }

    /// The tags of a page, without those that isolate a direction or allow a line break.
    private static func tags(_ html: String) -> [String] {
        Array(html.utf8).split(separator: UInt8(ascii: "<")).dropFirst().map { tag in
            String(decoding: tag.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ">") }, as: UTF8.self)
        }.filter { $0 != "bdi" && $0 != "/bdi" && $0 != "wbr/" }
    }
}
