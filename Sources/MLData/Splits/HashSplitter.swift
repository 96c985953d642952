import MLCore
import MLLedger

/// Divides rows by a hash of a key, so that a key keeps its part for ever, also when rows are added.
///
/// The key is written as text, SHA-256 of the salt, a zero byte and the text is taken, and its first 53 bits are a number
/// from 0 to 1 that falls into one of the shares. Rows with the same key are always in the same part. The shares are met as
/// the law of large numbers has it.
///
/// Keys that are equal as strings are one key, however they are spelled: the text is hashed in Normalization Form C of
/// Unicode (Unicode Standard Annex 15), so that `é` as one scalar and as a letter with a mark have one part. The two zeros
/// of floating-point numbers are one key too. The part of a key therefore does not depend on other rows or on their order.
public struct HashSplitter: Splitter, Hashable, Codable {
    /// The column of keys.
    public var column: String
    /// The parts; changing the shares moves as few keys as the order of the parts allows.
    public var shares: PartShares
    /// Makes splits of the same keys independent of each other.
    public var salt: String

    /// Creates a splitter.
    ///
    /// - Parameters:
    ///   - column: The column of keys.
    ///   - shares: The parts.
    ///   - salt: Makes splits of the same keys independent of each other.
    public init(column: String, shares: PartShares, salt: String = "") {
        self.column = column
        self.shares = shares
        self.salt = salt
    }

    /// Divides the rows.
    ///
    /// - Parameter frame: The table.
    /// - Returns: Parts that hold every row exactly once.
    /// - Throws: ``DataError`` with code `unknownColumn`, `missingValue`, or `invalidSplit` when a part gets no rows.
    /// - Complexity: O(bytes of the distinct keys + rows).
    public func split(_ frame: DataFrame) throws(DataError) -> Split {
        let keys = try frame.column(column)
        let codes = keys.codes()
        if let row = codes.codes.firstIndex(of: -1) {
            throw DataError(
                .missingValue, "the key is missing", at: "column \"\(column)\", row \(row)",
                remedy: "Fill the column or quarantine such rows first.")
        }
        let parts = codes.firstRows.map { part(of: Self.text(of: keys.uncheckedValue(at: $0))) }
        let assignment = codes.codes.map { parts[$0] }
        return try Split(
            assignment: assignment, shares: shares, method: "hash of \(column)", seed: nil,
            checks: [GroupSplitter.audit(codes, assignment)])
    }

    /// The text of a key, with one sign for zero.
    private static func text(of value: Value) -> String {
        switch value {
        case .double(let number): Value.double(number + 0).description
        case .float(let number): Value.float(number + 0).description
        default: value.description
        }
    }

    /// The part of a key.
    ///
    /// - Parameter key: The key as text, in any normalization form.
    /// - Returns: The position of the part in the shares.
    public func part(of key: String) -> Int {
        var bytes = Array(salt.utf8)
        bytes.append(0)
        bytes.append(contentsOf: ComposedText.composed(key).utf8)
        let head = SHA256.digest(of: bytes).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let point = Double(head >> 11) * 0x1p-53
        var end = 0.0
        for (position, part) in shares.parts.enumerated() {
            end += part.share
            if point < end { return position }
        }
        return shares.parts.count - 1
    }
}
