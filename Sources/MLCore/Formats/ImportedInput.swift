/// One input of an imported model: the name of its column, and how a cell of it becomes a feature.
public struct ImportedInput: Sendable, Hashable {
    /// How cells become features.
    public enum Encoding: Sendable, Hashable {
        /// Numbers as they are; the words `inf` and `-inf` are numbers.
        case number
        /// Each category is the code of its position in the table; a cell that is not in the table is missing.
        case categories([String: UInt32])
        /// Each category is a number with a code; a cell that is no number of the table is missing.
        case numberCategories([Double: UInt32])
        /// Each text has a hash, the low 32 bits of CityHash64 1.0 as CatBoost makes them, and the table has the codes of
        /// some hashes; a cell whose hash is not in the table is missing. The empty text has a hash too.
        case hashedCategories([UInt32: UInt32])
    }

    /// The name of the column.
    public let name: String
    /// How cells become features.
    public let encoding: Encoding

    /// Creates an input.
    ///
    /// - Parameters:
    ///   - name: The name of the column.
    ///   - encoding: How cells become features.
    public init(name: String, encoding: Encoding) {
        self.name = name
        self.encoding = encoding
    }

    /// The feature of a cell.
    ///
    /// - Parameter text: The text of a cell; empty is missing, except for hashed categories.
    /// - Returns: The number, the code of the category, or NaN for a missing cell or an unknown category.
    /// - Throws: ``CoreError`` with code `malformedInput` when a cell of a numeric column is not a number.
    public func feature(ofCell text: String) throws(CoreError) -> Double {
        switch encoding {
        case .hashedCategories(let codes):
            return codes[UInt32(truncatingIfNeeded: CityHash64.hash(text))].map { Double($0) } ?? .nan
        case _ where text.isEmpty: return .nan
        case .categories(let codes): return codes[text].map { Double($0) } ?? .nan
        case .numberCategories(let codes):
            return NumberParser.double(text).flatMap { codes[$0] }.map { Double($0) } ?? .nan
        case .number where text == "inf": return .infinity
        case .number where text == "-inf": return -.infinity
        case .number:
            guard let value = NumberParser.double(text) else {
                throw CoreError(.malformedInput, "\"\(text.prefix(40))\" is not a number", at: "column \"\(name)\"")
            }
            return value
        }
    }
}
