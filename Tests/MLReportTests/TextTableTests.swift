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

    @Test("Markdown cells are escaped")
    func markdown() {
        #expect(table.markdown.contains("| a\\|b | 7 |"))
        #expect(Markdown.escaped("<b>\n&") == "&lt;b&gt; &amp;")
    }
}
