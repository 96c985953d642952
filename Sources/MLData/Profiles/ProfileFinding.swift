/// Something in a table that a person should look at before using it.
public struct ProfileFinding: Sendable, Hashable {
    /// What was found.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The table has no rows.
        case noRows
        /// Rows occur more than once.
        case duplicateRows
        /// A column has no value.
        case noValues
        /// Values are missing.
        case missingValues
        /// Texts that usually stand for a missing value are not marked as missing.
        case placeholders
        /// Texts are numbers, but for some that are not, such as a mark for missing values.
        case numbersAsText
        /// Some texts are numbers, times or truth values, and others are not.
        case mixedContents
        /// The column tells the target nearly alone: it may be made from it, or after it.
        case leaksTarget
        /// Numbers are NaN.
        case notANumber
        /// Numbers are infinite.
        case infinite
        /// All values are the same.
        case constant
        /// Nearly all values are the same.
        case nearlyConstant
        /// Every value occurs once, as in a column of identifiers.
        case allDistinct
        /// Texts have very many different values, which as categories are mostly rare.
        case manyValues
        /// Numbers are far from symmetric.
        case skewed
        /// Two columns of numbers say nearly the same.
        case correlated
        /// Texts differ only in letter case or in white space.
        case similarTexts
        /// Texts or lists are empty, which is not missing.
        case empty
    }

    /// What was found.
    public let kind: Kind
    /// The column, or `nil` for the whole table.
    public let column: String?
    /// Whether models or statistics are likely to go wrong; otherwise it is good to know.
    public let isProblem: Bool
    /// What was found in words, with numbers.
    public let text: String
}
