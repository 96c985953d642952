import MLCore

extension PatternParser {
    /// Reads an escape outside of a class.
    mutating func escape() throws(DataError) -> PatternNode {
        let start = position
        position += 1
        guard let scalar = next else { throw fault("the pattern ends with a backslash") }
        let assertion: PatternNode.Assertion? =
            switch scalar {
            case "A": .textStart
            case "Z", "z": .textEnd
            case "b": .wordBoundary
            case "B": .noWordBoundary
            default: nil
            }
        if let assertion {
            position += 1
            return .assertion(assertion)
        }
        if (0x31...0x39).contains(scalar.value), !isOctal(at: position) {
            throw fault("back-references are not known")
        }
        position = start
        var set = ScalarSet(ignoresCase: flags.ignoresCase)
        if let part = try classEscape() {
            set.parts.append(part)
        } else {
            set.insert(try literalEscape())
        }
        return .set(set)
    }

    /// Reads a class in brackets.
    mutating func characterClass() throws(DataError) -> ScalarSet {
        let opening = position
        position += 1
        var set = ScalarSet(ignoresCase: flags.ignoresCase)
        set.isNegated = take("^")
        var isFirst = true
        while let scalar = next, isFirst || scalar != "]" {
            isFirst = false
            if follows("[:") { throw fault("classes in [: and :] are not known", remedy: #"Use \d, \w or \s."#) }
            if let part = try classEscape() {
                set.parts.append(part)
                guard next != "-" || position + 1 >= scalars.count || scalars[position + 1] == "]" else {
                    throw fault("a range begins with a class")
                }
                continue
            }
            let first = try classLiteral()
            guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
                set.insert(first)
                continue
            }
            position += 1
            guard try classEscape() == nil else { throw fault("a range ends with a class") }
            let last = try classLiteral()
            guard first <= last else { throw fault("the range \(first)-\(last) is empty") }
            set.ranges.append(first.value...last.value)
        }
        guard take("]") else {
            position = opening
            throw fault("the bracket is not closed")
        }
        return set
    }

    private mutating func classLiteral() throws(DataError) -> Unicode.Scalar {
        guard let scalar = next else { throw fault("the bracket is not closed") }
        if scalar == "\\" { return try literalEscape(inClass: true) }
        position += 1
        return scalar
    }

    /// Reads `\d`, `\w`, `\s`, `\p{…}` or their opposites; `nil` and unread when something else follows.
    private mutating func classEscape() throws(DataError) -> ScalarSet.Part? {
        guard next == "\\", position + 1 < scalars.count else { return nil }
        let scalar = scalars[position + 1]
        let property: ScalarSet.Property
        switch scalar {
        case "d", "D": property = .digit
        case "w", "W": property = .word
        case "s", "S": property = .space
        case "p", "P": return try categoryEscape(isWanted: scalar == "p")
        default: return nil
        }
        position += 2
        return ScalarSet.Part(property: property, isWanted: scalar.value & 0x20 != 0, isASCII: flags.isASCII)
    }

    private mutating func categoryEscape(isWanted: Bool) throws(DataError) -> ScalarSet.Part {
        position += 2
        guard take("{"), let end = scalars[position...].prefix(4).firstIndex(of: "}") else {
            throw fault(#"\p needs a general category in braces, such as \p{Lu}"#)
        }
        var name = ""
        name.unicodeScalars.append(contentsOf: scalars[position..<end])
        guard Unicode.GeneralCategory.codes.contains(name) else {
            throw fault("there is no general category \(name)")
        }
        position = end + 1
        return ScalarSet.Part(property: .category(name), isWanted: isWanted, isASCII: false)
    }

    private func isOctal(at start: Int) -> Bool {
        let digits = scalars[start...].prefix(3)
        return digits.count == 3 && digits.allSatisfy { (0x30...0x37).contains($0.value) } && digits[start] <= "3"
    }

    /// Reads an escape that stands for one scalar.
    private mutating func literalEscape(inClass: Bool = false) throws(DataError) -> Unicode.Scalar {
        position += 1
        guard let scalar = next else { throw fault("the pattern ends with a backslash") }
        if (0x30...0x37).contains(scalar.value), scalar == "0" || isOctal(at: position) { return try octal() }
        position += 1
        switch scalar {
        case "n": return "\n"
        case "t": return "\t"
        case "r": return "\r"
        case "f": return "\u{0C}"
        case "v": return "\u{0B}"
        case "a": return "\u{07}"
        case "b" where inClass: return "\u{08}"
        case "x": return try hexadecimal(2)
        case "u" where next == "{":
            position += 1
            guard let end = scalars[position...].prefix(9).firstIndex(of: "}"), end > position else {
                throw fault("the code of the scalar is not closed")
            }
            let value = try hexadecimal(end - position)
            position += 1
            return value
        case "u": return try hexadecimal(4)
        case "U": return try hexadecimal(8)
        default:
            guard !scalar.isASCII || !ScalarSet.Property.word.holds(scalar, isASCII: true) || scalar == "_" else {
                position -= 1
                throw fault("\\\(scalar) is not known")
            }
            return scalar
        }
    }

    private mutating func octal() throws(DataError) -> Unicode.Scalar {
        var value: UInt32 = 0
        var count = 0
        while count < 3, let scalar = next, (0x30...0x37).contains(scalar.value) {
            value = value * 8 + (scalar.value - 0x30)
            position += 1
            count += 1
        }
        guard let scalar = Unicode.Scalar(value), value <= 0xFF else { throw fault("the octal code is above 377") }
        return scalar
    }

    private mutating func hexadecimal(_ count: Int) throws(DataError) -> Unicode.Scalar {
        let digits = scalars[position...].prefix(count)
        var value: UInt32 = 0
        for digit in digits {
            guard digit.isASCII, let part = Character(digit).hexDigitValue, value < 0x1000_0000 else {
                throw fault("\(digit) is no hexadecimal digit")
            }
            value = value * 16 + UInt32(part)
        }
        guard digits.count == count, let scalar = Unicode.Scalar(value) else {
            throw fault("the hexadecimal code is no scalar of Unicode")
        }
        position += count
        return scalar
    }
}
