#if CommandLine
/// The help of the parser in the look of the program.
enum HelpText {
    /// What a command is about comes before what all commands have, headings stand out on a terminal, and groups of
    /// commands are called so.
    static func styled(_ text: String, in style: TextStyle) -> String {
        let sections = sections(of: text)
        let options = sections.filter { $0.first == "OPTIONS:" }
        var ordered = sections.filter { $0.first != "OPTIONS:" }
        let own = ordered.lastIndex { section in
            ["USAGE:", "ARGUMENTS:"].contains { section.first?.hasPrefix($0) == true }
        }
        ordered.insert(contentsOf: options, at: own.map { $0 + 1 } ?? ordered.endIndex)
        return ordered.map { section in
            section.map { heading(in: $0, style) ?? String($0) }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// The lines of each section; a section begins with a heading, or with text that is not indented.
    private static func sections(of text: String) -> [[Substring]] {
        var sections: [[Substring]] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if sections.isEmpty || (title(of: line) != nil && sections.last?.last?.isEmpty == true) {
                sections.append([line])
            } else {
                sections[sections.count - 1].append(line)
            }
        }
        return sections.map { section in Array(section.reversed().drop { $0.isEmpty }.reversed()) }
    }

    private static func heading(in line: Substring, _ style: TextStyle) -> String? {
        guard let title = title(of: line) else { return nil }
        let name = title.hasSuffix(" SUBCOMMANDS") ? "\(title.dropLast(11))COMMANDS" : String(title)
        return style.applied(.strong, to: name + ":") + line.dropFirst(title.count + 1)
    }

    /// The capitals before the colon of a heading.
    private static func title(of line: Substring) -> Substring? {
        guard let colon = line.firstIndex(of: ":"), line.first?.isUppercase == true else { return nil }
        let title = line[..<colon]
        return title.allSatisfy { $0.isUppercase || $0 == " " } ? title : nil
    }
}
#endif
