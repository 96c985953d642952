import MLCore
import MLStatistics
import Testing

@testable import MLData

@Suite("Mergeable profile")
struct TableProfileStateTests {
    private static let small = ProfileConfiguration(distinctLimit: 20, quantileSize: 64, frequentCapacity: 8)

    private static func wide(rows: Int, seed: UInt64 = 1) throws -> DataFrame {
        var random = SeededGenerator(seed: seed)
        let numbers = (0..<rows).map { _ in random.nextUniform() * 100 - 20 }
        return try DataFrame([
            ("number", Column(numbers.enumerated().map { $0 % 11 == 3 ? nil : $1 })),
            ("double", Column(present: numbers.map { 3 - 2 * $0 })),
            ("few", Column(present: numbers.map { Int64($0 / 10) })),
            ("text", Column(present: numbers.map { "t\(Int($0 * 50))" })),
            ("flag", Column(present: numbers.map { $0 > 30 })),
            ("list", Column(present: numbers.map { $0 > 0 ? ["a", "b\(Int($0))"] : [] })),
            ("time", Column(present: numbers.map { Timestamp(microseconds: Int64($0 * 1e6)) })),
        ])
    }

    private static func parts(_ frame: DataFrame, _ size: Int) throws -> [DataFrame] {
        try stride(from: 0, to: frame.rowCount, by: size).map { start in
            try frame.taking(Array(start..<min(start + size, frame.rowCount)))
        }
    }

    private static func state(_ frame: DataFrame, _ configuration: ProfileConfiguration) throws -> TableProfileState {
        var state = try TableProfileState(schema: frame.schema, configuration: configuration)
        try state.add(frame)
        return state
    }

    @Test("with few distinct values parts give the state of the whole bit for bit, added or merged", arguments: 0..<20)
    func exactStates(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let types = ColumnType.allCases
        let rows = 30 + random.next(below: 30)
        let frame = try DataFrame(
            (0..<5).map {
                (
                    "c\($0)",
                    RandomFrames.column(types[random.next(below: types.count)], rows, &random, finite: false)
                )
            })
        let configuration = ProfileConfiguration(correlationLimit: 0)
        let whole = try Self.state(frame, configuration)
        for size in [1, 7, 64] {
            var added = try TableProfileState(schema: frame.schema, configuration: configuration)
            var merged = added
            for part in try Self.parts(frame, size) {
                try added.add(part)
                try merged.merge(try Self.state(part, configuration))
            }
            #expect(added == whole && merged == whole)
            #expect(added.profile() == whole.profile())
        }
        let reversed = try frame.taking(Array((0..<rows).reversed()))
        #expect(try Self.state(reversed, configuration) == whole)
    }

    @Test("beyond the limit counts, moments and distinct values stay the same, and sketches within their bounds")
    func sketchedStates() throws {
        let frame = try Self.wide(rows: 6000)
        let whole = try Self.state(frame, Self.small).profile()
        var merged = try TableProfileState(schema: frame.schema, configuration: Self.small)
        for part in try Self.parts(frame, 777) { try merged.merge(try Self.state(part, Self.small)) }
        let joined = merged.profile()
        let exact = try TableProfile(of: frame)
        #expect(joined.duplicateRowCount == exact.duplicateRowCount)
        for (column, (other, truth)) in zip(whole.columns, zip(joined.columns, exact.columns)) {
            #expect(column.distinct == other.distinct && column.missingCount == other.missingCount)
            #expect(abs(Double(column.distinct.count - truth.distinct.count)) <= 0.05 * Double(truth.distinct.count))
            #expect((column.earliest, column.latest) == (truth.earliest, truth.latest))
            for (first, second, third) in [
                (column.numbers, other.numbers, truth.numbers),
                (column.characterCounts, other.characterCounts, truth.characterCounts),
                (column.elementCounts, other.elementCounts, truth.elementCounts),
            ] {
                guard let first, let second, let third else { continue }
                #expect((first.count, first.minimum, first.maximum) == (second.count, second.minimum, second.maximum))
                #expect(first.mean == second.mean && first.mean == third.mean)
                #expect(first.standardDeviation == second.standardDeviation)
                #expect(first.standardDeviation == third.standardDeviation)
                #expect((first.zeroCount, first.negativeCount) == (third.zeroCount, third.negativeCount))
                #expect(abs((second.skewness ?? 0) - (third.skewness ?? 0)) < 1e-9)
                #expect(abs((second.kurtosis ?? 0) - (third.kurtosis ?? 0)) < 1e-9)
                #expect(second.histogram?.finiteCount == Int64(third.count))
                guard let error = second.rankError, first.rankError != nil, third.rankError == nil else { continue }
                for index in third.quantiles.indices {
                    let spread = third.maximum - third.minimum
                    #expect(abs(second.quantiles[index] - third.quantiles[index]) <= 2.5 * error * spread + 1)
                }
            }
            for frequency in column.topValues ?? [] where !column.distinct.isExact {
                #expect(frequency.possibleExcess != nil)
            }
        }
        for (pair, other) in zip(whole.correlations ?? [], joined.correlations ?? []) {
            #expect(pair.count == other.count)
            #expect(abs((pair.coefficient ?? 0) - (other.coefficient ?? 0)) < 1e-9)
        }
    }

    @Test("the number of threads does not change a byte")
    func threads() throws {
        let frame = try Self.wide(rows: 3000)
        var bytes: [[UInt8]] = []
        for threads in [1, 2, 5] {
            var state = try TableProfileState(schema: frame.schema, configuration: Self.small)
            for part in try Self.parts(frame, 900) { try state.add(part, threads: threads) }
            bytes.append(try CanonicalJSONEncoder().encode(state))
        }
        #expect(bytes[0] == bytes[1] && bytes[0] == bytes[2])
    }

    @Test("a state is stored, read back and goes on as before; damaged ones are refused")
    func coding() throws {
        let frame = try Self.wide(rows: 500)
        var configuration = Self.small
        for limit in [20, 100_000] {
            configuration.distinctLimit = limit
            configuration.target = "flag"
            var state = try Self.state(frame, configuration)
            let bytes = try CanonicalJSONEncoder().encode(state)
            var copy = try CanonicalJSONDecoder().decode(TableProfileState.self, from: bytes)
            #expect(copy == state)
            let more = try Self.wide(rows: 300, seed: 2)
            try state.add(more)
            try copy.add(more)
            #expect(copy == state && copy.profile() == state.profile())
            let text = String(decoding: bytes, as: UTF8.self)
            for (found, other) in [
                ("\"rowCount\":500", "\"rowCount\":501"), ("\"formatVersion\":1", "\"formatVersion\":9"),
                ("\"kind\":\"integers\"", "\"kind\":\"numbers\""), ("\"distinctLimit\":", "\"distinctLimit\":-"),
            ] {
                let damaged = text.replacing(found, with: other, maxReplacements: 1)
                #expect(damaged != text)
                #expect(throws: (any Error).self) {
                    try CanonicalJSONDecoder().decode(TableProfileState.self, from: Array(damaged.utf8))
                }
            }
        }
    }

    @Test("other columns and other configurations are refused, and nothing changes")
    func mismatches() throws {
        let frame = try Self.wide(rows: 50)
        var state = try Self.state(frame, Self.small)
        let before = state
        #expect(throws: DataError.self) { try state.add(try frame.dropping(["few"])) }
        #expect(throws: DataError.self) { try state.merge(try Self.state(try frame.dropping(["few"]), Self.small)) }
        #expect(throws: DataError.self) { try state.merge(try Self.state(frame, ProfileConfiguration())) }
        #expect(state == before)
        #expect(throws: DataError.self) {
            try TableProfileState(schema: frame.schema, configuration: ProfileConfiguration(target: "none"))
        }
        let faults = ProfileConfiguration(distinctLimit: -1, quantileSize: 1, distinctPrecision: 99)
        let error = #expect(throws: DataError.self) { try faults.validated() }
        for part in ["distinct limit of -1", "quantile size of 1", "precision of 99"] {
            #expect(error?.description.contains(part) == true)
        }
    }

    @Test("correlations are Pearson's over the rows where both have numbers")
    func correlations() throws {
        let x = [1, 2, nil, 4, 5, 7, .nan, 8] as [Double?]
        let y = [2, 1, 5, nil, 4, 6, 3, 9] as [Double?]
        let frame = try DataFrame([
            ("x", Column(x)), ("y", Column(y)), ("same", Column(present: [Int64](repeating: 4, count: 8))),
        ])
        let correlations = try #require(try TableProfile(of: frame).correlations)
        #expect(correlations.map { [$0.first, $0.second] } == [["x", "y"], ["x", "same"], ["y", "same"]])
        #expect(correlations[0].count == 5 && correlations[1].coefficient == nil)
        // numpy.corrcoef([1, 2, 5, 7, 8], [2, 1, 4, 6, 9])
        #expect(abs((correlations[0].coefficient ?? 0) - 0.939_999_755_671_172_7) < 1e-9)
    }

    @Test("columns that give the target away are found, identifiers and honest columns are not")
    func leaks() throws {
        var random = SeededGenerator(seed: 3)
        let rows = 400
        let target = (0..<rows).map { _ in random.nextBool(probability: 0.3) }
        let honest = target.map { ($0 ? 1.0 : 0) + random.nextUniform() * 2 }
        let frame = try DataFrame([
            ("target", Column(present: target.map { $0 ? "yes" : "no" })),
            ("copy", Column(present: target.map { $0 ? "approved" : "refused" })),
            ("shifted", Column(present: target.map { ($0 ? 10.0 : 0) + random.nextUniform() })),
            ("honest", Column(present: honest)), ("id", Column(present: (0..<rows).map { "id\($0)" })),
        ])
        let profile = try TableProfile(of: frame, configuration: ProfileConfiguration(target: "target"))
        let leaks = profile.findings.filter { $0.kind == .leaksTarget }.compactMap(\.column)
        #expect(leaks.sorted() == ["copy", "shifted"])
        let numeric = try DataFrame([
            ("target", Column(present: honest)), ("scaled", Column(present: honest.map { 5 - 3 * $0 })),
            ("noise", Column(present: (0..<rows).map { _ in random.nextUniform() })),
        ])
        let other = try TableProfile(of: numeric, configuration: ProfileConfiguration(target: "target"))
        #expect(other.findings.filter { $0.kind == .leaksTarget }.compactMap(\.column) == ["scaled"])
        #expect(try TableProfile(of: frame).findings.allSatisfy { $0.kind != .leaksTarget })
    }

    @Test("mixed contents, skewed numbers and many values are found")
    func findings() throws {
        let rows = 0..<200
        let frame = try DataFrame([
            ("mixed", Column(present: rows.map { $0 % 3 == 0 ? "\($0)" : "w\($0 % 20)" })),
            ("skewed", Column(present: rows.map { $0 == 7 ? 1e6 : Double($0 % 10) })),
            ("many", Column(present: rows.map { "v\($0 % 150)" })),
            ("plain", Column(present: rows.map { $0 % 2 == 0 })),
        ])
        let findings = try TableProfile(of: frame).findings
        func columns(_ kind: ProfileFinding.Kind) -> [String?] { findings.filter { $0.kind == kind }.map(\.column) }
        #expect(columns(.mixedContents) == ["mixed"])
        #expect(columns(.skewed) == ["skewed"])
        #expect(columns(.manyValues) == ["many"])
    }

    @Test("moments and quantiles agree with those of a sorted sample")
    func parity() throws {
        var random = SeededGenerator(seed: 5)
        let numbers = (0..<2000).map { _ in (random.nextUniform() * 1000).rounded() / 8 + 1e9 }
        let profile = try #require(
            try TableProfile(of: DataFrame([("x", Column(present: numbers))])).columns[0].numbers)
        let sample = try SortedSample(numbers)
        #expect(try profile.quantiles == sample.quantiles(ColumnProfile.Distribution.quantileProbabilities))
        let mean = numbers.reduce(0, +) / 2000
        #expect(abs(profile.mean - mean) < 1e-6)
        let shifted = numbers.map { $0 - 1e9 }
        let center = shifted.reduce(0, +) / 2000
        let variance = shifted.reduce(0) { $0 + ($1 - center) * ($1 - center) } / 1999
        #expect(abs((profile.standardDeviation ?? 0) - variance.squareRoot()) < 1e-10)
    }

    @Test("States of huge numbers are stored, and states that no table gives are refused or harmless")
    func hugeAndForged() throws {
        let values = (0..<300).map { (row: Int) -> Double in Double(row + 1) * (row % 2 == 0 ? 1e300 : -1e290) }
        let frame = try DataFrame([
            ("a", Column(present: values)), ("b", Column(present: values.map { -$0 })),
            ("y", Column(present: values.indices.map { $0 % 2 == 0 })),
        ])
        var configuration = Self.small
        configuration.target = "y"
        var state = try TableProfileState(schema: frame.schema, configuration: configuration)
        try state.add(frame)
        let encoded = try CanonicalJSONEncoder().encode(state)
        let decoded = try CanonicalJSONDecoder().decode(TableProfileState.self, from: encoded)
        #expect(try CanonicalJSONEncoder().encode(decoded) == encoded)
        _ = decoded.profile()
        let text = String(decoding: encoded, as: UTF8.self)
        for (old, new) in [
            ("\"nanCount\":0", "\"nanCount\":9223372036854775807"), ("\"count\":300.0", "\"count\":1e300"),
            ("\"count\":300", "\"count\":9223372036854775807"), ("\"minimum\":", "\"minimom\":"),
        ] {
            let forged = Array(text.replacing(old, with: new).utf8)
            guard var state = try? CanonicalJSONDecoder().decode(TableProfileState.self, from: forged) else { continue }
            try state.add(frame)
            _ = state.profile()
        }
    }
}
