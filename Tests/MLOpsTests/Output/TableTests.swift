#if CommandLine
import MLReport
import Testing

@testable import MLOps

@Suite("Tables and pages")
struct TableTests {
    @Test("columns are aligned by what a terminal shows: wide, combining and invisible characters too")
    func widths() {
        var table = Table(.text("name"), .number("n"), .text("note"))
        table.append("七人の侍", "1", "a")
        table.append("Ame\u{301}lie", "12", "b")
        table.append("👩‍👧‍👦 up", "3", "c")
        table.append("x", "4000", "")
        let lines = table.rendered(in: TextStyle(isColoured: false)).split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "name         n  note", "--------  ----  ----", "七人の侍     1  a", "Ame\u{301}lie      12  b",
                "👩‍👧‍👦 up        3  c", "x         4000",
            ])
        #expect(lines.dropFirst(2).dropLast().map { DisplayWidth.of($0) } == [17, 17, 17])
    }

    @Test("colours take no room and appear only when asked for")
    func colours() {
        var table = Table(.text("verdict"), .number("n"))
        table.append(Cell("FAIL", .bad), "1")
        let plain = table.rendered(in: TextStyle(isColoured: false))
        let coloured = table.rendered(in: TextStyle(isColoured: true))
        #expect(!plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[31mFAIL\u{1B}[0m"))
        #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
    }

    @Test("a page keeps what a terminal would obey away from it, and long cells short")
    func untrusted() {
        var page = Page()
        page.heading("a\u{1B}[2Jb")
        page.facts(["k\u{202E}": "v\r\n2"])
        var table = Table(.text("value"))
        table.append(Cell(String(repeating: "é", count: 5000)))
        table.append("one\ttwo\nthree")
        page.table(table)
        page.text("x\u{7}\ny")
        let text = page.rendered(in: TextStyle(isColoured: false))
        #expect(
            text == """
                a\u{FFFD}[2Jb
                k  v 2

                value
                \(String(repeating: "-", count: 60))
                \(String(repeating: "é", count: 59))…
                one two three

                x\u{FFFD}
                y

                """)
    }

    @Test("text is shortened to columns, not to characters")
    func shortening() {
        #expect(DisplayWidth.shortened("七人の侍", to: 8) == "七人の侍")
        #expect(DisplayWidth.shortened("七人の侍", to: 7) == "七人の…")
        #expect(DisplayWidth.shortened("七人の侍", to: 6) == "七人…")
        #expect(DisplayWidth.shortened("abc", to: 0).isEmpty && DisplayWidth.shortened("abc", to: 1) == "…")
    }
}
#endif
