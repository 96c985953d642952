import MLReport
import Testing

@Suite("TextTable")
struct TextTableTests {
    private var table: TextTable {
        var table = TextTable([("name", .leading), ("rows", .trailing)])
        table.append(["a|b", "7"])
        table.append(["long name", "1234"])
        return table
    }

    @Test("Columns are padded by their alignment")
    func aligned() {
        #expect(table.aligned == "name       rows\n---------  ----\na|b           7\nlong name  1234")
    }

    @Test(
        "No text begins a heading, list, rule or code block, ends a cell or turns the text around it",
        arguments: [
            ("# fake", "\\# fake"), ("- [x] fake", "\\- \\[x\\] fake"), ("---", "\\---"), ("===", "\\==="),
            ("1. fake", "1\\. fake"), ("2)", "2\\)"), ("    code", "code"), ("\n\n# fake", "\\# fake"),
            ("a|\u{301}b", "a\\|\u{301}b"), ("<\u{200D}b>", "&lt;\u{200D}b&gt;"),
            ("~~a~~ $b$", "\\~\\~a\\~\\~ \\$b\\$"),
            ("a\u{0}\r\n\u{2028}b", "a b"), ("a\u{202E}b\u{2066}", "ab"), ("", ""), (" ", ""),
        ])
    func injection(text: String, expected: String) {
        #expect(Markdown.escaped(text) == expected)
    }

    @Test("Numbers, plain sentences and other scripts stay as they are")
    func plain() {
        for text in ["-0.5", "+3", "-.5", "1.5 (1 to 2)", "Drama, comedy; 100 %", "2004", "日本語 e\u{301}", "x # y"] {
            #expect(Markdown.escaped(text).unicodeScalars.elementsEqual(text.unicodeScalars))
        }
    }

    @Test("Markdown cells are escaped")
    func markdown() {
        #expect(table.markdown.contains("| a\\|b | 7 |"))
        #expect(Markdown.escaped("<b>\n&") == "&lt;b&gt; &amp;")
    }
}
