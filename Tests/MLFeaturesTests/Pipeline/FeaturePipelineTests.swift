import MLCore
import MLData
import MLFeatures
import Testing

@Suite("FeaturePipeline")
struct FeaturePipelineTests {
    @Test(
        "A row gives what the table gives, bit for bit, and threads change nothing",
        arguments: [Pipelines.sparse, Pipelines.dense, Pipelines.forcedDense], [1, 2, 3] as [UInt64])
    func rowEqualsTable(pipeline: FeaturePipeline, seed: UInt64) throws {
        let training = try RandomFrame.make(rows: 300, seed: seed, unseen: false)
        let fitted = try pipeline.fitted(to: training)
        let frame = try RandomFrame.make(rows: 1100, seed: seed + 100, unseen: true)
        let matrix = try fitted.transform(frame: frame)
        #expect(matrix.schema == fitted.features)
        #expect(matrix.isSparse == fitted.isSparse)
        for index in 0..<frame.rowCount {
            let expected = try bits(matrix.row(index))
            let mine = try bits(fitted.transform(frame.row(index)))
            if mine != expected { Issue.record("row \(index) differs") }
        }
        let threaded = try fitted.transform(frame: frame, threads: 3)
        #expect(try bits(threaded) == bits(matrix))
        #expect(try pipeline.fitted(to: training, threads: 2) == fitted)
    }

    @Test("Categorical columns give what plain ones give, to fit and to transform")
    func categoricalColumns() throws {
        let training = try RandomFrame.make(rows: 300, seed: 4, unseen: false)
        let frame = try RandomFrame.make(rows: 1100, seed: 5, unseen: true)
        let texts = training.schema.fields.filter { $0.type == .string }.map(\.name)
        #expect(texts.count > 1)
        let fitted = try Pipelines.sparse.fitted(to: training)
        let other = try Pipelines.sparse.fitted(to: try training.categorizing(texts))
        #expect(other.features == fitted.features)
        let expected = try bits(fitted.transform(frame: frame))
        #expect(try bits(other.transform(frame: frame.categorizing(texts))) == expected)
        #expect(try bits(fitted.transform(frame: frame.categorizing(texts))) == expected)
        let coded = try DataFrame([("x", Column(["a"]))]).categorizing(["x"])
        #expect(throws: FeatureError.self) { try FeaturePipeline([.numbers(["x"])]).fitted(to: coded) }
    }

    @Test("Rows are stored with strictly increasing features and no zeros")
    func sparseForm() throws {
        let frame = try RandomFrame.make(rows: 700, seed: 9, unseen: false)
        let matrix = try Pipelines.sparse.fitted(to: frame).transform(frame: frame)
        guard case .sparse(let rows, let absent) = matrix.storage else {
            Issue.record("the matrix is dense")
            return
        }
        #expect(absent == .zero)
        #expect(!rows.values.contains(0))
        _ = try SparseRows(
            offsets: rows.offsets, columns: rows.columns, values: rows.values, columnCount: matrix.featureCount)
    }

    @Test("Features are named by prefix, column and category or term, and inputs say what is needed")
    func names() throws {
        let frame = try DataFrame([
            ("year", Column([1990 as Int64?, nil])), ("country", Column(present: ["fr", "de"])),
            ("plot", Column(present: ["a spy", "a heist"])),
        ])
        let pipeline = FeaturePipeline([
            .numbers(["year"], [.impute(Imputer(.mean, addsIndicator: true))]),
            .oneHot(["country"], OneHotEncoder(missing: .refuse)),
            .tfidf(["plot"], prefix: "words of "),
        ])
        let fitted = try pipeline.fitted(to: frame)
        #expect(
            fitted.features.names == [
                "year", "year.missing", "country=de", "country=fr", "words of plot=heist", "words of plot=spy",
            ])
        #expect(
            fitted.inputs.fields == [
                .init("year", .int64, allowsMissing: true), .init("country", .string),
                .init("plot", .string, allowsMissing: true),
            ])
    }

    @Test("Absent columns are named together with those that exist")
    func absentColumns() throws {
        let frame = try DataFrame([("title", Column(present: ["x"]))])
        let pipeline = FeaturePipeline([.tfidf(["plot"]), .numbers(["year"])])
        let error = #expect(throws: FeatureError.self) { try pipeline.fitted(to: frame) }
        #expect(error?.code == .unknownColumn)
        for word in ["\"plot\"", "\"year\"", "title (string)"] { #expect(error?.description.contains(word) == true) }

        let fitted = try FeaturePipeline([.oneHot(["title"])]).fitted(to: frame)
        let other = try DataFrame([("name", Column(present: ["x"]))])
        let atFrame = #expect(throws: FeatureError.self) { try fitted.transform(frame: other) }
        #expect(atFrame?.code == .unknownColumn)
        let atRow = #expect(throws: FeatureError.self) { try fitted.transform(other.row(0)) }
        #expect(atRow?.code == .unknownColumn)
        #expect(atRow?.description.contains("name (string)") == true)
    }

    @Test("A wrong type is an error that names the column, for tables and rows")
    func wrongType() throws {
        let frame = try DataFrame([("year", Column(present: [1990 as Int64, 2000]))])
        let fitted = try FeaturePipeline([.numbers(["year"], [.standardize()])]).fitted(to: frame)
        let texts = try DataFrame([("year", Column(present: ["1990"]))])
        let atFrame = #expect(throws: FeatureError.self) { try fitted.transform(frame: texts) }
        #expect(atFrame?.code == .typeMismatch)
        #expect(atFrame?.description.contains("\"year\"") == true)
        let atRow = #expect(throws: FeatureError.self) { try fitted.transform(texts.row(0)) }
        #expect(atRow?.code == .typeMismatch)
        let atFit = #expect(throws: FeatureError.self) {
            try FeaturePipeline([.tfidf(["year"])]).fitted(to: frame)
        }
        #expect(atFit?.code == .typeMismatch)
        // Numbers of another type are numbers all the same.
        let doubles = try DataFrame([("year", Column(present: [1990.0]))])
        #expect(try fitted.transform(frame: doubles).row(0).dense == [-1])
    }

    @Test("An error names column and row, and is that of the first bad chunk on any number of threads")
    func errorPlace() throws {
        let frame = try DataFrame([("c", Column(present: (0..<3000).map { $0 == 1700 || $0 == 2900 ? "new" : "old" }))])
        let fitted = try FeaturePipeline([.oneHot(["c"])]).fitted(to: frame.prefix(1000))
        for threads in 1...3 {
            let error = #expect(throws: FeatureError.self) { try fitted.transform(frame: frame, threads: threads) }
            #expect(error?.code == .unseenCategory)
            #expect(error?.description.contains("column \"c\", row 1700") == true)
        }
    }

    @Test("Equal names of features, no steps and all bad values are refused")
    func configuration() throws {
        let frame = try DataFrame([("year", Column(present: [1.0, 2]))])
        let twice = FeaturePipeline([.numbers(["year"]), .numbers(["year"], [.standardize()])])
        let repeated = #expect(throws: CoreError.self) { try twice.fitted(to: frame) }
        #expect(repeated?.code == .duplicateName)
        #expect(throws: FeatureError.self) { try FeaturePipeline([]).validated() }
        let bad = FeaturePipeline([
            .numbers([], [.impute(Imputer(.constant(.infinity)))]),
            .tfidf(["a", "a"], TFIDFVectorizer(tokenizer: Tokenizer(minimumLength: 0))),
        ])
        let error = #expect(throws: FeatureError.self) { try bad.validated() }
        #expect(error?.code == .invalidConfiguration)
        for word in ["step 1: no columns", "step 1: operation 1", "step 2: \"a\" is named twice", "minimumLength"] {
            #expect(error?.description.contains(word) == true, "\(word)")
        }
    }

    @Test("A table without rows gives a matrix without rows")
    func empty() throws {
        let frame = try RandomFrame.make(rows: 50, seed: 4, unseen: false)
        for pipeline in [Pipelines.sparse, Pipelines.dense] {
            let fitted = try pipeline.fitted(to: frame)
            let matrix = try fitted.transform(frame: frame.prefix(0), threads: 2)
            #expect(matrix.rowCount == 0 && matrix.featureCount == fitted.features.count)
        }
    }

    @Test("Cancelled work throws and the asynchronous fronts give the same")
    func asynchronous() async throws {
        let frame = try RandomFrame.make(rows: 600, seed: 5, unseen: false)
        let fitted = try await Pipelines.sparse.fitting(to: frame, threads: 2)
        #expect(fitted == (try Pipelines.sparse.fitted(to: frame)))
        let matrix = try await fitted.transforming(frame: frame, threads: 2)
        #expect(try bits(matrix) == bits(fitted.transform(frame: frame)))
        let token = CancellationToken()
        token.cancel()
        let error = #expect(throws: CoreError.self) { try fitted.transform(frame: frame, cancellation: token) }
        #expect(error?.code == .cancelled)
        #expect(throws: CoreError.self) { try Pipelines.sparse.fitted(to: frame, cancellation: token) }
    }

    @Test("The share of new terms and categories is reported by column")
    func unseen() throws {
        let training = try DataFrame([
            ("plot", Column(present: ["red blue"])), ("kind", Column(present: ["a"])), ("year", Column(present: [1.0])),
        ])
        let pipeline = FeaturePipeline([
            .tfidf(["plot"]), .numbers(["year"]), .oneHot(["kind"], OneHotEncoder(unseen: .ignore)),
        ])
        let later = try DataFrame([
            ("plot", Column(["red green", nil])), ("kind", Column(present: ["b", "a"])),
            ("year", Column(present: [1.0, 2])),
        ])
        let summaries = try pipeline.fitted(to: training).unseenSummaries(of: later)
        #expect(summaries.map(\.column) == ["plot", "kind"])
        #expect(summaries.map(\.shares) == [[0.5, nil], [1, 0]])
        #expect(summaries.map(\.meanShare) == [0.5, 0.5])
    }

    private func bits(_ vector: FeatureVector<Double>) -> [[UInt64]] {
        switch vector.storage {
        case .dense(let values): [values.map(\.bitPattern)]
        case .sparse(let columns, let values): [columns.map { UInt64($0) }, values.map(\.bitPattern)]
        }
    }

    private func bits(_ matrix: FeatureMatrix<Double>) throws -> [[[UInt64]]] {
        try (0..<matrix.rowCount).map { try bits(matrix.row($0)) }
    }
}
