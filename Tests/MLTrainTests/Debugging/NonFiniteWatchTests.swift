import MLCore
import MLLedger
import MLTestKit
import MLTrain
import Testing

@Suite("Watch for losses that are not finite")
struct NonFiniteWatchTests {
    @Test("the first loss that is not finite ends the fit with its step, and the observer is told")
    func stops() throws {
        let log = EventLog()
        let data = try Examples.binary()
        let estimator = ReportingEstimator(losses: [1, 0.5, .nan, 0.2, .infinity])
        let error = #expect(throws: TrainError.self) {
            try NonFiniteWatch.fitting(for: ReportingEstimator.kind, in: TrainingContext(observer: log)) {
                try estimator.fitted(to: data, in: $0)
            }
        }
        #expect(error?.code == .nonFiniteLoss)
        #expect("\(try #require(error))".contains("loss is nan at step 3 of test.reporting.step"))
        #expect(log.events.map(\.name) == Array(repeating: "test.reporting.step", count: 3) + ["train.non-finite"])
        #expect(log.events.last?.kind == .warning)
    }

    @Test("a fit that does not look at its token fails at its end; one without such losses goes through")
    func patient() throws {
        let data = try Examples.binary()
        for (losses, fails) in [([1, .infinity, 0.5], true), ([1, 0.5], false), ([], false)] {
            let estimator = ReportingEstimator(losses: losses, isPatient: true)
            let context = TrainingContext()
            let code: TrainError.Code?
            do {
                _ = try NonFiniteWatch.fitting(for: "test", in: context) { try estimator.fitted(to: data, in: $0) }
                code = nil
            } catch let error as TrainError { code = error.code }
            #expect(code == (fails ? .nonFiniteLoss : nil))
            #expect(!context.cancellation.isCancelled)
        }
    }

    @Test("other measurements that are not finite are warned about once and stop nothing")
    func others() throws {
        let log = EventLog()
        let estimator = ReportingEstimator(losses: [.nan, .nan], field: "gradientNorm")
        _ = try NonFiniteWatch.fitting(for: "test", in: TrainingContext(observer: log)) {
            try estimator.fitted(to: try Examples.binary(), in: $0)
        }
        #expect(log.events.count { $0.name == "train.non-finite" } == 1)
        let validation = ReportingEstimator(losses: [.nan], field: "validation.loss")
        #expect(throws: TrainError.self) {
            try NonFiniteWatch.fitting(for: "test", in: TrainingContext()) {
                try validation.fitted(to: try Examples.binary(), in: $0)
            }
        }
    }

    @Test("errors of the fit and cancellation by the host stay what they are")
    func errors() throws {
        let data = try Examples.binary()
        let error = #expect(throws: TrainError.self) {
            try NonFiniteWatch.fitting(for: "test", in: TrainingContext()) {
                try GradientBoosting(rounds: 0).fitted(to: data, in: $0)
            }
        }
        #expect(error?.code == .invalidHyperparameters)
        let context = TrainingContext()
        context.cancellation.cancel()
        let cancelled = #expect(throws: CoreError.self) {
            try NonFiniteWatch.fitting(for: "test", in: context) {
                try ReportingEstimator(losses: [.nan]).fitted(to: data, in: $0)
            }
        }
        #expect(cancelled?.code == .cancelled)
    }

    @Test("without a token it only keeps the first incident")
    func observing() {
        let watch = NonFiniteWatch()
        watch.observe(Event(.metric, "m", fields: ["loss": .double(1), "other": .double(.nan)]))
        #expect(watch.incident == nil)
        watch.observe(Event(.progress, "m", fields: ["loss": .double(.nan)]))
        #expect(watch.incident == nil)
        watch.observe(Event(.metric, "m", fields: ["loss": .float(-.infinity)]))
        watch.observe(Event(.metric, "m", fields: ["loss": .double(.nan)]))
        #expect(watch.incident?.text == "loss is -inf of m")
        #expect(watch.incident == watch.incident)
    }

    @Test("recorded runs are watched without being asked, and fail")
    func runs() throws {
        let runs = TrainingRuns(ledger: MemoryLedger(), blobs: MemoryBlobStore(), actor: "tester")
        let name = try ResourceName("broken")
        let error = #expect(throws: TrainError.self) {
            try runs.fitting(
                ReportingEstimator(losses: [1, .nan, 1]), named: name, to: try Examples.binary(),
                in: TrainingContext(clock: FixedClock()))
        }
        #expect(error?.code == .nonFiniteLoss)
        let record = try #require(try runs.records().first)
        #expect(record.status == .failed)
        #expect(try runs.measurements(of: record).count == 2)
    }
}
