import MLCore
import MLData
import MLFeatures
import Testing

@Suite("OneHotEncoder")
struct OneHotEncoderTests {
    private let letters = Column(
        present: [String](repeating: "a", count: 5) + ["b", "b", "c", "c", "d"] + [String](repeating: "e", count: 4))

    @Test(
        "Infrequent categories are chosen as scikit-learn does",
        arguments: [
            (OneHotEncoder(unseen: .infrequent, minimumFrequency: .count(2)), "abce", "d"),
            (OneHotEncoder(unseen: .infrequent, maximumCategories: 3), "ae", "bcd"),
            (OneHotEncoder(unseen: .infrequent, maximumCategories: 4), "ace", "bd"),
            (OneHotEncoder(unseen: .infrequent, maximumCategories: 5), "abce", "d"),
            (OneHotEncoder(unseen: .infrequent, maximumCategories: 6), "abcde", ""),
            (OneHotEncoder(unseen: .infrequent, minimumFrequency: .share(0.2)), "ae", "bcd"),
            (OneHotEncoder(unseen: .infrequent, minimumFrequency: .count(3), maximumCategories: 2), "a", "bcde"),
            (OneHotEncoder(unseen: .infrequent, maximumCategories: 1), "", "abcde"),
        ])
    func infrequent(encoder: OneHotEncoder, categories: String, infrequent: String) throws {
        let fitted = try encoder.fitted(to: letters)
        #expect(fitted.categories == categories.map(String.init))
        #expect(fitted.infrequentCategories == infrequent.map(String.init))
        #expect(fitted.featureNames(root: "x").suffix(2) == ["x.missing", "x.infrequent"])
    }

    @Test("Categories are sorted, integers by value, and missing has a feature of its own")
    func order() throws {
        let texts = try OneHotEncoder().fitted(to: Column(["b", nil, "", "a", "B"]))
        #expect(texts.featureNames(root: "x") == ["x=", "x=B", "x=a", "x=b", "x.missing"])
        #expect(try values(texts, .string("")) == [1, 0, 0, 0, 0])
        #expect(try values(texts, .missing) == [0, 0, 0, 0, 1])
        let integers = try OneHotEncoder(missing: .ignore).fitted(to: Column([10 as Int64?, -2, nil, 9]))
        #expect(integers.categories == ["-2", "9", "10"])
        #expect(try values(integers, .int64(9)) == [0, 1, 0])
        #expect(try values(integers, .missing) == [0, 0, 0])
        let flags = try OneHotEncoder(missing: .ignore).fitted(to: Column(present: [true, false]))
        #expect(flags.categories == ["false", "true"])
        #expect(try values(flags, .bool(true)) == [0, 1])
    }

    @Test("Lists have any number of categories, each counted once")
    func lists() throws {
        let column = Column([["drama", "war"], [], nil, ["war"]] as [[String]?])
        let fitted = try OneHotEncoder().fitted(to: column)
        #expect(fitted.featureNames(root: "genres") == ["genres=drama", "genres=war", "genres.missing"])
        #expect(try values(fitted, .stringList(["war", "drama", "war"])) == [1, 1, 0])
        #expect(try values(fitted, .stringList([])) == [0, 0, 0])
        #expect(try values(fitted, .missing) == [0, 0, 1])
    }

    @Test("A new category is refused, ignored, or counted as infrequent")
    func unseen() throws {
        let refusing = try OneHotEncoder().fitted(to: letters)
        let error = #expect(throws: FeatureError.self) { try values(refusing, .string("z")) }
        #expect(error?.code == .unseenCategory)
        #expect(error?.description.contains("\"z\"") == true && error?.description.contains("\"x\"") == true)
        let ignoring = try OneHotEncoder(unseen: .ignore, missing: .ignore).fitted(to: letters)
        #expect(try values(ignoring, .string("z")) == [0, 0, 0, 0, 0])
        let counting = try OneHotEncoder(unseen: .infrequent, missing: .ignore).fitted(to: letters)
        #expect(try values(counting, .string("z")) == [0, 0, 0, 0, 0, 1])
        #expect(try counting.unseenShares(of: ColumnSlice(Column(["z", nil, "a"]), name: "x")) == [1, nil, 0])
    }

    @Test("Nothing to learn from, missing where refused and wrong types are typed errors")
    func errors() throws {
        let empty = #expect(throws: FeatureError.self) {
            try OneHotEncoder().fitted(to: Column([nil, nil] as [String?]))
        }
        #expect(empty?.code == .emptyVocabulary)
        let missing = #expect(throws: FeatureError.self) {
            try OneHotEncoder(missing: .refuse).fitted(to: Column(["a", nil]), named: "x")
        }
        #expect(missing?.code == .missingValue)
        #expect(missing?.description.contains("row 1") == true)
        let wrong = #expect(throws: FeatureError.self) { try OneHotEncoder().fitted(to: Column(present: [1.5])) }
        #expect(wrong?.code == .typeMismatch)
        let fitted = try OneHotEncoder().fitted(to: letters)
        let other = #expect(throws: FeatureError.self) {
            try fitted.features(of: ColumnSlice(.int64(1), name: "x"))
        }
        #expect(other?.code == .typeMismatch)
        let bad = OneHotEncoder(minimumFrequency: .share(2), maximumCategories: 0)
        let faults = #expect(throws: FeatureError.self) { try bad.validated() }
        #expect(faults?.description.contains("minimumFrequency") == true)
        #expect(faults?.description.contains("maximumCategories") == true)
    }

    private func values(_ encoder: FittedOneHotEncoder, _ value: Value) throws -> [Double] {
        let type = encoder.acceptedTypes[0]
        let pipeline = try FittedFeaturePipeline(
            steps: [FittedFeatureStep(column: "x", root: "x", transformer: encoder)],
            types: try Schema([.init("x", type)]))
        return try pipeline.transform(Row([value], schema: Schema([.init("x", type, allowsMissing: true)]))).dense
    }
}
