/// What a LightGBM model file says before its first tree.
struct LightGBMHeader {
    /// The number after `version=v`.
    let version: Int
    /// The number of margins of a row.
    let treesPerIteration: Int
    /// Whether outputs are averages over the iterations.
    let averagesOutput: Bool
    let objective: LightGBMObjective
    let featureNames: [String]
    /// Where the description of each feature is.
    let featureInfos: [Range<Int>]
    /// The length of each tree's section in bytes, when the file has it.
    let treeSizes: [Int]?

    /// Reads the lines before the first tree; the text is left at that tree or at the end of the trees.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput`, `unknownComponent`, `unknownName` or `limitExceeded`.
    init(_ text: inout LightGBMText, _ limits: ImportLimits) throws(CoreError) {
        guard let first = text.nextLine(), text.equals(first, "tree") else {
            throw CoreError(
                .malformedInput, "the first line of the file is not \"tree\"", at: "LightGBM model",
                remedy: "Use the text that LightGBM's save_model writes.")
        }
        let fields = try Self.fields(&text)
        version = try Self.version(fields, text)
        let classCount = try fields.integer("num_class", in: 1...Int64(FeatureSchema.countLimit))
        treesPerIteration =
            fields.has("num_tree_per_iteration")
            ? try fields.integer("num_tree_per_iteration", in: 1...Int64(FeatureSchema.countLimit)) : classCount
        guard treesPerIteration == classCount else {
            throw fields.malformed("\(classCount) classes, but \(treesPerIteration) trees an iteration")
        }
        try limits.check(outputCount: classCount, of: .lightGBM)
        averagesOutput = fields.has("average_output")
        objective = try LightGBMObjective(fields["objective"].map(text.string), marginCount: treesPerIteration)
        let featureCount = try fields.integer("max_feature_idx", in: 0...Int64(FeatureSchema.countLimit - 1)) + 1
        try limits.check(featureCount: featureCount, of: .lightGBM)
        featureNames = try Self.names(fields, text)
        featureInfos = Self.ranges(try fields.required("feature_infos"), text)
        guard featureNames.count == featureCount, featureInfos.count == featureCount else {
            throw fields.malformed(
                "\(featureNames.count) names and \(featureInfos.count) descriptions of \(featureCount) features")
        }
        treeSizes = try fields["tree_sizes"].map { (range) throws(CoreError) in try Self.sizes(range, fields, text) }
    }

    private static func fields(_ text: inout LightGBMText) throws(CoreError) -> LightGBMFields {
        var fields = LightGBMFields(text, at: "LightGBM model, header")
        while let line = text.nextLine() {
            if text.starts(line, with: "Tree=") || text.equals(line, "end of trees") {
                text.unreadLine()
                return fields
            }
            if let (key, value) = text.keyAndValue(line) {
                try fields.add(key, value)
            } else if !line.isEmpty {
                try fields.add(line, line.upperBound..<line.upperBound)
            }
        }
        throw fields.malformed("the file ends before its first tree")
    }

    private static func version(_ fields: LightGBMFields, _ text: LightGBMText) throws(CoreError) -> Int {
        switch text.string(try fields.required("version")) {
        case "v2": return 2
        case "v3": return 3
        case "v4": return 4
        case let other:
            throw CoreError(
                .unknownComponent, "version \"\(other.prefix(40))\" of the file format", at: fields.place,
                remedy: "Files of the versions v2, v3 and v4 can be read: LightGBM 2.1 and later write them.")
        }
    }

    private static func names(_ fields: LightGBMFields, _ text: LightGBMText) throws(CoreError) -> [String] {
        var names: [String] = []
        for token in text.tokens(try fields.required("feature_names")) {
            guard let name = UTF8Validation.string(token) else {
                throw fields.malformed("the name of feature \(names.count) is not UTF-8")
            }
            names.append(name)
        }
        return names
    }

    private static func ranges(_ range: Range<Int>, _ text: LightGBMText) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = range.lowerBound
        for end in range.lowerBound...range.upperBound
        where end == range.upperBound || text.bytes[end] == UInt8(ascii: " ") {
            if start < end { ranges.append(start..<end) }
            start = end + 1
        }
        return ranges
    }

    private static func sizes(
        _ range: Range<Int>, _ fields: LightGBMFields, _ text: LightGBMText
    ) throws(CoreError) -> [Int] {
        var sizes: [Int] = []
        for token in text.tokens(range) {
            guard let size = NumberParser.int64(token), (1...Int64(text.bytes.count)).contains(size) else {
                throw fields.malformed("\"tree_sizes\" has an element that is no size of a part of the file")
            }
            sizes.append(Int(size))
        }
        return sizes
    }
}
