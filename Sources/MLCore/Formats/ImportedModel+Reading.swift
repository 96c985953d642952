extension ImportedModel {
    /// Reads a model of another library, whose format is recognised by its content.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - iterations: Which boosting iterations are read.
    ///   - limits: How much the file may ask for.
    /// - Throws: ``CoreError`` with code `malformedInput` when the format is not recognised, or what the reader of the
    ///   format throws.
    /// - Complexity: Linear in the length of the file.
    public init(
        reading bytes: [UInt8], iterations: ImportedIterations = .all, limits: ImportLimits = ImportLimits()
    ) throws(CoreError) {
        switch try ModelFormat(recognising: bytes) {
        case .xgboostJSON, .xgboostUBJSON:
            self = try XGBoostReader(iterations: iterations, limits: limits).model(from: bytes)
        case .lightGBM: self = try LightGBMReader(iterations: iterations, limits: limits).model(from: bytes)
        case .catBoostJSON: self = try CatBoostReader(iterations: iterations, limits: limits).model(from: bytes)
        }
    }
}

extension ModelFormat {
    /// Recognises the format of a model file by its content.
    ///
    /// LightGBM's text begins with the line `tree`. JSON is told apart by the keys of the outermost object.
    ///
    /// - Parameter bytes: The file.
    /// - Throws: ``CoreError`` with code `malformedInput` when the format is not recognised.
    public init(recognising bytes: [UInt8]) throws(CoreError) {
        if XGBoostReader.isUBJSON(bytes) {
            self = .xgboostUBJSON
        } else if bytes.starts(with: "tree\n".utf8) || bytes.starts(with: "tree\r\n".utf8) {
            self = .lightGBM
        } else if let format = try Self.ofJSON(bytes) {
            self = format
        } else {
            throw CoreError(
                .malformedInput, "the format of the model is not recognised",
                remedy: "Formats that are read: \(Self.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
    }

    /// The format that the first telling key of a JSON object stands for.
    private static func ofJSON(_ bytes: [UInt8]) throws(CoreError) -> ModelFormat? {
        guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return nil }
        return try bytes.withUnsafeBufferPointer { bytes throws(CoreError) in
            var source = try XGBoostJSONSource(bytes)
            try source.beginObject()
            while let key = try source.nextKey() {
                switch key {
                case "learner": return .xgboostJSON
                case "oblivious_trees", "trees", "features_info", "model_info", "scale_and_bias": return .catBoostJSON
                default: try source.skip()
                }
            }
            return nil
        }
    }
}
