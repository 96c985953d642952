#if CommandLine
import MLCore
import MLData

/// How rows are kept for validation.
struct SplitConfiguration: Sendable, Hashable, Codable {
    /// The ways to split.
    enum Kind: String, Sendable, Hashable, Codable {
        /// Rows are drawn.
        case random
        /// Rows are drawn so that labels keep their shares.
        case stratified
        /// Rows of one group stay together.
        case group
        /// A hash of a key decides, for ever.
        case hash
        /// Rows from a time on.
        case time
        /// Nothing is kept: the model is not evaluated.
        case nothing = "none"
    }

    /// How.
    var kind: Kind
    /// The column of groups, keys or times.
    var column: String?
    /// The share of the rows that is kept.
    var validation = 0.2
    /// Makes splits by hash independent of each other.
    var salt = ""
    /// The first time of the validation rows: an integer such as a year, or a time in ISO 8601.
    var validationFrom: JSONValue?

    init(kind: Kind) { self.kind = kind }

    init(_ value: JSONValue, in reader: inout ConfigurationReader) {
        let before = reader.faults.count
        self = reader.value(
            value, replacingPartsOf: SplitConfiguration(kind: .random), at: "split",
            optional: ["column", "validationFrom"])
        guard reader.faults.count == before else { return }
        if value["kind"] == nil { reader.fault("the key \"kind\" is missing", at: "split") }
        let needsColumn = [.group, .hash, .time].contains(kind)
        if needsColumn, column == nil {
            reader.fault("a split by \(kind.rawValue) needs the key \"column\"", at: "split")
        }
        if !needsColumn, column != nil { reader.fault("a split of kind \(kind.rawValue) has no column", at: "split") }
        if kind == .time {
            reader.check(at: "split.validationFrom") { _ = try boundary() }
        } else {
            if validationFrom != nil {
                reader.fault("only a split by time has one", at: "split.validationFrom")
            }
            reader.check(at: "split.validation") { _ = try PartShares.trainValidation(validation) }
        }
    }

    /// Makes the splitter.
    ///
    /// - Parameters:
    ///   - target: The column of labels for a stratified split.
    ///   - seed: The seed.
    /// - Returns: The splitter into `train` and `validation`; `nil` when nothing is kept.
    /// - Throws: `DataError` or ``CommandError``.
    func splitter(target: String, seed: UInt64) throws -> (any Splitter)? {
        let shares = kind == .time || kind == .nothing ? nil : try PartShares.trainValidation(validation)
        guard let shares else {
            guard kind == .time else { return nil }
            return TimeSplitter(
                column: column ?? "", names: ["train", "validation"], boundaries: [try boundary()])
        }
        switch kind {
        case .stratified: return StratifiedSplitter(column: target, shares: shares, seed: seed)
        case .group: return GroupSplitter(column: column ?? "", shares: shares, seed: seed)
        case .hash: return HashSplitter(column: column ?? "", shares: shares, salt: salt)
        case .random, .time, .nothing: return RandomSplitter(shares: shares, seed: seed)
        }
    }

    private func boundary() throws(CommandError) -> TimeSplitter.Boundary {
        switch validationFrom {
        case .integer(let value)?: return .integer(value)
        case .string(var text)?:
            if let time = text.withUTF8(TimestampParser.timestamp) { return .timestamp(time) }
        default: break
        }
        throw CommandError(
            .unusableInput,
            "the first time of the validation rows is needed: an integer such as a year, or a time "
                + "such as \"2024-06-01T00:00:00Z\"")
    }
}
#endif
