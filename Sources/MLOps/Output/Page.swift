#if CommandLine
import MLReport

/// What a command shows to people: headings, facts, tables and sentences, one look for all commands.
///
/// Everything may hold untrusted text: it is made harmless for a terminal when the page is rendered.
struct Page: Sendable {
    /// One part of a page.
    enum Block: Sendable {
        case heading(String)
        case facts([Fact])
        case table(Table)
        case text(String, Tone)
    }

    /// A name and what it stands for.
    struct Fact: Sendable {
        let name: String
        let value: Cell
    }

    private(set) var blocks: [Block] = []

    /// Adds a heading.
    mutating func heading(_ text: String) { blocks.append(.heading(text)) }

    /// Adds names and values, aligned.
    mutating func facts(_ facts: KeyValuePairs<String, Cell>) {
        blocks.append(.facts(facts.map { Fact(name: $0.key, value: $0.value) }))
    }

    /// Adds names and values, aligned.
    mutating func facts(_ facts: [Fact]) { blocks.append(.facts(facts)) }

    /// Adds a table; one without rows is left out.
    mutating func table(_ table: Table) { if !table.isEmpty { blocks.append(.table(table)) } }

    /// Adds a sentence, or several lines.
    mutating func text(_ text: String, _ tone: Tone = .plain) { blocks.append(.text(text, tone)) }

    /// The page as text that ends with a line break; empty when nothing was added.
    func rendered(in style: TextStyle) -> String {
        var text = ""
        for (index, block) in blocks.enumerated() {
            if index > 0, !isHeading(blocks[index - 1]) { text += "\n" }
            text += rendered(block, in: style) + "\n"
        }
        return text
    }

    private func isHeading(_ block: Block) -> Bool { if case .heading = block { true } else { false } }

    private func rendered(_ block: Block, in style: TextStyle) -> String {
        switch block {
        case .heading(let text): return style.applied(.strong, to: PlainText.joined(text))
        case .facts(let facts):
            let width = facts.map { DisplayWidth.of(PlainText.joined($0.name)) }.max() ?? 0
            return facts.map { fact in
                let name = PlainText.joined(fact.name)
                let space = String(repeating: " ", count: width - DisplayWidth.of(name) + 2)
                return style.applied(.faint, to: name) + space + fact.value.rendered(in: style)
            }.joined(separator: "\n")
        case .table(let table): return table.rendered(in: style)
        case .text(let text, let tone):
            return text.split(omittingEmptySubsequences: false) { $0.isNewline }
                .map { style.applied(tone, to: PlainText.line($0)) }.joined(separator: "\n")
        }
    }
}
#endif
