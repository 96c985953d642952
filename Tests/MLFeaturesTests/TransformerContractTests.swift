import MLCore
import MLData
import MLFeatures
import MLTestKit
import Testing

@Suite("Transformers keep their promises")
struct TransformerContractTests {
    private let frame: DataFrame

    init() throws { frame = try RandomFrame.make(rows: 30, seed: 5, unseen: false) }

    private func check(_ transformer: any ColumnTransformer, on name: String) throws {
        let report = TransformerChecks.run(transformer, on: try frame.column(name), catalog: .features)
        #expect(report.passed, "\(report)")
    }

    @Test("TF-IDF")
    func tfidf() throws {
        try check(try TFIDFVectorizer(missing: .emptyRow).fitted(to: try frame.column("text")), on: "text")
    }

    @Test("text that may not be missing")
    func presentText() throws {
        let column = Column(present: ["red blue", "", "blue blue"])
        let fitted = try TFIDFVectorizer(missing: .refuse).fitted(to: column)
        let report = TransformerChecks.run(fitted, on: column, catalog: .features)
        #expect(report.passed, "\(report)")
    }

    @Test("term counts", arguments: [Tokenizer(), Tokenizer(unit: .charactersWithinWords, termLengths: 2...4)])
    func termCounts(tokenizer: Tokenizer) throws {
        try check(try CountVectorizer(tokenizer: tokenizer).fitted(to: try frame.column("text")), on: "text")
    }

    @Test(
        "one-hot", arguments: ["category", "genres", "integer", "flag"], OneHotEncoder.UnseenPolicy.allCases)
    func oneHot(name: String, unseen: OneHotEncoder.UnseenPolicy) throws {
        try check(try OneHotEncoder(unseen: unseen).fitted(to: try frame.column(name)), on: name)
    }

    @Test("one-hot of values that may not be missing")
    func presentCategories() throws {
        let column = Column(present: ["a", "b", "a"])
        let fitted = try OneHotEncoder(missing: .refuse).fitted(to: column)
        let report = TransformerChecks.run(fitted, on: column, catalog: .features)
        #expect(report.passed, "\(report)")
    }

    @Test(
        "numbers",
        arguments: [
            [], [.standardize()], [.rescale(MinMaxScaler(clips: true))],
            [.impute(Imputer(.median, addsIndicator: true)), .standardize()], [.impute(Imputer(.mostFrequent))],
        ] as [[NumericPreparation]])
    func numbers(operations: [NumericPreparation]) throws {
        let chain = NumericChain(operations, missingAndNaN: .unify)
        for name in ["number", "integer", "float", "flag"] {
            try check(try chain.fitted(to: try frame.column(name)), on: name)
        }
    }

    @Test("pipelines", arguments: [Pipelines.sparse, Pipelines.dense, Pipelines.forcedDense])
    func pipelines(pipeline: FeaturePipeline) throws {
        let report = TransformerChecks.run(try pipeline.fitted(to: frame), on: frame, catalog: .features)
        #expect(report.passed, "\(report)")
    }

    @Test("a stored name that would be repeated beyond all memory is refused")
    func repeatedRoot() throws {
        let terms = (0..<20_000).map { "w\($0)" }.joined(separator: " ")
        let transformer = try TFIDFVectorizer().fitted(to: Column(present: [terms]))
        let step = FittedFeatureStep(
            column: "text", root: String(repeating: "r", count: 1 << 20), transformer: transformer)
        let types = try Schema([Schema.Field("text", .string)])
        let error = #expect(throws: FeatureError.self) { try FittedFeaturePipeline(steps: [step], types: types) }
        #expect(error?.code == .limitExceeded)
    }
}
