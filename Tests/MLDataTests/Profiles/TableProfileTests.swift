import MLCore
import MLData
import Testing

@Suite("Table profile")
struct TableProfileTests {
    private func frame() throws -> DataFrame {
        try DataFrame([
            ("n", Column([3, 1, nil, 2, 2] as [Int64?])),
            ("x", Column([1.5, .nan, .infinity, nil, -0.5])),
            ("t", Column(["a b", "", nil, "ünï", "a b"])),
            ("w", Column([Timestamp(microseconds: 5), nil, Timestamp(microseconds: -5), nil, nil])),
            ("l", Column([["p", "q", "p"], [], nil, ["q"], ["q"]])),
            ("none", Column([nil, nil, nil, nil, nil] as [String?])),
        ])
    }

    @Test("Counts, ranges, quantiles and frequencies of every type")
    func content() throws {
        let profile = try TableProfile(of: frame())
        #expect(profile.rowCount == 5)
        let n = try profile.column("n")
        #expect((n.missingCount, n.distinct.count, n.distinct.isExact) == (1, 3, true))
        #expect(n.topValues?.map(\.value) == ["2", "1", "3"])
        #expect(n.topValues?.first?.count == 2)
        let numbers = try #require(n.numbers)
        #expect((numbers.minimum, numbers.maximum, numbers.mean, numbers.median) == (1, 3, 2, 2))
        #expect(abs((numbers.standardDeviation ?? 0) - (2.0 / 3).squareRoot()) < 1e-15)
        let x = try profile.column("x")
        #expect((x.nanCount, x.infiniteCount, x.numbers?.count) == (1, 1, 2))
        let t = try profile.column("t")
        #expect((t.emptyCount, t.distinct.count) == (1, 3))
        #expect((t.characterCounts?.maximum, t.wordCounts?.maximum, t.wordCounts?.minimum) == (3, 2, 0))
        let w = try profile.column("w")
        #expect((w.earliest?.microseconds, w.latest?.microseconds) == (-5, 5))
        let l = try profile.column("l")
        #expect((l.emptyCount, l.elementCounts?.maximum, l.distinctElements?.count) == (1, 3, 2))
        #expect(l.topElements?.map(\.value) == ["q", "p"])
        #expect(l.topElements?.map(\.count) == [3, 1])
        let none = try profile.column("none")
        #expect(none.distinct.count == 0 && none.wordCounts == nil)
        #expect(throws: DataError.self) { try profile.column("z") }
        #expect(profile.description.contains("2 labels: q (3), p (1)"))
    }

    @Test("Beyond the limit the count is an estimate and frequencies that are not known are not claimed")
    func limit() throws {
        let frame = try DataFrame([("id", Column(present: (0..<100).map(Int64.init)))])
        let column = try TableProfile(of: frame, distinctLimit: 99).column("id")
        #expect(column.distinct.description == "about 100")
        // The sketch of frequent values had room for all of them, so that their counts are exact.
        #expect(column.topValues?.map(\.count) == Array(repeating: 1, count: 10))
        let crowded = ProfileConfiguration(distinctLimit: 10, frequentCapacity: 5)
        #expect(try TableProfile(of: frame, configuration: crowded).column("id").topValues == nil)
        #expect(try TableProfile(of: frame, distinctLimit: 100).column("id").distinct.description == "100")
        #expect(throws: DataError.self) { try TableProfile(of: frame, distinctLimit: -1) }
    }

    @Test("The order of the rows does not matter, and a profile is stored and read back")
    func coding() throws {
        for seed in 0..<20 {
            let frame = try RandomFrames.frame(seed: UInt64(seed))
            let profile = try TableProfile(of: frame)
            let reversed = try TableProfile(of: frame.taking(Array((0..<frame.rowCount).reversed())))
            #expect(reversed.columns == profile.columns && reversed.duplicateRowCount == profile.duplicateRowCount)
            let bytes = try CanonicalJSONEncoder().encode(profile)
            #expect(try CanonicalJSONDecoder().decode(TableProfile.self, from: bytes) == profile)
        }
    }
}
