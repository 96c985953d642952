/// Reads models that XGBoost saved as JSON or UBJSON, of version 1.0 and later, and gives XGBoost's own answers.
///
/// Read are the boosters `gbtree`, `dart` and `gblinear`, numerical and categorical splits, one tree for each output or
/// vector leaves, and the objectives of XGBoost 3.2 (`Booster.predict` without custom objectives). Values are compared
/// and added in `Float`, in the order of the trees, as XGBoost's CPU predictor does. The format is that of
/// `doc/model.schema` and `src/tree/tree_model.cc` of XGBoost; its old binary format is not read.
///
/// The weights of the trees of `dart` are multiplied into their leaves, which gives the same sums. Nodes keep XGBoost's
/// numbers.
///
/// ```swift
/// let model = try XGBoostReader().model(from: bytes)
/// let outputs = try model.predictor.predict(FeatureVector(row))
/// ```
public struct XGBoostReader: Sendable {
    /// Which boosting iterations are read.
    public var iterations: ImportedIterations
    /// How much a file may ask for.
    public var limits: ImportLimits

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - iterations: Which boosting iterations are read; `gblinear` has no iterations to choose from.
    ///   - limits: How much a file may ask for.
    public init(iterations: ImportedIterations = .all, limits: ImportLimits = ImportLimits()) {
        self.iterations = iterations
        self.limits = limits
    }

    /// Reads a model.
    ///
    /// - Parameter bytes: A file in JSON or UBJSON, which is recognised by its content.
    /// - Returns: The model; its inputs have the names of the file, or `f0`, `f1` and so on.
    /// - Throws: ``CoreError`` with code `malformedInput` when the bytes are neither, `malformedModel` when they are no
    ///   model of a known booster and objective, `limitExceeded`, or `invalidArgument` for iterations that the file
    ///   does not have.
    /// - Complexity: Linear in the length of the file.
    public func model(from bytes: [UInt8]) throws(CoreError) -> ImportedModel {
        if Self.isUBJSON(bytes) {
            try limits.check(byteCount: bytes.count, of: .xgboostUBJSON)
            var source = XGBoostUBJSONSource(bytes)
            return try model(XGBoostFile(&source, limits: limits), .xgboostUBJSON)
        }
        try limits.check(byteCount: bytes.count, of: .xgboostJSON)
        let file = try bytes.withUnsafeBufferPointer { bytes throws(CoreError) in
            var source = try XGBoostJSONSource(bytes)
            return try XGBoostFile(&source, limits: limits)
        }
        return try model(file, .xgboostJSON)
    }

    /// Whether bytes are an object in UBJSON: after the brace, JSON has a quote, white space or the other brace, and
    /// UBJSON the type of a length or of all members.
    static func isUBJSON(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 2 && bytes[0] == UInt8(ascii: "{") && "iUIulmLM#$N".utf8.contains(bytes[1])
    }
}
