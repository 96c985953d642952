import MLCore
import MLData
import MLFeatures
import Testing

/// What scikit-learn's vectorizers give on some documents.
private struct TextReference: Decodable {
    let documents: [String]
    let cases: [String: Case]

    struct Case: Decodable {
        let vocabulary: [String]
        let idf: [Double]?
        let indptr: [Int]
        let indices: [Int32]
        let data: [Double]
    }

    private struct Key: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init?(intValue: Int) { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var cases: [String: Case] = [:]
        var documents: [String] = []
        for key in container.allKeys {
            if key.stringValue == "documents" { documents = try container.decode([String].self, forKey: key) }
            guard key.stringValue.hasPrefix("count") || key.stringValue.hasPrefix("tfidf") else { continue }
            cases[key.stringValue] = try container.decode(Case.self, forKey: key)
        }
        self.documents = documents
        self.cases = cases
    }
}

@Suite("Text parity with scikit-learn")
struct TextParityTests {
    /// The configuration of a case of the reference, by its name.
    private static let vectorizers: [String: TFIDFVectorizer] = [
        "tfidf_default": TFIDFVectorizer(),
        "tfidf_sublinear_12grams_min2": TFIDFVectorizer(
            tokenizer: Tokenizer(termLengths: 1...2), selection: TermSelection(minimum: .count(2)), isSublinear: true),
        "tfidf_char_wb_3_mindf3": TFIDFVectorizer(
            tokenizer: Tokenizer(unit: .charactersWithinWords, termLengths: 3...3),
            selection: TermSelection(minimum: .count(3))),
        "tfidf_nosmooth_l1": TFIDFVectorizer(
            tokenizer: Tokenizer(stopWords: StopWords.english), smoothsDocumentFrequency: false, norm: .l1),
    ]

    @Test("Vocabularies, inverse document frequencies and weights are those of scikit-learn to 1e-12")
    func tfidf() throws {
        let reference = try Fixture.reference("features-text.json", as: TextReference.self)
        let column = Column(present: reference.documents)
        let names = reference.cases.keys.filter { $0.hasPrefix("tfidf") }.sorted()
        #expect(names.count >= 4)
        for name in names {
            let vectorizer = try #require(Self.vectorizers[name], "the case \(name) has no configuration here")
            let expected = try #require(reference.cases[name])
            let fitted = try vectorizer.fitted(to: column)
            #expect(fitted.vocabulary == expected.vocabulary, "\(name)")
            for (mine, theirs) in zip(fitted.inverseDocumentFrequencies, try #require(expected.idf)) {
                #expect(abs(mine - theirs) <= 1e-12, "\(name)")
            }
            try compare(fitted, column, expected, name)
        }
    }

    @Test("Counts are those of scikit-learn")
    func counts() throws {
        let reference = try Fixture.reference("features-text.json", as: TextReference.self)
        let column = Column(present: reference.documents)
        let expected = try #require(reference.cases["count_default"])
        let fitted = try CountVectorizer().fitted(to: column)
        #expect(fitted.vocabulary == expected.vocabulary)
        try compare(fitted, column, expected, "count_default")
    }

    private func compare(
        _ transformer: any ColumnTransformer, _ column: Column, _ expected: TextReference.Case, _ name: String
    ) throws {
        let frame = try DataFrame([("text", column)])
        let pipeline = try FittedFeaturePipeline(
            steps: [FittedFeatureStep(column: "text", root: "text", transformer: transformer)], types: frame.schema)
        guard case .sparse(let rows, let absent) = try pipeline.transform(frame: frame).storage else {
            Issue.record("\(name) is not sparse")
            return
        }
        #expect(absent == .zero)
        #expect(rows.offsets == expected.indptr, "\(name)")
        #expect(rows.columns == expected.indices, "\(name)")
        #expect(rows.values.count == expected.data.count, "\(name)")
        for (mine, theirs) in zip(rows.values, expected.data) where abs(mine - theirs) > 1e-12 {
            Issue.record("\(name): \(mine) is not \(theirs)")
        }
    }
}
