import MLCore
import Testing

@Suite("FeatureVector and FeatureSchema")
struct FeatureVectorTests {
    @Test("A dense vector is its values; an absent feature of a sparse one is zero or missing")
    func dense() throws {
        #expect(FeatureVector([1.0, 2]).dense == [1, 2])
        #expect(FeatureVector([Float]()).count == 0)
        let zero = try FeatureVector(count: 4, columns: [1, 3], values: [5.0, 7])
        #expect(zero.dense == [0, 5, 0, 7])
        let missing = try FeatureVector(count: 4, columns: [1, 3], values: [5.0, 7], absentMeans: .missing).dense
        #expect(missing.map(\.isNaN) == [true, false, true, false])
        #expect(try FeatureVector<Float>(count: 2, columns: [], values: []).dense == [0, 0])
    }

    @Test("Sparse parts that do not fit are refused")
    func refused() throws {
        expectCoreError(.shapeMismatch) { try FeatureVector(count: 4, columns: [1], values: [1.0, 2]) }
        for columns in [[Int32(2), 1], [1, 1], [-1, 1], [1, 4]] {
            expectCoreError(.malformedInput) { try FeatureVector(count: 4, columns: columns, values: [1.0, 2]) }
        }
    }

    @Test("Counts are checked before anything is allocated")
    func limits() throws {
        for count in [-1, Int.min] {
            expectCoreError(.invalidArgument) { try FeatureVector<Float>(count: count, columns: [], values: []) }
            expectCoreError(.invalidArgument) { try FeatureSchema.numbered(count) }
        }
        for count in [FeatureSchema.countLimit + 1, Int(Int32.max), Int.max] {
            expectCoreError(.limitExceeded) { try FeatureVector<Float>(count: count, columns: [], values: []) }
            expectCoreError(.limitExceeded) { try FeatureSchema.numbered(count) }
        }
        let widest = try FeatureVector<Float>(count: FeatureSchema.countLimit, columns: [], values: [])
        #expect(widest.count == 1 << 24)
    }

    @Test("Feature names are unique, numbered on request, and stored as a list")
    func schema() throws {
        #expect(try FeatureSchema.numbered(3).names == ["f0", "f1", "f2"])
        #expect(try FeatureSchema.numbered(0).count == 0)
        expectCoreError(.duplicateName) { try FeatureSchema(["a", "b", "a"]) }
        // Canonically equivalent, but not the same bytes.
        let accents = ["\u{E9}", "e\u{301}"]
        #expect(try FeatureSchema(accents).count == 2)
        expectCoreError(.duplicateName) { try FeatureSchema(accents + [accents[1]]) }
        try expectGoldenBytes(try FeatureSchema(["b", "a", ""]), #"["b","a",""]"#)
        #expect(throws: (any Error).self) { try decoded(FeatureSchema.self, #"["a","a"]"#) }
        try expectGoldenBytes([AbsentMeaning.zero, .missing], #"["zero","missing"]"#)
    }
}
