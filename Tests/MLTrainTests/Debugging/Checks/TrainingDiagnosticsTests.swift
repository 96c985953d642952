import MLCore
import MLTestKit
import MLTrain
import Testing

@Suite("Training diagnostics")
struct TrainingDiagnosticsTests {
    private func check(_ report: DiagnosticReport) {
        #expect(report.findings.map(\.check) == DiagnosticCheck.allCases)
        for finding in report.findings where finding.verdict != .passed {
            #expect([.gradients, .initialLoss].contains(finding.check), "\(finding)")
            #expect(finding.verdict == .notApplicable, "\(finding)")
        }
        #expect(report.passed)
    }

    @Test("boosting on sound data passes every check, whatever is predicted")
    func sound() throws {
        for data in [
            try Examples.binary(rows: 600), try Examples.multiclass(rows: 600), try Examples.regression(rows: 600),
        ] {
            // The fourth feature of the examples tells nothing; a model that never splits on it would be told so.
            let report = try TrainingDiagnostics().report(
                for: GradientBoosting(rounds: 15, learningRate: 0.3, maximumLeaves: 12, minimumLeafRows: 5), on: data,
                in: TrainingContext(seed: 1))
            check(report)
            #expect(report[.initialLoss]?.verdict == .passed)
            #expect(report.estimator == GradientBoosting.kind && report.rowCount == 600)
            #expect(report.fittedRowCount == 450 && report.heldOutRowCount == 150 && !report.usesValidationData)
        }
    }

    @Test("a linear model on sound data only learns as many rows by heart as it can")
    func linear() throws {
        let report = try TrainingDiagnostics().report(
            for: LogisticRegression(), on: try Examples.binary(rows: 600), in: TrainingContext(seed: 1))
        #expect(report.passed)
        #expect(report[.oneBatch]?.verdict == .warning)
        #expect(report.findings(.warning).map(\.check) == [.oneBatch])
        #expect(report[.initialLoss]?.explanation.contains("log loss with a penalty") == true)
    }

    @Test("sparse label sets are checked too")
    func sparse() throws {
        let data = try Examples.sparseLabels(rows: 400)
        let report = try TrainingDiagnostics().report(
            for: LogisticRegression(), on: data, in: TrainingContext(seed: 1))
        #expect(report.passed, "\(report)")
        #expect(report[.initialLoss]?.reason == .noReportedLoss)
        #expect(report[.shuffledTargets]?.verdict == .passed)
        #expect(report[.unusedFeatures]?.verdict == .passed)
    }

    @Test("the same for every number of threads, and for the asynchronous front")
    func threads() async throws {
        let data = try Examples.multiclass(rows: 200)
        let logs = [EventLog(), EventLog()]
        let first = try TrainingDiagnostics().report(
            for: DiagnosticExamples.boosting, on: data, in: TrainingContext(seed: 3, observer: logs[0]))
        let second = try TrainingDiagnostics().report(
            for: DiagnosticExamples.boosting, on: data, in: TrainingContext(seed: 3, threads: 3, observer: logs[1]))
        #expect(first == second && logs[0].events == logs[1].events)
        #expect(logs[0].events.count == DiagnosticCheck.allCases.count + 1)
        #expect(logs[0].events.last?.name == "train.diagnostics.finished")
        let third = try await TrainingDiagnostics().reporting(
            for: DiagnosticExamples.boosting, on: data, in: TrainingContext(seed: 3))
        #expect(first == third)
    }

    @Test("rows that say nothing make checks inapplicable, and never trap")
    func degenerate() throws {
        let wide = try Examples.matrix(rows: 60)
        let sets: [TrainingSet] = [
            try Examples.binary(rows: 1), try Examples.regression(rows: 1), try Examples.regression(rows: 2),
            try Examples.regression(rows: 9),
            try TrainingSet(features: wide, targets: .numbers([Double](repeating: 3, count: 60))),
            try TrainingSet(
                features: wide,
                targets: .classes(try ClassTargets(indices: [Int32](repeating: 0, count: 60), labels: ["a"]))),
            try TrainingSet(
                features: FeatureMatrix(values: [], rowCount: 60, schema: FeatureSchema([])),
                targets: try Examples.binary(rows: 60).targets),
            try TrainingSet(
                features: FeatureMatrix(
                    values: [Double](repeating: .nan, count: 240), rowCount: 60, schema: wide.schema),
                targets: try Examples.binary(rows: 60).targets),
            try TrainingSet(
                features: wide, targets: try Examples.binary(rows: 60).targets,
                weights: (0..<60).map { $0 == 0 ? 1 : 0 }),
            try TrainingSet(
                features: wide, targets: .labelSets(try LabelSets([[String]](repeating: [], count: 60), labels: ["x"]))),
        ]
        for data in sets {
            for report in [
                try TrainingDiagnostics().report(for: DiagnosticExamples.boosting, on: data),
                try TrainingDiagnostics().report(for: LogisticRegression(), on: data),
                try TrainingDiagnostics().report(for: MajorityBaseline(), on: data),
            ] {
                #expect(report.findings.count == DiagnosticCheck.allCases.count)
                for finding in report.findings {
                    #expect((finding.reason != nil) == (finding.verdict == .notApplicable))
                    #expect(!finding.explanation.isEmpty)
                }
                #expect(!"\(report)".isEmpty)
            }
        }
        let empty = try TrainingSet(features: try Examples.matrix(rows: 0), targets: .numbers([]))
        let error = #expect(throws: TrainError.self) {
            try TrainingDiagnostics().report(for: DiagnosticExamples.boosting, on: empty)
        }
        #expect(error?.code == .emptyTrainingSet)
    }

    @Test("features that an estimator refuses fail one check; the rows are still read")
    func refused() throws {
        let data = try DiagnosticExamples.adding(["gaps", "flat"], to: try Examples.binary(rows: 200)) { row, _ in
            [row % 3 == 0 ? .nan : Double(row % 7), 1]
        }
        let report = try TrainingDiagnostics().report(for: LogisticRegression(), on: data)
        #expect(report[.initialLoss]?.verdict == .failed)
        #expect(report[.initialLoss]?.explanation.contains("train.invalidFeatures") == true)
        #expect(report[.constantBaseline]?.reason == .fitFailed)
        #expect(report[.shuffledTargets]?.reason == .fitFailed)
        #expect(report[.deadFeatures]?.features.map(\.name) == ["flat"])
        #expect(!report.passed)
    }

    @Test("validation data of another kind is refused, cancellation is honoured")
    func errors() throws {
        let data = try Examples.binary(rows: 100)
        let narrow = try TrainingSet(features: try Examples.matrix(rows: 100, width: 2), targets: data.targets)
        for (validation, code) in [
            (try Examples.regression(rows: 10), TrainError.Code.invalidTarget), (narrow, .invalidFeatures),
        ] {
            let error = #expect(throws: TrainError.self) {
                try TrainingDiagnostics().report(
                    for: DiagnosticExamples.boosting, on: data, in: TrainingContext(validation: validation))
            }
            #expect(error?.code == code)
        }
        let context = TrainingContext()
        context.cancellation.cancel()
        let error = #expect(throws: TrainError.self) {
            try TrainingDiagnostics().report(for: DiagnosticExamples.boosting, on: data, in: context)
        }
        #expect(error?.code == .cancelled)
        final class Canceller: EventObserver {
            let token = CancellationToken()
            func observe(_ event: Event) { if event.message == "overfits one batch" { token.cancel() } }
        }
        let canceller = Canceller()
        let later = #expect(throws: TrainError.self) {
            try TrainingDiagnostics().report(
                for: DiagnosticExamples.boosting, on: data,
                in: TrainingContext(observer: canceller, cancellation: canceller.token))
        }
        #expect(later?.code == .cancelled)
    }

    @Test("every bad field is named at once, and those of the estimator are told")
    func faults() throws {
        var settings = TrainingDiagnostics(checks: [], rowLimit: 1)
        settings.heldOutShare = 0
        settings.batchRows = 1
        settings.batchCopies = 0
        settings.batchTolerance = .nan
        settings.shuffledFits = 0
        settings.significance = 1
        settings.suspiciousPower = 0.2
        settings.leakingPower = 0.1
        settings.sharedRowShare = 2
        settings.contradictoryShare = -1
        settings.permutedFeatureLimit = 0
        settings.lossTolerance = 0
        settings.gradients.step = -1
        let error = #expect(throws: TrainError.self) { try settings.validated() }
        let text = "\(try #require(error))"
        for name in [
            "no checks", "rowLimit", "heldOutShare", "batchRows", "batchCopies", "batchTolerance", "shuffledFits",
            "significance", "suspiciousPower", "leakingPower", "sharedRowShare", "contradictoryShare",
            "permutedFeatureLimit", "lossTolerance", "gradients.step",
        ] { #expect(text.contains(name), "\(name)") }
        #expect(throws: TrainError.self) {
            try TrainingDiagnostics().report(for: GradientBoosting(rounds: 0), on: try Examples.binary())
        }
    }

    @Test("configuration and report survive storage, and absent fields have defaults")
    func coding() throws {
        var settings = TrainingDiagnostics(checks: [.oneBatch, .gradients], rowLimit: 77, reportedLoss: .squaredError)
        settings.gradients.placeCount = 3
        let stored = try CanonicalJSONEncoder().encode(settings)
        #expect(try CanonicalJSONDecoder().decode(TrainingDiagnostics.self, from: stored) == settings)
        #expect(
            try CanonicalJSONDecoder().decode(TrainingDiagnostics.self, from: Array("{}".utf8)) == TrainingDiagnostics()
        )
        let report = try TrainingDiagnostics().report(
            for: DiagnosticExamples.boosting, on: try Examples.binary(rows: 80))
        let bytes = try CanonicalJSONEncoder().encode(report)
        #expect(try CanonicalJSONDecoder().decode(DiagnosticReport.self, from: bytes) == report)
        #expect(try CanonicalJSONEncoder().encode(report) == bytes)
    }

    @Test("text and page say what failed, with remedy, and hostile names stay text")
    func shown() throws {
        let data = try DiagnosticExamples.adding(["<script>\u{1B}[2J"], to: try Examples.binary(rows: 200)) {
            _, truth in
            [truth]
        }
        let report = try TrainingDiagnostics().report(for: DiagnosticExamples.boosting, on: data)
        #expect(!report.passed && report.headline.contains("failed"))
        let text = "\(report)"
        #expect(text.contains("a copy of the class") && !text.contains("\u{1B}"))
        let page = report.html()
        #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        #expect(page.contains("&lt;script&gt;") && !page.contains("<script") && page == report.html())
        let none = DiagnosticReport(
            estimator: "x", task: data.targets.task, seed: 0, rowCount: 0, fittedRowCount: 0, heldOutRowCount: 0,
            usesValidationData: false, findings: [])
        #expect(PageChecks.run(none.html()).passed)
        #expect(none.headline == "No check has a meaning here")
    }
}
