/// A set of Unicode scalars, as a place of a pattern accepts them.
struct ScalarSet: Sendable, Hashable {
    /// Scalars that are told by a property.
    enum Property: Sendable, Hashable {
        /// Decimal digits, as `\d`.
        case digit
        /// Letters, numbers and the low line, as `\w`.
        case word
        /// White space, as `\s`.
        case space
        /// A general category, such as `Lu`, or all that begin with a letter, such as `L`.
        case category(String)
    }

    /// A property, or its absence.
    struct Part: Sendable, Hashable {
        var property: Property
        var isWanted: Bool
        /// Whether the property is of ASCII only.
        var isASCII: Bool
    }

    var ranges: [ClosedRange<UInt32>] = []
    var parts: [Part] = []
    var isNegated = false
    var ignoresCase = false

    /// Adds a scalar, and its other cases where they do not matter.
    mutating func insert(_ scalar: Unicode.Scalar) {
        ranges.append(scalar.value...scalar.value)
        if ignoresCase { for other in Self.cases(of: scalar) { ranges.append(other.value...other.value) } }
    }

    /// Whether the set has a scalar.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        let isIn = holds(scalar) || (ignoresCase && Self.cases(of: scalar).contains(where: holds))
        return isIn != isNegated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) }
            || parts.contains { $0.property.holds(scalar, isASCII: $0.isASCII) == $0.isWanted }
    }

    /// The scalar in lower and upper case, where that is one scalar.
    private static func cases(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        if scalar.isASCII {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A: return Unicode.Scalar(scalar.value ^ 0x20).map { [$0] } ?? []
            default: return []
            }
        }
        func mapped(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
            [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping].compactMap { text in
                text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
            }
        }
        // The long s is an s in upper case only.
        let near = mapped(scalar)
        return near + near.flatMap(mapped)
    }
}

extension ScalarSet.Property {
    /// Whether a scalar has the property, as Python's `re` has it.
    func holds(_ scalar: Unicode.Scalar, isASCII: Bool) -> Bool {
        let value = scalar.value
        if scalar.isASCII || isASCII {
            switch self {
            case .digit: return (0x30...0x39).contains(value)
            case .word: return (0x30...0x39).contains(value) || (0x61...0x7A).contains(value | 0x20) || value == 0x5F
            case .space: return (0x09...0x0D).contains(value) || value == 0x20 || (!isASCII && (0x1C...0x1F) ~= value)
            case .category: break
            }
        }
        switch self {
        case .digit: return scalar.properties.numericType == .decimal
        case .word:
            return scalar.properties.numericType != nil || scalar.properties.generalCategory.code.hasPrefix("L")
        case .space:
            return [0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000].contains(value)
                || (0x2000...0x200A).contains(value)
        case .category(let name): return scalar.properties.generalCategory.code.hasPrefix(name)
        }
    }
}

extension Unicode.GeneralCategory {
    /// The name of the category in the Unicode Character Database, such as `Lu`.
    var code: String {
        switch self {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }

    /// The names of all categories, and their first letters.
    static let codes: Set<String> = [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe",
        "Pi", "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn",
    ]
}
