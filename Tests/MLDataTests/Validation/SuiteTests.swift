import MLCore
import Testing

@testable import MLData

@Suite("Rules of expectations")
struct SuiteTests {
    static func frame() throws -> DataFrame {
        try DataFrame([
            ("id", Column(["a1", "b2", "c3", "c3", nil])),
            ("mail", Column(["x@y.org", "x@y", nil, "é@y.org", "a.b@c.de"])),
            ("low", Column([1, 5, 3, nil, 2] as [Int64?])),
            ("high", Column([2.0, 4, 3, 9, .nan])),
            ("rest", Column([7, 1, 4, 0, 8] as [Int64?])),
            ("time", Column((0..<5).map { Timestamp(microseconds: Int64($0) * 1_000_000) })),
            ("tags", Column([["p"], ["q", "p"], [], nil, ["p"]])),
        ])
    }

    private func broken(_ rule: DataExpectation.Rule, _ context: ValidationContext = .init()) throws -> [Int] {
        let report = try ExpectationSuite("one", [DataExpectation(rule)]).validate(Self.frame(), in: context)
        #expect(report.results[0].status != .notEvaluated, "\(report.results[0].note ?? "")")
        return report.quarantinedRows.map(\.row)
    }

    @Test("every rule about rows breaks exactly on the rows it should")
    func rows() throws {
        #expect(try broken(.missing(column: "id")) == [0, 1, 2, 3])
        #expect(try broken(.notInSet(column: "id", values: [.string("a1"), .string("x")])) == [0])
        #expect(try broken(.notInSet(column: "low", values: [.double(5)])) == [1])
        #expect(try broken(.finite(column: "high")) == [4])
        #expect(try broken(.hasFormat(column: "mail", format: .mail)) == [1, 3])
        #expect(try broken(.matchesPattern(column: "id", anyOf: ["^a", "3$"])) == [1])
        #expect(try broken(.matchesNoPattern(column: "id", patterns: ["[ab][0-9]"])) == [0, 1])
        #expect(try broken(.compares(column: "low", comparison: .lessOrEqual, other: "high")) == [1, 4])
        #expect(try broken(.compares(column: "low", comparison: .notEqual, other: "rest")) == [])
        let pairs: [[Value]] = [[.string("a1"), .int64(1)], [.string("c3"), .double(3)]]
        #expect(try broken(.combinationInSet(columns: ["id", "low"], values: pairs)) == [1])
        #expect(try broken(.differentWithinRow(columns: ["low", "high"])) == [2])
        #expect(try broken(.sumEquals(columns: ["low", "high", "rest"], total: 10, tolerance: 0)) == [4])
        #expect(try broken(.anyOf([.notMissing(column: "low"), .missing(column: "tags")])) == [])
        #expect(
            try broken(.anyOf([.inRange(column: "low", lower: 3, upper: nil), .listNotEmpty(column: "tags")])) == [])
        #expect(try broken(.uniqueTogether(columns: ["id", "mail"])) == [])
        #expect(try broken(.uniqueTogether(columns: ["id", "tags"])) == [])
        #expect(try broken(.ordered(column: "low", order: .increasing, isStrict: true)) == [2, 4])
        #expect(try broken(.ordered(column: "time", order: .increasing, isStrict: true)) == [])
        #expect(try broken(.ordered(column: "id", order: .increasing, isStrict: false)) == [])
        #expect(try broken(.zScoreWithin(column: "rest", limit: 1)) == [3, 4])
        let other = try DataFrame([("key", Column(["a1", "c3"])), ("n", Column([1.0, 3.0]))])
        let context = ValidationContext(tables: ["other": other])
        #expect(try broken(.references(columns: ["id"], table: "other", key: ["key"]), context) == [1])
        #expect(try broken(.references(columns: ["id", "low"], table: "other", key: ["key", "n"]), context) == [1])
    }

    private func passes(_ rule: DataExpectation.Rule, _ context: ValidationContext = .init()) throws -> Bool {
        let report = try ExpectationSuite("one", [DataExpectation(rule)]).validate(Self.frame(), in: context)
        #expect(report.results[0].status != .notEvaluated && report.quarantinedCount == 0)
        return report.passed
    }

    @Test("statistics of tables, columns and pairs are those of the definitions")
    func statistics() throws {
        let frame = try Self.frame()
        func value(_ kind: DataStatistic.Kind, _ column: String? = nil, _ other: String? = nil) throws -> Double? {
            try DataStatistic(kind, of: column, and: other, probability: kind == .quantile ? 0.25 : nil).value(
                in: frame)
        }
        let expected: [(DataStatistic.Kind, String?, String?, Double?)] = [
            (.rowCount, nil, nil, 5), (.columnCount, nil, nil, 7), (.duplicateRowCount, nil, nil, 0),
            (.missingCount, "low", nil, 1), (.completeness, "low", nil, 0.8), (.nanCount, "high", nil, 1),
            (.infiniteCount, "high", nil, 0), (.zeroCount, "rest", nil, 1), (.negativeCount, "rest", nil, 0),
            (.emptyCount, "tags", nil, 1), (.distinctCount, "id", nil, 3), (.distinctShare, "id", nil, 0.75),
            (.uniqueShare, "id", nil, 0.5), (.uniqueValueRatio, "id", nil, 2.0 / 3),
            (.mostFrequentShare, "id", nil, 0.5),
            (.minimum, "rest", nil, 0), (.maximum, "rest", nil, 8), (.range, "rest", nil, 8), (.mean, "rest", nil, 4),
            (.sum, "rest", nil, 20), (.median, "rest", nil, 4), (.quantile, "rest", nil, 1),
            (.interquartileRange, "rest", nil, 6), (.variance, "rest", nil, 12.5), (.minimumLength, "mail", nil, 3),
            (.maximumLength, "mail", nil, 8), (.meanLength, "mail", nil, 6.25), (.maximum, "time", nil, 4e6),
            (.entropy, "id", nil, 1.5 * Elementary.log(2)), (.cramersV, "id", "id", 1),
            (.mutualInformation, "id", "id", 1.5 * Elementary.log(2)), (.correlation, "rest", "rest", 1),
        ]
        for (kind, column, other, number) in expected {
            let found = try value(kind, column, other)
            #expect(abs((found ?? .nan) - (number ?? .nan)) < 1e-12, "\(kind) \(column ?? "") \(found ?? .nan)")
        }
        #expect(try DataStatistic(.mean, of: "low").value(in: frame.prefix(0)) == nil)
        #expect(throws: DataError.self) { try DataStatistic(.mean, of: "id").value(in: frame) }
        #expect(throws: DataError.self) { try DataStatistic(.meanLength, of: "low").value(in: frame) }
    }

    @Test("rules about the table quarantine nothing and say what was found")
    func tables() throws {
        #expect(try passes(.statistic(DataStatistic(.mean, of: "rest"), lower: 4, upper: 4)))
        #expect(try !passes(.statistic(DataStatistic(.mean, of: "rest"), lower: nil, upper: 3.9)))
        #expect(try passes(.distinctValues(column: "low", relation: .areIn, values: (0..<9).map { .int64($0) })))
        #expect(try !passes(.distinctValues(column: "low", relation: .equal, values: [.int64(1)])))
        #expect(try passes(.distinctValues(column: "low", relation: .contain, values: [.int64(1), .double(2)])))
        #expect(try passes(.mostFrequentIn(column: "id", values: [.string("c3")])))
        #expect(try !passes(.mostFrequentIn(column: "rest", values: [.int64(7)])))
        let names = try Self.frame().columnNames
        #expect(
            try passes(.columnsAre(names, isOrdered: true)) && passes(.columnsAre(names.reversed(), isOrdered: false)))
        #expect(
            try !passes(.columnsAre(names.reversed(), isOrdered: true))
                && !passes(.columnsAre(["id"], isOrdered: false)))
        #expect(
            try passes(.typeIsIn(column: "low", types: [.double, .int64]))
                && !passes(.typeIsIn(column: "low", types: [.bool])))
        #expect(try passes(.columnNamesMatch(pattern: "^[a-z]+$")) && !passes(.columnNamesMatch(pattern: "^t")))
        let now = ValidationContext(now: Timestamp(microseconds: 10_000_000))
        #expect(
            try passes(.fresh(column: "time", maximumAge: 6), now)
                && !passes(.fresh(column: "time", maximumAge: 5.9), now))
        #expect(try !passes(.fresh(column: "time", maximumAge: 60), ValidationContext(now: Timestamp(microseconds: 0))))
        let tables = ValidationContext(tables: ["half": try Self.frame().prefix(2)])
        #expect(try passes(.rowCountRatio(table: "half", lower: 2, upper: 3), tables))
        #expect(try !passes(.rowCountRatio(table: "half", lower: nil, upper: 2), tables))
    }

    @Test("what the context does not have makes an expectation undecided, never satisfied")
    func context() throws {
        let rules: [DataExpectation.Rule] = [
            .fresh(column: "time", maximumAge: 1), .fresh(column: "low", maximumAge: 1),
            .references(columns: ["id"], table: "none", key: ["id"]),
            .rowCountRatio(table: "none", lower: 1, upper: nil),
            .distribution(column: "low", measure: .largestDifference, limit: 1),
            .steady(DataStatistic(.rowCount), rule: AnomalyRule(.batchNormal)),
            .statistic(DataStatistic(.mean, of: "none"), lower: 0, upper: nil),
            .compares(column: "id", comparison: .less, other: "low"), .hasFormat(column: "low", format: .json),
        ]
        for rule in rules {
            let report = try ExpectationSuite("one", [DataExpectation(rule)]).validate(Self.frame())
            #expect(report.results[0].status == .notEvaluated && !report.passed, "\(rule)")
        }
    }

    @Test("distributions are compared with a stored profile")
    func distributions() throws {
        var random = SeededGenerator(seed: 1)
        func table(_ shift: Double, _ share: Double) throws -> DataFrame {
            try DataFrame([
                ("x", Column((0..<2000).map { $0 % 50 == 0 ? nil : random.nextUniform() + shift })),
                ("c", Column(present: (0..<2000).map { _ in random.nextBool(probability: share) ? "a" : "b" })),
            ])
        }
        var state = try TableProfileState(schema: table(0, 0.5).schema, configuration: .init(distinctLimit: 500))
        try state.add(try table(0, 0.5))
        let context = ValidationContext(reference: state)
        for (measure, limit) in [
            (DistributionMeasure.populationStabilityIndex, 0.05), (.jensenShannonDivergence, 0.01),
            (.largestDifference, 0.05), (.totalVariation, 0.06), (.kullbackLeibler, 0.05),
        ] {
            let suite = ExpectationSuite(
                "like", [.distribution("x", measure, limit: limit), .distribution("c", measure, limit: limit)])
            #expect(try suite.validate(try table(0, 0.5), in: context).passed, "\(measure)")
            let moved = try suite.validate(try table(0.4, 0.9), in: context)
            #expect(moved.results.map(\.status) == [.failed, .failed], "\(measure)")
        }
        let chi = ExpectationSuite("chi", [.distribution("c", .chiSquare, limit: 0.999)])
        #expect(try chi.validate(try table(0, 0.5), in: context).passed)
        #expect(try !chi.validate(try table(0, 0.7), in: context).passed)
    }

    @Test("values are judged after their history by each strategy")
    func anomalies() throws {
        #expect(AnomalyRule(.threshold, lower: 1).expected(after: [])?.lower == 1)
        let change = try #require(AnomalyRule(.absoluteChange, lower: -1, upper: 2).expected(after: [5, 7]))
        #expect(change == (6, 9))
        let second = try #require(
            AnomalyRule(.absoluteChange, lower: 0, upper: 0, order: 2).expected(after: [1, 3, 5]))
        #expect(second == (7, 7))
        let ratio = try #require(AnomalyRule(.relativeChange, lower: 0.5, upper: 2).expected(after: [4, 10]))
        #expect(ratio == (5, 20))
        #expect(AnomalyRule(.relativeChange, lower: 1).expected(after: [0]) == nil)
        let normal = try #require(AnomalyRule(.batchNormal, deviations: 1).expected(after: [1, 2, 3]))
        #expect(normal == (1, 3))
        let outlier = [10.0, 11, 10, 9, 1000, 10, 11, 9]
        let online = try #require(AnomalyRule(.onlineNormal).expected(after: outlier))
        let batch = try #require(AnomalyRule(.batchNormal).expected(after: outlier))
        #expect(online.upper < 20 && batch.upper > 200)
        let week = (0..<42).map { Double($0) * 0.5 + ($0 % 7 == 6 ? 30 : 0) }
        let seasonal = try #require(AnomalyRule(.seasonal, order: 7).expected(after: week))
        #expect(abs((seasonal.lower + seasonal.upper) / 2 - 21) < 0.5 && seasonal.upper - seasonal.lower < 10)
        #expect(AnomalyRule(.seasonal, order: 7).expected(after: [1, 2, 3]) == nil)
        let statistic = DataStatistic(.rowCount)
        let suite = ExpectationSuite(
            "steady", [.steady(statistic, AnomalyRule(.relativeChange, lower: 0.8, upper: 1.2))])
        #expect(try suite.validate(Self.frame(), in: .init(history: [statistic: [4, 5]])).passed)
        #expect(try !suite.validate(Self.frame(), in: .init(history: [statistic: [4, 9]])).passed)
    }

    @Test("conditions, repairs and single rows agree")
    func repairs() throws {
        let frame = try Self.frame()
        let suite = ExpectationSuite("repairs") {
            DataExpectation.inRange("rest", lower: 1, upper: 7).repairing(.clamp)
            DataExpectation.hasFormat("mail", .mail).repairing(.setMissing)
            DataExpectation.notMissing("low").repairing(.replace(.int64(-1)))
            DataExpectation.notMissing("id").when(.inRange(column: "rest", lower: 8, upper: nil))
        }
        let report = try suite.validate(frame)
        #expect(report.quarantinedRows.map(\.row) == [4] && report.quarantinedRows[0].expectations == [0, 3])
        #expect(report.repairedRows.map(\.row) == [1, 3] && report.results[3].evaluatedCount == 1)
        let (valid, quarantined) = try report.partition(frame)
        #expect(try valid.values(of: ColumnKey<Int64>("rest")) == [7, 1, 4, 1])
        #expect(try valid.values(of: ColumnKey<String>("mail")) == ["x@y.org", nil, nil, nil])
        #expect(try valid.values(of: ColumnKey<Int64>("low")) == [1, 5, 3, -1] && quarantined.rowCount == 1)
        for row in 0..<5 {
            let (verdict, repaired) = try suite.repair(frame.row(row))
            #expect(try verdict == report.verdict(row: row) && verdict == suite.validate(frame.row(row)))
            if row < 4 { #expect(try repaired?.values == valid.row(row).values) } else { #expect(repaired == nil) }
        }
        #expect(ValueRepair.trim.repaired(.string(" a b\n"), rule: .notMissing(column: "x")) == .string("a b"))
        #expect(throws: DataError.self) {
            try ExpectationSuite("x", [.unique("id").repairing(.setMissing)]).validated()
        }
        #expect(throws: DataError.self) { try ExpectationSuite("x", [.notMissing("id").repairing(.clamp)]).validated() }
    }

    private static let schema: JSONSchema = {
        do {
            return try JSONSchema(["type": ["string", "null"], "maxLength": 9])
        } catch {
            fatalError("\(error)")
        }
    }()

    /// A suite with every rule.
    static let everyRule = ExpectationSuite(
        "every",
        [
            .notMissing("id"), .unique("id"), .listNotEmpty("tags"), .inRange("low", lower: 0, upper: .infinity),
            .inSet("id", [.string("a1"), .bool(true), .double(0.5), .timestamp(Timestamp(microseconds: 1))]),
            .lengthBetween("id", maximum: 4), .wordCountBetween("id", minimum: 1), .matches(.isMissing(column: "low")),
            .listElementsInSet("tags", ["p"]), .typeIs("low", .int64), .rowCountBetween(minimum: 1),
            .columnsExist(["id"]),
        ]
            + ([
                .missing(column: "id"), .notInSet(column: "id", values: [.string("x")]), .finite(column: "high"),
                .hasFormat(column: "mail", format: .mail), .matchesPattern(column: "id", anyOf: ["a", "b"]),
                .matchesNoPattern(column: "id", patterns: ["z"]),
                .compares(column: "low", comparison: .less, other: "high"),
                .combinationInSet(columns: ["id", "low"], values: [[.string("a1"), .int64(1)]]),
                .differentWithinRow(columns: ["low", "rest"]),
                .sumEquals(columns: ["low", "rest"], total: 8, tolerance: 0.5),
                .references(columns: ["id"], table: "other", key: ["key"]),
                .anyOf([.notMissing(column: "id"), .anyOf([.finite(column: "high")])]),
                .uniqueTogether(columns: ["id", "low"]), .ordered(column: "time", order: .increasing, isStrict: true),
                .zScoreWithin(column: "rest", limit: 3),
                .statistic(DataStatistic(.quantile, of: "low", probability: 0.5), lower: 0, upper: nil),
                .distinctValues(column: "id", relation: .contain, values: [.string("a1")]),
                .mostFrequentIn(column: "id", values: [.string("c3")]), .columnsAre(["id", "mail"], isOrdered: true),
                .typeIsIn(column: "low", types: [.int64]), .columnNamesMatch(pattern: "^[a-z]"),
                .fresh(column: "time", maximumAge: 60), .rowCountRatio(table: "other", lower: 0.5, upper: 2),
                .distribution(column: "low", measure: .totalVariation, limit: 0.1),
                .steady(DataStatistic(.correlation, of: "low", and: "high"), rule: AnomalyRule(.seasonal, order: 7)),
                .isLike(column: "id", anyOf: ["a%", "_2"]), .isNotLike(column: "id", patterns: [#"\_%"#]),
                .hasTimeFormat(column: "id", format: "%Y-%m-%d"),
                .conformsToSchema(column: "mail", schema: schema),
                .elementCountBetween(column: "tags", minimum: 0, maximum: 2),
                .elementOccurrences(column: "tags", value: "p", minimum: 0, maximum: 1),
                .allOf([.notMissing(column: "id"), .finite(column: "high")]),
                .anyOf([.rowCountBetween(minimum: 9, maximum: nil), .columnsExist(["id"])]),
                .agreesWith(columns: ["low"], table: "other", key: ["low"]), .sameColumnsAs(table: "other"),
                .statisticRatio(DataStatistic(.mean, of: "low"), table: "other", lower: 0.5, upper: 2),
                .vocabularyShare(column: "mail", values: ["x@y.org"], lower: 0.25),
                .fitsDistribution(column: "rest", .init(.uniform, location: 0, scale: 8), minimumPValue: 0.05),
            ] as [DataExpectation.Rule]).map { DataExpectation($0) }
            + [
                .notMissing("low", mostly: 0.5).when(.isMissing(column: "id")).repairing(.replace(.int64(0))),
                .inRange("low", lower: 1).repairing(.clamp), .notMissing("id").repairing(.setMissing),
            ])

    @Test("every rule is stored and read back, and unknown keys are refused")
    func coding() throws {
        let bytes = try CanonicalJSONEncoder().encode(Self.everyRule)
        let read = try CanonicalJSONDecoder(rejectsUnknownKeys: true).decode(ExpectationSuite.self, from: bytes)
        #expect(read == Self.everyRule)
        _ = try Self.everyRule.validated()
        let names = Set(
            try Self.everyRule.expectations.compactMap { expectation in
                try JSONReader().value(from: CanonicalJSONEncoder().encode(expectation))["rule"]?.stringValue
            })
        #expect(names == Set(RuleName.allCases.map(\.rawValue)))
        for expectation in Self.everyRule.expectations { #expect(!expectation.description.isEmpty) }
        for text in [
            #"{"rule":"hasFormat","column":"a","format":"none"}"#, #"{"rule":"finite","column":"a","lower":1}"#,
            #"{"rule":"statistic","statistic":"mode","column":"a"}"#,
            #"{"rule":"anyOf","rules":[{"rule":"finite","column":"a","mostly":0.5}]}"#,
            #"{"rule":"fresh","column":"a"}"#,
        ] {
            #expect(throws: (any Error).self, "\(text)") {
                try CanonicalJSONDecoder().decode(DataExpectation.self, from: Array(text.utf8))
            }
        }
        var nested = #"{"rule":"finite","column":"a"}"#
        for _ in 0..<12 { nested = #"{"rule":"anyOf","rules":["# + nested + "]}" }
        #expect(throws: (any Error).self) {
            try CanonicalJSONDecoder().decode(DataExpectation.self, from: Array(nested.utf8))
        }
    }

    @Test("the number of threads does not change the report, and a report is stored and read back")
    func threads() throws {
        let context = ValidationContext(
            now: Timestamp(microseconds: 5_000_000),
            tables: ["other": try DataFrame([("key", Column(["a1"]))])])
        let reports = try [1, 2, 7].map { try Self.everyRule.validate(Self.frame(), in: context, threads: $0) }
        #expect(reports[0] == reports[1] && reports[0] == reports[2])
        let bytes = try CanonicalJSONEncoder().encode(reports[0])
        #expect(try CanonicalJSONDecoder().decode(ValidationReport.self, from: bytes) == reports[0])
    }

    @Test("a table satisfies what its own profile suggests, and another one does not")
    func suggestions() throws {
        for seed in 0..<15 {
            let frame = try RandomFrames.frame(seed: UInt64(seed), maximumRows: 80)
            let suite = ExpectationSuite.suggested(from: try TableProfile(of: frame))
            let report = try suite.validated().validate(frame)
            #expect(report.passed, "\(seed): \(report)")
        }
        let rows = 0..<300
        let frame = try DataFrame([
            ("id", Column(present: rows.map { "u\($0)" })),
            ("kind", Column(present: rows.map { ["a", "b", "c"][$0 % 3] })),
            ("size", Column(rows.map { $0 % 10 == 0 ? nil : Double($0) / 3 })),
        ])
        let suite = ExpectationSuite.suggested(from: try TableProfile(of: frame))
        let words = suite.expectations.map(\.description)
        for part in ["id is unique", "kind is one of a, b, c", "size is 0 to 110", "kind is not missing"] {
            #expect(words.contains(part), "\(words)")
        }
        #expect(
            suite.expectations.contains { $0.rule == .notMissing(column: "size") && $0.mostly > 0.8 && $0.mostly < 0.9 }
        )
        let other = try frame.replacing("kind", with: Column(present: rows.map { _ in "z" }))
        #expect(try !suite.validate(other).passed)
    }

    @Test("facets of OpenLineage hold the outcomes and the metrics")
    func lineage() throws {
        let frame = try Self.frame()
        let report = try ExpectationSuite("s", [.notMissing("id"), .rowCountBetween(minimum: 1)]).validate(frame)
        let facet = report.lineageAssertions(producer: "https://example.org")
        let entries = try #require(facet["assertions"]?.arrayValue)
        #expect(entries.map { $0["success"]?.boolValue } == [false, true])
        #expect(entries[0]["column"]?.stringValue == "id" && entries[1]["column"] == nil)
        let metrics = try TableProfile(of: frame).lineageMetrics(producer: "https://example.org", byteCount: 9)
        #expect(metrics["rowCount"]?.integerValue == 5 && metrics["bytes"]?.integerValue == 9)
        #expect(metrics["columnMetrics"]?["rest"]?["quantiles"]?["0.5"]?.doubleValue == 4)
        #expect(metrics["columnMetrics"]?["id"]?["nullCount"]?.integerValue == 1)
    }

    @Test(
        "forms of text are told apart",
        arguments: [
            (TextFormat.json, ["{\"a\": [1]}", "3"], ["{", ""]), (.number, ["1.5", "-3e2"], ["1,5", "nan"]),
            (.integer, ["12", "-3"], ["1.0", ""]), (.truthValue, ["true"], ["True", "1"]),
            (.time, ["2024-02-29", "2024-01-01T10:00:00Z"], ["2023-02-29", "10:00"]),
            (.mail, ["a.b+c@d-e.org"], ["a@b", "@b.c", "a..b@c.de", "a b@c.de", "a@b@c.de"]),
            (
                .webAddress, ["https://a.b/c?d", "http://localhost:8080"],
                ["ftp://a.b", "https://", "https://a b", "http://a:x"]
            ),
            (.uuid, ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567e89b12d3a456426614174000", "x"]),
            (.internetAddress, ["0.0.0.0", "255.1.2.3"], ["256.1.1.1", "1.2.3", "01.2.3.4"]),
            (.paymentCard, ["4111 1111 1111 1111"], ["4111 1111 1111 1112", "411"]),
            (.socialSecurityNumber, ["123-45-6789", "123456789"], ["000-12-3456", "666-12-3456", "123-45-678"]),
        ])
    func formats(format: TextFormat, good: [String], bad: [String]) {
        for (texts, expected) in [(good, true), (bad, false)] {
            for text in texts {
                var text = text
                #expect(text.withUTF8 { format.accepts($0) } == expected, "\(format) \(text)")
            }
        }
    }
}
