import MLCore
import MLData
import MLFeatures
import Testing

@Suite("NumericChain")
struct NumericChainTests {
    private func features(_ transformer: NumericTransformer, _ value: Value) throws -> [Double] {
        let pipeline = try FittedFeaturePipeline(
            steps: [FittedFeatureStep(column: "x", root: "x", transformer: transformer)],
            types: try Schema([.init("x", .double)]))
        let schema = try Schema([.init("x", value.type ?? .double, allowsMissing: true)])
        return try pipeline.transform(Row([value], schema: schema)).dense
    }

    @Test("Each operation is learned from what the ones before it leave")
    func chain() throws {
        let fitted = try NumericChain([.impute(Imputer(.constant(4))), .rescale()]).fitted(to: Column([0.0, nil, 2]))
        #expect(try features(fitted, .double(2)) == [0.5])
        #expect(try features(fitted, .missing) == [1])
        #expect(try features(fitted, .int64(8)) == [2])
        #expect(try features(fitted, .bool(true)) == [0.25])
    }

    @Test("The indicator is 1 where the value was missing")
    func indicator() throws {
        let fitted = try NumericChain([.impute(Imputer(.mean, addsIndicator: true))]).fitted(to: Column([1.0, nil, 3]))
        #expect(fitted.featureNames(root: "x") == ["x", "x.missing"])
        #expect(try features(fitted, .missing) == [2, 1])
        #expect(try features(fitted, .double(7)) == [7, 0])
    }

    @Test("Missing and NaN in one column need a policy, unless the missing values are replaced")
    func missingAndNaN() throws {
        let column = Column([1.0, nil, .nan])
        let error = #expect(throws: FeatureError.self) { try NumericChain().fitted(to: column, named: "x") }
        #expect(error?.code == .missingValue)
        let unified = try NumericChain([.impute(Imputer(.mean))], missingAndNaN: .unify).fitted(to: column)
        #expect(try features(unified, .double(.nan)) == [1])
        #expect(try features(unified, .missing) == [1])
        let apart = try NumericChain([.impute(Imputer(.mean))]).fitted(to: column)
        #expect(try features(apart, .missing) == [1])
        #expect(try features(apart, .double(.nan))[0].isNaN)
    }

    @Test("A constant column is not scaled, also when its mean is not exact")
    func constant() throws {
        let scaler = try StandardScaler().fitted(to: NumericValues([0.1, 0.1, 0.1, nil]))
        #expect(scaler.scale == 1)
        let range = try MinMaxScaler(lower: -1, upper: 1).fitted(to: NumericValues([3, 3]))
        let transformer = NumericTransformer(operations: [range], unifiesMissingAndNaN: false)
        #expect(try features(transformer, .double(3)) == [-1])
    }

    @Test("Clipping holds numbers at the bounds and leaves NaN")
    func clipping() throws {
        let chain = NumericChain([.rescale(MinMaxScaler(lower: 0, upper: 10, clips: true))])
        let fitted = try chain.fitted(to: Column(present: [0.0, 1.0]))
        #expect(try features(fitted, .double(5)) == [10])
        #expect(try features(fitted, .double(-5)) == [0])
        #expect(try features(fitted, .double(.nan))[0].isNaN)
    }

    @Test("The most frequent number of a tie is the least")
    func mostFrequent() throws {
        let imputer = try Imputer(.mostFrequent).fitted(to: NumericValues([5, 2, 5, 2, 9, .nan, nil]))
        #expect(imputer.fill == 2)
    }

    @Test("Infinite numbers, far too large ones, and nothing to learn from are typed errors")
    func badNumbers() {
        let infinite = #expect(throws: FeatureError.self) {
            try NumericChain([.standardize()]).fitted(to: Column(present: [1, .infinity]), named: "x")
        }
        #expect(infinite?.code == .nonFiniteValue)
        #expect(infinite?.description.contains("row 1") == true)
        let large = #expect(throws: FeatureError.self) {
            try StandardScaler().fitted(to: NumericValues([1e300, -1e300]))
        }
        #expect(large?.code == .nonFiniteValue)
        let none = #expect(throws: FeatureError.self) { try Imputer(.median).fitted(to: NumericValues([nil, .nan])) }
        #expect(none?.code == .emptyInput)
        let text = #expect(throws: FeatureError.self) { try NumericChain().fitted(to: Column(present: ["1"])) }
        #expect(text?.code == .typeMismatch)
    }

    @Test("All faults of a chain are reported at once")
    func faults() {
        let chain = NumericChain([
            .impute(Imputer(.constant(.nan))), .rescale(MinMaxScaler(lower: 1, upper: 1)),
            .standardize(StandardScaler(centers: false, scales: false)),
        ])
        let error = #expect(throws: FeatureError.self) { try chain.validated() }
        for index in 1...3 { #expect(error?.description.contains("operation \(index)") == true) }
    }
}
