#if CommandLine
/// The help of the parser in the look of the program.
enum HelpText {
    /// Headings stand out on a terminal, and groups of commands are called so.
    static func styled(_ text: String, in style: TextStyle) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard let colon = line.firstIndex(of: ":"), line.first?.isUppercase == true else { return String(line) }
            let heading = line[..<colon]
            guard heading.allSatisfy({ $0.isUppercase || $0 == " " }) else { return String(line) }
            let name = heading.hasSuffix(" SUBCOMMANDS") ? "\(heading.dropLast(11))COMMANDS" : String(heading)
            return style.applied(.strong, to: name + ":") + line[line.index(after: colon)...]
        }.joined(separator: "\n")
    }
}
#endif
