public import MLCore

/// Reads the sparse text format of LIBSVM and SVMlight, which XGBoost and LightGBM read too.
///
/// A line is `label index:value index:value …`, with `qid:number` behind the label where rows belong to queries, and
/// with a comment behind `#`. Blank lines and lines of a comment alone are skipped. Values and labels are finite decimal
/// numbers; indices are whole numbers in any order, each at most once in a row. A label may be followed by `:weight`, as
/// in XGBoost's files.
///
/// ```swift
/// let table = try LibSVMReader().read(path: "agaricus.txt.train")
/// let model = try estimator.fitted(to: TrainingSet(features: table.features, targets: .classes(…)))
/// ```
public struct LibSVMReader: Sendable, Hashable {
    /// What the first feature is called.
    public enum IndexBase: Sendable, Hashable {
        /// Indices begin with 0.
        case zero
        /// Indices begin with 1, as in LIBSVM.
        case one
        /// Indices begin with 0 when the file has an index 0, else with 1: what scikit-learn calls `auto`.
        case automatic
    }

    /// What the first feature is called.
    public var indexBase: IndexBase
    /// The number of features; `nil` for as many as the largest index tells.
    public var featureCount: Int?
    /// What an absent value means.
    public var absentMeans: AbsentMeaning
    /// What happens to a row that does not follow the format.
    public var malformedRows: ReadingOptions.MalformedRows
    /// The longest line in bytes.
    public var maximumRowByteCount: Int
    /// The most rows.
    public var maximumRowCount: Int
    /// The most features: a short line with a large index makes a name for every feature up to it.
    public var maximumFeatureCount: Int

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - indexBase: What the first feature is called.
    ///   - featureCount: The number of features; `nil` for as many as the largest index tells.
    ///   - absentMeans: What an absent value means.
    ///   - malformedRows: What happens to a row that does not follow the format.
    ///   - maximumRowByteCount: The longest line in bytes.
    ///   - maximumRowCount: The most rows.
    ///   - maximumFeatureCount: The most features.
    public init(
        indexBase: IndexBase = .automatic, featureCount: Int? = nil, absentMeans: AbsentMeaning = .zero,
        malformedRows: ReadingOptions.MalformedRows = .fail, maximumRowByteCount: Int = 16 << 20,
        maximumRowCount: Int = 1 << 31, maximumFeatureCount: Int = FeatureSchema.countLimit
    ) {
        self.indexBase = indexBase
        self.featureCount = featureCount
        self.absentMeans = absentMeans
        self.malformedRows = malformedRows
        self.maximumRowByteCount = maximumRowByteCount
        self.maximumRowCount = maximumRowCount
        self.maximumFeatureCount = maximumFeatureCount
    }

    /// The reader itself, if its settings are good.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(DataError) -> LibSVMReader {
        var faults: [String] = []
        if let featureCount, !(0...FeatureSchema.countLimit).contains(featureCount) {
            faults.append("featureCount \(featureCount) is not from 0 to \(FeatureSchema.countLimit)")
        }
        if maximumRowByteCount < 1 { faults.append("maximumRowByteCount \(maximumRowByteCount) is less than 1") }
        if maximumRowCount < 0 { faults.append("maximumRowCount \(maximumRowCount) is negative") }
        if maximumFeatureCount < 0 { faults.append("maximumFeatureCount \(maximumFeatureCount) is negative") }
        if case .quarantine(let limit) = malformedRows, limit < 0 { faults.append("the quarantine limit is negative") }
        if !faults.isEmpty {
            throw DataError(.invalidConfiguration, faults.joined(separator: "; "), at: "LibSVM reader")
        }
        return self
    }

    /// Reads a file.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The features, labels and queries.
    /// - Throws: ``DataError``: `fileUnreadable`, `emptyInput`, `malformedRow`, `valueOutOfRange`, `limitExceeded` or
    ///   `invalidConfiguration`.
    /// - Complexity: O(bytes) time; the memory of the stored values.
    public func read(path: String) throws(DataError) -> LibSVMTable {
        try read(InputBytes(file: InputFile(path: path)))
    }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - bytes: The content of a file.
    ///   - name: What errors call the input.
    /// - Returns: The features, labels and queries.
    /// - Throws: As ``read(path:)``.
    public func read(bytes: [UInt8], name: String = "LibSVM input") throws(DataError) -> LibSVMTable {
        try read(InputBytes(bytes: bytes, name: name))
    }

    /// Reads a file on a thread outside of the cooperative pool.
    ///
    /// - Parameter path: The path of the file.
    /// - Returns: The features, labels and queries.
    /// - Throws: As ``read(path:)``.
    public func reading(path: String) async throws -> LibSVMTable {
        try await offCooperativePool(cancelling: CancellationToken()) { try read(path: path) }
    }

    /// The rows of a file piece by piece, in bounded memory.
    ///
    /// The reader needs ``featureCount`` and an index base that is not automatic: what they are is else not known before
    /// the end of the file.
    ///
    /// - Parameters:
    ///   - path: The path of the file, which may be a pipe.
    ///   - rowCount: How many rows a piece has, but for the last one.
    /// - Returns: The pieces.
    public func tables(path: String, rowCount: Int = 65_536) -> TablePieces<LibSVMTable> {
        TablePieces {
            guard featureCount != nil, indexBase != .automatic else {
                throw DataError(
                    .invalidConfiguration, "a table that is read in pieces needs a feature count and an index base",
                    at: "LibSVM reader")
            }
            var reading = LibSVMReading(try validated(), ByteWindow(InputBytes(file: try InputFile(path: path))))
            return { try reading.piece(rowCount: max(1, rowCount)) }
        }
    }

    private func read(_ source: InputBytes) throws(DataError) -> LibSVMTable {
        var reading = LibSVMReading(try validated(), ByteWindow(source))
        guard let table = try reading.piece(rowCount: .max) else {
            throw DataError(
                .emptyInput, "the input has no rows", at: source.name, remedy: "Check how the file was made.")
        }
        return table
    }
}
