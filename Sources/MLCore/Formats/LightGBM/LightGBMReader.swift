/// Reads the text files of LightGBM's `save_model` (versions v2, v3 and v4 of the format).
///
/// The model gives LightGBM's answers: the same comparisons in double, the same order of sums, the leaf numbers of
/// `pred_leaf`. Everything that a file of `save_model` can hold is read: the missing types None, Zero and NaN,
/// categorical splits, linear leaves, averaged outputs (`boosting=rf`), constant trees, all objectives, and the category
/// tables that the Python package writes for columns of pandas categories.
///
/// LightGBM itself takes numbers within ±1e-35 for zero before it predicts; thresholds in that range are moved to its
/// border, so that the answers are the same.
///
/// ```swift
/// let model = try LightGBMReader().model(from: bytes)
/// let margins = try model.predictor.predict(row)
/// ```
public struct LightGBMReader: Sendable, Hashable {
    /// Which iterations become part of the model; the format does not name a best one.
    public var iterations: ImportedIterations
    /// How much a file may ask for.
    public var limits: ImportLimits

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - iterations: Which iterations become part of the model; the format does not name a best one.
    ///   - limits: How much a file may ask for.
    public init(iterations: ImportedIterations = .all, limits: ImportLimits = ImportLimits()) {
        self.iterations = iterations
        self.limits = limits
    }

    /// Reads a model.
    ///
    /// - Parameter bytes: The file.
    /// - Returns: The model.
    /// - Throws: ``CoreError`` with code `malformedInput` or `malformedModel` for a file that is damaged, cut off or not
    ///   LightGBM's; `unknownName` for an unknown objective; `unknownComponent` for an unknown version of the format;
    ///   `duplicateName` when two features have the same name; `limitExceeded`; or `invalidArgument` when the file does
    ///   not have the iterations.
    /// - Complexity: Time and memory linear in the length of the file.
    public func model(from bytes: [UInt8]) throws(CoreError) -> ImportedModel {
        try limits.check(byteCount: bytes.count, of: .lightGBM)
        return try bytes.withUnsafeBufferPointer { (buffer) throws(CoreError) in
            var text = LightGBMText(buffer)
            let header = try LightGBMHeader(&text, limits)
            let members = try Self.members(&text, header)
            let trailer = try LightGBMTrailer(&text, version: header.version)
            let ensemble = try TreeEnsemble(
                members: selected(members, perIteration: header.treesPerIteration),
                features: FeatureSchema(header.featureNames), task: header.objective.task,
                baseScores: [Double](repeating: 0, count: header.treesPerIteration), comparison: .lessOrEqual,
                arithmetic: .double, aggregation: header.averagesOutput ? .meanOutput : .sum,
                link: header.objective.link, categoryConversion: .truncating)
            return try ImportedModel(
                format: .lightGBM, objective: header.objective.name,
                inputs: try LightGBMCategories.inputs(header, trailer, text), body: .trees(ensemble))
        }
    }

    private static let place = "LightGBM model"

    private func selected(
        _ members: [TreeEnsemble.Member], perIteration: Int
    ) throws(CoreError) -> [TreeEnsemble.Member] {
        let range = try iterations.range(count: members.count / perIteration, best: nil, of: .lightGBM)
        guard range.count * perIteration < members.count else { return members }
        return Array(members[range.lowerBound * perIteration..<range.upperBound * perIteration])
    }

    /// Reads all trees; the text is left after the line `end of trees`, or at the end where version 2 has none.
    private static func members(
        _ text: inout LightGBMText, _ header: LightGBMHeader
    ) throws(CoreError) -> [TreeEnsemble.Member] {
        var members: [TreeEnsemble.Member] = []
        var expectedStart: Int?
        var isEnded = header.version == 2
        while let line = text.nextLine() {
            if line.isEmpty { continue }
            guard text.starts(line, with: "Tree=") else {
                guard header.version > 2 || !isStartOfTrailer(text, line) else {
                    text.unreadLine()
                    break
                }
                guard text.equals(line, "end of trees") else { throw unexpected(line, text) }
                isEnded = true
                break
            }
            guard text.string(line) == "Tree=\(members.count)" else { throw unexpected(line, text) }
            if let sizes = header.treeSizes {
                guard members.count < sizes.count, expectedStart == nil || expectedStart == text.lineStart else {
                    throw wrongSizes(text)
                }
                // The sum of sizes that fit the file one after another is at most its length.
                expectedStart = text.lineStart + sizes[members.count]
            }
            let fields = try section(&text, index: members.count)
            members.append(
                TreeEnsemble.Member(
                    tree: try LightGBMTree(fields).decisionTree(), output: members.count % header.treesPerIteration))
        }
        guard isEnded else {
            throw CoreError(.malformedInput, "the file is cut off before the end of its trees", at: place)
        }
        guard header.treeSizes == nil || header.treeSizes?.count == members.count else { throw wrongSizes(text) }
        guard members.count % header.treesPerIteration == 0 else {
            throw CoreError(
                .malformedInput, "\(members.count) trees are no whole iterations of \(header.treesPerIteration)",
                at: place)
        }
        return members
    }

    /// Reads the fields of a tree up to the empty line that ends it.
    private static func section(_ text: inout LightGBMText, index: Int) throws(CoreError) -> LightGBMFields {
        var fields = LightGBMFields(text, at: "LightGBM model, tree \(index), from line \(text.lineNumber)")
        while let line = text.nextLine() {
            if line.isEmpty { return fields }
            guard let (key, value) = text.keyAndValue(line) else { throw unexpected(line, text) }
            try fields.add(key, value)
        }
        throw fields.malformed("the file is cut off within the tree")
    }

    private static func isStartOfTrailer(_ text: LightGBMText, _ line: Range<Int>) -> Bool {
        text.starts(line, with: "feature importances:") || text.starts(line, with: "feature_importances:")
            || text.starts(line, with: "parameters:") || text.starts(line, with: "pandas_categorical:")
    }

    static func unexpected(_ line: Range<Int>, _ text: LightGBMText) -> CoreError {
        CoreError(
            .malformedInput,
            "unexpected text \"\(text.string(line.lowerBound..<min(line.upperBound, line.lowerBound + 40)))\"",
            at: "\(place), line \(text.lineNumber)")
    }

    private static func wrongSizes(_ text: LightGBMText) -> CoreError {
        CoreError(
            .malformedInput, "the trees do not have the lengths that the line \"tree_sizes\" gives",
            at: "\(place), line \(text.lineNumber)",
            remedy: "If the file was edited on purpose, remove that line, as LightGBM needs it too.")
    }
}
