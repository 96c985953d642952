import MLCore
import MLData
import MLEval
import MLStatistics

extension GoldenFormats {
    static let evaluation: [GoldenFormat] = [
        .value("evaluation-summary") { try summary("candidate", 0.5) },
        .value("paired-comparison") {
            try PairedComparison(
                metric: "microF1", baseline: summary("production", 0.25, undefined: 0),
                candidate: summary("candidate", 0.5, undefined: 0))
        },
        .value("gate") {
            try Gate(
                "release",
                rules: [
                    GateRule("microF1", .atLeast(0.25)), GateRule("logLoss", on: "war", .atMost(0.7), basis: .value),
                    GateRule("microF1", .notWorseThanProduction(margin: 0.01), minimumRows: 100),
                    GateRule("microF1", .betterThanProduction(by: 0)),
                ], firstModel: .insufficientEvidence)
        },
        .value("gate-result") { gateResult },
        .value("model-card") {
            try ModelCard(
                name: "genres", version: 3, digest: "00ff",
                signature: ModelSignature(
                    inputs: Schema([Schema.Field("plot", .string), Schema.Field("year", .int64, allowsMissing: true)]),
                    task: .multilabel(labels: ["Drama", "War"])),
                statement: .init(
                    overview: "Guesses genres.", owners: ["Zoë"], intendedUse: "Sorting.", outOfScopeUse: "Judging.",
                    limitations: ["Short plots."], ethicalConsiderations: ["None known."], licence: "CC0-1.0"),
                facts: [.init("seed", "42")], evaluation: summary("candidate", 0.5),
                baselines: [summary("majority", 0.125)], gate: gateResult)
        },
        .value("slice-predicate") { predicate },
        .value("prediction-record") { record },
        .value("expectation-suite") { expectations },
        .value("validation-report") { try expectations.validate(films) },
        .value("table-profile") { try TableProfile(of: films) },
        .value("split") {
            try RandomSplitter(shares: PartShares([("train", 3), ("test", 1)]), seed: 7).split(films)
        },
    ]

    static func summary(_ subject: String, _ value: Double, undefined: Int = 1) throws -> EvaluationSummary {
        let estimates = [
            MetricEstimate(
                metric: "microF1", direction: .higherIsBetter, value: .defined(value), rowCount: 120,
                interval: ConfidenceInterval(lower: value - 0.1, upper: value + 0.1, level: 0.9, method: "percentile"),
                replicates: [value - 0.1, value, value + 0.05, value + 0.1].dropLast(undefined)
                    + [Double?](repeating: nil, count: undefined)),
            MetricEstimate(
                metric: "logLoss", direction: .lowerIsBetter, value: .undefined(reason: "no rows"), rowCount: 0),
        ]
        return EvaluationSummary(
            subject: subject, dataset: "titles 1", resampling: try Resampling(seed: .max, count: 4, level: 0.9),
            overall: .init(name: "all", predicate: .all, rowCount: 120, metrics: estimates),
            slices: [.init(name: "war", predicate: predicate, rowCount: 0, metrics: Array(estimates.dropFirst()))])
    }

    static let gateResult = GateResult(
        gate: "release", subject: "00ff",
        checks: [
            .init(requirement: "microF1 on all ≥ 0.25", verdict: .pass, evidence: "0.4 to 0.6"),
            .init(requirement: "logLoss on war ≤ 0.7", verdict: .insufficientEvidence, evidence: "no rows"),
        ])

    static let predicate = SlicePredicate.or([
        .and([.contains(column: "genres", "War"), .not(.isMissing(column: "year"))]),
        .inRange(column: "year", lower: 1990, upper: nil), .inRange(column: "x", lower: -.infinity, upper: 0.5),
        .equals(column: "country", .string("FR")), .isIn(column: "count", [.int64(1), .double(1), .missing]),
    ])

    static let record = PredictionRecord(
        identifier: "request 1", sequence: 12, time: Timestamp(microseconds: -5), model: "genres", version: 3,
        modelDigest: "00ff", variant: "canary", propensity: 0.05,
        inputs: [
            "plot": .string("Ünïcode"), "year": .int64(.max), "score": .double(-.infinity), "seen": .bool(true),
            "time": .timestamp(Timestamp(microseconds: 1)), "genres": .stringList(["Drama"]), "nothing": .missing,
        ], outputs: [0.25, 1e-300], labels: ["War"], microseconds: 1500)

    static let expectations = ExpectationSuite(
        "films",
        [
            .columnsExist(["title", "year"]), .notMissing("title"), .inRange("year", lower: 1900, mostly: 0.5),
            .inSet("country", [.string("FR"), .string("US")]), .lengthBetween("title", minimum: 2, maximum: 20),
            .wordCountBetween("title", minimum: 1), .matches(.not(.equals(column: "country", .string("XX")))),
            .unique("title"), .listElementsInSet("genres", ["Drama", "War"]), .listNotEmpty("genres"),
            .typeIs("year", .int64), .rowCountBetween(minimum: 2, maximum: 10),
        ])

    /// Rows of which some break expectations.
    static var films: DataFrame {
        get throws {
            try DataFrame([
                ("title", Column(["Alpha", "Beta one", nil, "Alpha", "x"])),
                ("year", Column([1999, 1850, 2001, nil, 2003] as [Int64?])),
                ("country", Column(["FR", "XX", "US", "US", nil])),
                ("genres", Column([["Drama"], [], ["Western"], ["War", "Drama"], nil] as [[String]?])),
                ("score", Column([0.5, nil, .nan, 2, -1] as [Double?])),
            ])
        }
    }
}
