#if SQLiteStore
import MLCore
import MLData

/// Names of tables and columns, checked and quoted before they become part of a statement.
enum TableNames {
    /// The name of an existing table, quoted.
    static func existing(_ name: String) throws(DataError) -> String {
        guard !name.isEmpty, !name.utf8.contains(0), name.utf8.count <= 1000 else {
            throw DataError(.invalidArgument, "not the name of a table", at: "table \(quotedForPeople(name))")
        }
        return quoted(name)
    }

    /// The name of a table that may be written, quoted: a letter or `_`, and up to 127 more letters, digits and `_`.
    ///
    /// - Throws: `DataError` with code `invalidArgument`.
    static func writable(_ name: String) throws(DataError) -> String {
        let lowercased = name.lowercased()
        let isWord = name.utf8.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
        guard let first = name.utf8.first, isLetter(first), isWord, name.utf8.count <= 128 else {
            throw DataError(
                .invalidArgument, "not a name for a table", at: "table \(quotedForPeople(name))",
                remedy: "Use 1 to 128 of A-Z, a-z, 0-9 and '_', not starting with a digit.")
        }
        guard !lowercased.hasPrefix("sqlite_"), !lowercased.hasPrefix(StoreSchema.namePrefix) else {
            throw DataError(
                .invalidArgument, "the name is reserved", at: "table \(quotedForPeople(name))",
                remedy: "Use a name that does not begin with sqlite_ or \(StoreSchema.namePrefix).")
        }
        return quoted(name)
    }

    /// The names of columns, quoted.
    ///
    /// SQLite does not tell upper from lower case in ASCII.
    ///
    /// - Throws: `DataError` with code `invalidArgument`, or `duplicateColumn`.
    static func columns(_ names: [String]) throws(DataError) -> [String] {
        var seen: Set<String> = []
        for name in names {
            guard !name.isEmpty, name.utf8.count <= 256, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
                throw DataError(
                    .invalidArgument, "not a name for a column", at: "column \(quotedForPeople(name))",
                    remedy: "Use 1 to 256 bytes without control characters.")
            }
            let folded = name.unicodeScalars.map { ("A"..."Z").contains($0) ? $0.value | 0x20 : $0.value }
            guard seen.insert("\(folded)").inserted else {
                throw DataError(
                    .duplicateColumn, "two columns differ in nothing but upper and lower case",
                    at: "column \(quotedForPeople(name))", remedy: "Rename one of them.")
            }
        }
        return names.map(quoted)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80 || byte == UInt8(ascii: "_")
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// An untrusted name for an error message.
    static func quotedForPeople(_ name: String) -> String {
        "\"" + name.unicodeScalars.prefix(64).map { $0.escaped(asASCII: false) }.joined() + "\""
    }
}
#endif
