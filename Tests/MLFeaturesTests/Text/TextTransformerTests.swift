import MLCore
import MLData
import MLFeatures
import Testing

@Suite("Text transformers")
struct TextTransformerTests {
    private let words = Tokenizer(minimumLength: 1)
    private let documents = Column(present: ["b a b", "c a d d", "a e", "b c"])

    @Test("The most frequent terms are kept, and ties go to the first by code points")
    func maximumCount() throws {
        let fitted = try CountVectorizer(tokenizer: words, selection: TermSelection(maximumCount: 3))
            .fitted(to: documents)
        #expect(fitted.vocabulary == ["a", "b", "c"])
    }

    @Test("Document frequencies are counts or shares")
    func documentFrequencies() throws {
        let byCount = TermSelection(minimum: .count(2), maximum: .share(0.6))
        #expect(
            try CountVectorizer(tokenizer: words, selection: byCount).fitted(to: documents).vocabulary == ["b", "c"])
        let byShare = TermSelection(minimum: .share(0.5))
        #expect(
            try CountVectorizer(tokenizer: words, selection: byShare).fitted(to: documents).vocabulary
                == ["a", "b", "c"])
    }

    @Test("A term that occurs counts one when asked")
    func binary() throws {
        let fitted = try CountVectorizer(tokenizer: words, isBinary: true).fitted(to: documents)
        let block = try fitted.features(of: ColumnSlice(.string("d d d z"), name: "text"), isSparse: false)
        #expect(block.rowCount == 1)
        #expect(try values(fitted, .string("d d d z")) == [0, 0, 0, 1, 0])
    }

    @Test("Fitting on two threads gives the same transformer")
    func threads() throws {
        let texts = Column(present: (0..<5000).map { "w\($0 % 17) w\($0 % 91) w\($0 / 3)" })
        let vectorizer = TFIDFVectorizer(selection: TermSelection(minimum: .count(2), maximumCount: 500))
        let one = try vectorizer.fitted(to: texts)
        let three = try vectorizer.fitted(to: texts, threads: 3)
        #expect(one == three)
        #expect(try one.encoded() == three.encoded())
    }

    @Test("A missing text is not an empty one")
    func missing() throws {
        let texts = Column(["film noir", nil, ""])
        // Two documents: the empty text is one, the missing one is not. ln(3/2) + 1.
        let fitted = try TFIDFVectorizer().fitted(to: texts)
        #expect(fitted.inverseDocumentFrequencies.allSatisfy { abs($0 - 1.4054651081081644) < 1e-15 })
        #expect(try values(fitted, .missing) == [0, 0])
        #expect(try values(fitted, .string("")) == [0, 0])
        let strict = TFIDFVectorizer(missing: .refuse)
        let fitError = #expect(throws: FeatureError.self) { try strict.fitted(to: texts, named: "plot") }
        #expect(fitError?.code == .missingValue)
        #expect(fitError?.description.contains("column \"plot\", row 1") == true)
        let strictFitted = try strict.fitted(to: Column(present: ["film noir"]))
        #expect(!strictFitted.allowsMissing)
        let error = #expect(throws: FeatureError.self) { try values(strictFitted, .missing) }
        #expect(error?.code == .missingValue)
    }

    @Test("Texts without terms leave no vocabulary: a typed error")
    func emptyVocabulary() {
        let error = #expect(throws: FeatureError.self) {
            try TFIDFVectorizer().fitted(to: Column(present: ["a", "!"]))
        }
        #expect(error?.code == .emptyVocabulary)
        let none = #expect(throws: FeatureError.self) { try CountVectorizer().fitted(to: Column(empty: .string)) }
        #expect(none?.code == .emptyVocabulary)
    }

    @Test("A column of another type is refused by name")
    func wrongType() {
        let error = #expect(throws: FeatureError.self) {
            try TFIDFVectorizer().fitted(to: Column(present: [1.0]), named: "year")
        }
        #expect(error?.code == .typeMismatch)
        #expect(error?.description.contains("\"year\"") == true)
    }

    @Test("The share of terms outside of the vocabulary counts repetitions")
    func unseen() throws {
        let fitted = try TFIDFVectorizer().fitted(to: Column(present: ["red blue"]))
        let column = Column(["red green green blue", nil, "", "red", "lime"])
        #expect(try fitted.unseenShares(of: ColumnSlice(column, name: "text")) == [0.5, nil, nil, 0, 1])
    }

    @Test("Terms that are canonically equivalent but different in bytes are different terms")
    func equivalentTerms() throws {
        let texts = Column(present: ["\u{F900}x \u{8C48}x"])
        let fitted = try CountVectorizer().fitted(to: texts)
        #expect(fitted.featureCount == 2)
        let names = fitted.featureNames(root: "t")
        #expect(try FeatureSchema(names).count == 2)
    }

    @Test("All faults of a vectorizer are reported at once")
    func faults() {
        let vectorizer = TFIDFVectorizer(
            tokenizer: Tokenizer(minimumLength: 0),
            selection: TermSelection(minimum: .count(-1), maximum: .share(.nan), maximumCount: 0))
        let error = #expect(throws: FeatureError.self) { try vectorizer.validated() }
        for word in ["minimumLength", "minimum is", "maximum is", "maximumCount"] {
            #expect(error?.description.contains(word) == true, "\(word)")
        }
    }

    private func values(_ transformer: any ColumnTransformer, _ value: Value) throws -> [Double] {
        let pipeline = try FittedFeaturePipeline(
            steps: [FittedFeatureStep(column: "x", root: "x", transformer: transformer)],
            types: try Schema([.init("x", .string)]))
        let schema = try Schema([.init("x", .string, allowsMissing: true)])
        return try pipeline.transform(Row([value], schema: schema)).dense
    }
}
