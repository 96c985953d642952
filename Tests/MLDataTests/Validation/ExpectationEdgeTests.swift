import MLCore
import MLData
import Testing

@Suite("Expectations at the edges")
struct ExpectationEdgeTests {
    private func broken(_ expectation: DataExpectation, _ column: Column) throws -> [Int] {
        let report = try ExpectationSuite("one", [expectation]).validate(DataFrame([("c", column)]))
        #expect(report.results[0].note == nil)
        return report.quarantinedRows.map(\.row)
    }

    private func status(
        _ expectation: DataExpectation, _ column: Column, in context: ValidationContext = ValidationContext()
    ) throws -> ValidationReport.Status {
        try ExpectationSuite("one", [expectation]).validate(DataFrame([("c", column)]), in: context).results[0].status
    }

    @Test("Integers beyond 2⁵³ are compared as integers, and truth values are no numbers")
    func largeIntegers() throws {
        let column = Column(present: [9_007_199_254_740_992, 9_007_199_254_740_993] as [Int64])
        #expect(try broken(.inSet("c", [.int64(9_007_199_254_740_992)]), column) == [1])
        #expect(try broken(.inSet("c", [.double(9_007_199_254_740_992)]), column) == [1])
        #expect(try broken(.notInSet("c", [.int64(9_007_199_254_740_993)]), column) == [1])
        #expect(try broken(.inRange("c", upper: 9_007_199_254_740_992), column) == [1])
        #expect(try broken(.inRange("c", lower: 0.5, upper: 0x1p70), column) == [])
        #expect(try broken(.inRange("c", lower: 0x1p70), column) == [0, 1])
        #expect(try broken(.inRange("c", lower: -0x1p70, upper: 1), Column(present: [.min, 1, 2] as [Int64])) == [2])
        let many = (0..<40).map { Value.int64($0) }
        #expect(try broken(.inSet("c", many), Column(present: [39, 40, -1] as [Int64])) == [1, 2])
        #expect(try broken(.inSet("c", many), Column(present: [39.0, 39.5, .nan])) == [1, 2])
        #expect(try broken(.matches(.equals(column: "c", .int64(9_007_199_254_740_993))), column) == [0])
    }

    @Test("A set of values of another type cannot be evaluated")
    func otherTypes() throws {
        for values in [[Value.int64(0)], [.string("0"), .bool(true)]] {
            #expect(try status(.notInSet("c", values), Column(present: ["0"])) == .notEvaluated)
            #expect(try status(.inSet("c", values), Column(present: ["0"])) == .notEvaluated)
        }
        #expect(try status(.inSet("c", [.int64(1)]), Column(present: [true])) == .notEvaluated)
        #expect(try status(.notInSet("c", [.missing, .int64(1)]), Column(present: [2.5])) == .passed)
    }

    @Test("NaN follows nothing, and what comes behind it is compared with what came before it")
    func order() throws {
        let rule = DataExpectation(.ordered(column: "c", order: .increasing, isStrict: false))
        #expect(try broken(rule, Column([1.0, .nan, 2, nil, 1.5, 3])) == [1, 4])
        #expect(try broken(rule, Column([.nan, 2.0, 1])) == [0, 2])
    }

    @Test("A repair counts only when the new values satisfy what is expected of a row")
    func vainRepairs() throws {
        func verdicts(_ expectations: [DataExpectation], _ column: Column) throws -> (repaired: [Int], bad: [Int]) {
            let frame = try DataFrame([("c", column)])
            let suite = ExpectationSuite("one", expectations)
            let report = try suite.validate(frame)
            for row in 0..<frame.rowCount {
                #expect(try suite.validate(frame.row(row)) == report.verdict(row: row))
            }
            let valid = try report.partition(frame).valid
            #expect(try suite.validate(valid).quarantinedCount == 0)
            return (report.repairedRows.map(\.row), report.quarantinedRows.map(\.row))
        }
        let texts = Column(["a ", " zzz", "b", nil])
        let inSet = DataExpectation.inSet("c", [.string("a"), .string("b")]).repairing(.trim)
        #expect(try verdicts([inSet], texts) == ([0], [1]))
        #expect(try verdicts([.notMissing("c").repairing(.setMissing)], texts) == ([], [3]))
        #expect(try verdicts([.notMissing("c").repairing(.replace(.string("b"))), inSet], texts) == ([0, 3], [1]))
        #expect(try verdicts([.inRange("c", upper: 0.1).repairing(.clamp)], Column([Float(0.05), 0.2])) == ([], [1]))
        let integers = Column([0 as Int64?, 3, 2])
        #expect(try verdicts([.inRange("c", lower: 1.5, upper: 2.5).repairing(.clamp)], integers) == ([0, 1], []))
        #expect(try verdicts([.inRange("c", lower: 1.5, upper: 1.8).repairing(.clamp)], integers) == ([], [0, 1, 2]))
        let wrong = DataExpectation.inRange("c", lower: 0).repairing(.replace(.int64(0)))
        #expect(try status(wrong, Column(present: [-1.0])) == .notEvaluated)
    }

    @Test("Numbers that the reference does not have are far from it", arguments: DistributionMeasure.allCases)
    func newNumbers(measure: DistributionMeasure) throws {
        func status(_ reference: [Double], _ current: [Double]) throws -> ValidationReport.Status {
            var state = try TableProfileState(schema: Schema([.init("c", .double, allowsMissing: true)]))
            try state.add(DataFrame([("c", Column(reference.map(Optional.some)))]))
            let limit = [.chiSquare, .kolmogorovSmirnovTest].contains(measure) ? 0.99 : 0.2
            return try self.status(
                DataExpectation(.distribution(column: "c", measure: measure, limit: limit)), Column(present: current),
                in: ValidationContext(reference: state))
        }
        let zeros = [Double](repeating: 0, count: 100)
        #expect(try status(zeros, [Double](repeating: 1e9, count: 100)) == .failed)
        #expect(try status(zeros, zeros) == .passed)
        let halves = (0..<100).map { Double($0 % 2) }
        #expect(try status(halves, halves.map { $0 * 1000 }) == .failed)
        let many = (0..<1000).map { Double($0) }
        #expect(try status(many, many) == .passed)
        #expect(try status(many, many.map { _ in 5000 }) == .failed)
    }

    @Test("A sum is rounded once")
    func sum() throws {
        let column = Column(present: [1.0] + [Double](repeating: 0, count: 48))
        #expect(try DataStatistic(.sum, of: "c").value(in: DataFrame([("c", column)])) == 1)
        #expect(
            try status(.statistic(.sum, of: "c", lower: 0.3, upper: 0.3), Column(present: [0.1, 0.2, 1e17, -1e17]))
                == .failed)
        #expect(try DataStatistic(.sum, of: "c").value(in: DataFrame([("c", Column([nil as Double?]))])) == 0)
    }

    @Test("A table satisfies what is suggested from it, small numbers and NaN included", arguments: 0..<6)
    func suggestions(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let scale = [1e-9, 1e-6, 1e-3, 1, 1e6, 1e200][seed]
        let values = (0..<300).map { _ in scale * (1 + Double(random.next(below: 1000)) / 1000) }
        let frame = try DataFrame([
            ("plain", Column(present: values)), ("shifted", Column(present: values.map { -14 * scale - $0 })),
            ("odd", Column(present: values.enumerated().map { $0 == 7 ? .nan : $0 == 8 ? .infinity : $1 })),
        ])
        let suite = ExpectationSuite.suggested(from: try TableProfile(of: frame))
        let report = try suite.validate(frame)
        #expect(report.results.filter { $0.status != .passed }.map(\.expectation.description) == [])
        #expect(report.quarantinedCount == 0)
    }

    @Test("Reports and suites that make sense can be stored")
    func storing() throws {
        let suite = ExpectationSuite("one", [DataExpectation(.rowCountRatio(table: "empty", lower: 0.5, upper: 2))])
        let empty = try DataFrame([("c", Column([nil as Int64?]))]).prefix(0)
        let report = try suite.validate(
            DataFrame([("c", Column([1 as Int64?]))]), in: ValidationContext(tables: ["empty": empty]))
        #expect(report.results[0].status == .failed)
        #expect(try CanonicalJSONEncoder().encode(report).isEmpty == false)
        for rule in [
            DataExpectation.Rule.fresh(column: "c", maximumAge: .infinity),
            .zScoreWithin(column: "c", limit: .infinity),
            .distribution(column: "c", measure: .largestDifference, limit: .infinity),
        ] {
            #expect(throws: DataError.self) { try ExpectationSuite("one", [DataExpectation(rule)]).validated() }
        }
    }

    @Test("Texts that are equal as strings are one value, to rules and to statistics")
    func spellings() throws {
        let frame = try DataFrame([("c", Column(present: ["é", "e\u{301}", "b"]))])
        #expect(try DataStatistic(.distinctCount, of: "c").value(in: frame) == 2)
        #expect(try DataStatistic(.uniqueShare, of: "c").value(in: frame) != 1)
    }
}
