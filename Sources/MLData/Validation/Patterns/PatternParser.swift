import MLCore

/// Reads the regular expressions that expectations may have.
struct PatternParser {
    /// How scalars are compared.
    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotIsAnything = false
        var isASCII = false
    }

    /// How many scalars a pattern may have.
    static let maximumLength = 10_000
    /// How deep groups may be nested.
    static let maximumDepth = 100
    /// How often a part may be repeated by a number.
    static let maximumCount = 1000

    let scalars: [Unicode.Scalar]
    var position = 0
    var flags = Flags()

    init(_ pattern: String) throws(DataError) {
        scalars = Array(pattern.unicodeScalars.prefix(Self.maximumLength + 1))
        if scalars.count > Self.maximumLength {
            throw fault("the pattern has more than \(Self.maximumLength) characters")
        }
    }

    /// The whole pattern.
    mutating func parsed() throws(DataError) -> PatternNode {
        try parseFlagsAtStart()
        let node = try alternatives(depth: 0)
        if position < scalars.count { throw fault("a parenthesis is closed that was not opened") }
        return node
    }

    /// What is wrong, at this place of the pattern.
    func fault(_ text: String, remedy: String? = nil) -> DataError {
        DataError(.invalidConfiguration, text, at: "pattern, character \(position + 1)", remedy: remedy)
    }

    var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        position += 1
        return true
    }

    func follows(_ text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }

    private mutating func alternatives(depth: Int) throws(DataError) -> PatternNode {
        guard depth <= Self.maximumDepth else { throw fault("groups are nested more than \(Self.maximumDepth) deep") }
        var branches = [try sequence(depth: depth)]
        while take("|") { branches.append(try sequence(depth: depth)) }
        return branches.count == 1 ? branches[0] : .alternatives(branches)
    }

    private mutating func sequence(depth: Int) throws(DataError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            guard let part = try atom(depth: depth) else { continue }
            parts.append(try repeated(part, isGroup: scalar == "("))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// One part without its quantifier; `nil` for a comment.
    private mutating func atom(depth: Int) throws(DataError) -> PatternNode? {
        guard let scalar = next else { return nil }
        switch scalar {
        case "(": return try group(depth: depth)
        case "[": return .set(try characterClass())
        case "\\": return try escape()
        case "*", "+", "?": throw fault("there is nothing to repeat")
        default: position += 1
        }
        switch scalar {
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEndOrFinalNewline)
        case ".":
            return .set(ScalarSet(ranges: flags.dotIsAnything ? [] : [0x0A...0x0A], isNegated: true))
        default: return .set(set(of: scalar))
        }
    }

    func set(of scalar: Unicode.Scalar) -> ScalarSet {
        var set = ScalarSet(ignoresCase: flags.ignoresCase)
        set.insert(scalar)
        return set
    }

    // MARK: Repetition

    private mutating func repeated(_ part: PatternNode, isGroup: Bool) throws(DataError) -> PatternNode {
        guard let (minimum, maximum) = try quantifier() else { return part }
        if case .assertion = part, !isGroup { throw fault("there is nothing to repeat before the quantifier") }
        // Whether as few or as many as possible are taken does not change whether there is a match.
        if !take("?"), next == "+" { throw fault("possessive quantifiers are not known") }
        let end = position
        if try quantifier() != nil {
            position = end
            throw fault("a quantifier follows a quantifier")
        }
        return .repetition(part, minimum: minimum, maximum: maximum)
    }

    private mutating func quantifier() throws(DataError) -> (Int, Int?)? {
        switch next {
        case "*":
            position += 1
            return (0, nil)
        case "+":
            position += 1
            return (1, nil)
        case "?":
            position += 1
            return (0, 1)
        case "{": return try counted()
        default: return nil
        }
    }

    /// A quantifier in braces; `nil` and unread when the brace stands for itself.
    private mutating func counted() throws(DataError) -> (Int, Int?)? {
        let start = position
        position += 1
        if next == "}" {
            position = start
            return nil
        }
        let least = digits()
        let hasComma = take(",")
        let most = hasComma ? digits() : least
        guard take("}") else {
            position = start
            return nil
        }
        func count(_ digits: ArraySlice<Unicode.Scalar>) throws(DataError) -> Int? {
            if digits.isEmpty { return nil }
            let value = digits.prefix(6).reduce(0) { $0 * 10 + Int($1.value - 0x30) }
            guard digits.count <= 6, value <= Self.maximumCount else {
                throw fault(
                    "a part is repeated more than \(Self.maximumCount) times",
                    remedy: "Expect the length by lengthBetween.")
            }
            return value
        }
        let (minimum, maximum) = (try count(least) ?? 0, try count(most))
        if let maximum, maximum < minimum { throw fault("the quantifier has a maximum below its minimum") }
        return (minimum, maximum)
    }

    private mutating func digits() -> ArraySlice<Unicode.Scalar> {
        let start = position
        while let scalar = next, (0x30...0x39).contains(scalar.value) { position += 1 }
        return scalars[start..<position]
    }

    // MARK: Groups

    private mutating func group(depth: Int) throws(DataError) -> PatternNode? {
        let outer = flags
        let opening = position
        position += 1
        if take("?"), try !parseGroupKind() {
            flags = outer
            return nil
        }
        let node = try alternatives(depth: depth + 1)
        flags = outer
        guard take(")") else {
            position = opening
            throw fault("the parenthesis is not closed")
        }
        return node
    }

    /// Reads what follows `(?`; false when the group is a comment, which is read whole.
    private mutating func parseGroupKind() throws(DataError) -> Bool {
        for (text, name) in [("=", "look-ahead"), ("!", "look-ahead"), ("<=", "look-behind"), ("<!", "look-behind")]
        where follows(text) {
            throw fault("\(name) is not known", remedy: "Use a second expectation for the other condition.")
        }
        if take(":") { return true }
        if take("#") {
            while let scalar = next {
                position += 1
                if scalar == ")" { return false }
            }
            throw fault("the comment is not closed")
        }
        if follows("P=") { throw fault("back-references are not known") }
        if follows(">") { throw fault("atomic groups are not known") }
        if follows("(") { throw fault("conditions on groups are not known") }
        if follows("P<") { position += 1 }
        if take("<") { return try parseName() }
        try parseFlags(closing: ":")
        return true
    }

    private mutating func parseName() throws(DataError) -> Bool {
        let start = position
        while let scalar = next, ScalarSet.Property.word.holds(scalar, isASCII: false) { position += 1 }
        guard position > start, !(0x30...0x39).contains(scalars[start].value), take(">") else {
            throw fault("the name of the group is no name")
        }
        return true
    }

    private mutating func parseFlagsAtStart() throws(DataError) {
        guard follows("(?") else { return }
        let end = scalars[2...].firstIndex { !"imsxauL".unicodeScalars.contains($0) }
        guard let end, end > 2, scalars[end] == ")" else { return }
        position = 2
        try parseFlags(closing: ")")
    }

    private mutating func parseFlags(closing: Unicode.Scalar) throws(DataError) {
        var isOn = true
        var count = 0
        while let scalar = next, scalar != closing {
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotIsAnything = isOn
            case "a" where closing == ")": flags.isASCII = true
            case "u" where closing == ")": flags.isASCII = false
            case "-" where closing == ":" && isOn: isOn = false
            default:
                throw fault(
                    "(?\(scalar) is not known",
                    remedy: closing == ")" ? nil : "Flags are i, m and s; those of the whole pattern are at its start.")
            }
            position += 1
            count += 1
        }
        guard count > 0, take(closing) else { throw fault("the group is not closed") }
    }
}
