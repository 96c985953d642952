import MLCore
import MLLedger
import MLTestKit
import MLTrain
import Testing

@Suite("TrainingRuns")
struct TrainingRunsTests {
    private let ledger = MemoryLedger()
    private let blobs = MemoryBlobStore()
    private var runs: TrainingRuns { TrainingRuns(ledger: ledger, blobs: blobs, actor: "tester") }

    @Test("a fit is recorded with its parameters, measurements, seed, dataset and model")
    func fitting() throws {
        let dataset = try blobs.put(Array("rows".utf8))
        let log = EventLog()
        let context = TrainingContext(seed: .max, threads: 2, observer: log, clock: FixedClock(microseconds: 77))
        let estimator = GradientBoosting(rounds: 4, minimumLeafRows: 5)
        let (model, record) = try runs.fitting(
            estimator, named: try ResourceName("first"), to: try Examples.binary(), dataset: dataset, in: context
        ) { try blobs.put(try $0.encoded().blob("trees")) }
        #expect(record.status == .finished)
        #expect(record.start.estimator == "trees.gradient-boosting")
        #expect(
            record.start.parameters == String(decoding: try CanonicalJSONEncoder().encode(estimator), as: UTF8.self))
        #expect(record.start.seed == .max && record.start.threads == 2 && record.start.dataset == dataset)
        #expect(record.start.startedAt.microseconds == 77 && record.end?.finishedAt.microseconds == 77)
        #expect(record.start.toolchain.hasPrefix("Swift 6.") && record.start.sdkVersion == SDKVersion.current)
        let digest = try #require(record.end?.model)
        #expect(try blobs.get(digest) == model.encoded().blob("trees"))
        let measurements = try runs.measurements(of: record)
        #expect(measurements.map(\.step) == [1, 2, 3, 4])
        let rounds = log.events.filter { $0.kind == .metric }
        #expect(measurements.map { $0["loss"] } == rounds.map { $0.fields["loss"]?.number })
        #expect([log.events.first?.name, log.events.last?.name] == ["run.started", "run.finished"])
        #expect(log.events.last?.fields["measurements"] == .int64(4))
        #expect(log.events.last?.fields["model"] == .string(digest.description))
        #expect(log.events.count == 6)
        #expect(try runs.records() == [record])
        #expect(try ledger.entries().map(\.kind) == [.runStarted, .runFinished])
        #expect(try ledger.entries().last?.blobs == [try #require(record.end?.measurements)])
    }

    @Test("a failed fit is recorded with the reason, and the error goes on")
    func failure() throws {
        let name = try ResourceName("broken")
        let log = EventLog()
        #expect(throws: TrainError.self) {
            try runs.fitting(
                GradientBoosting(rounds: 0), named: name, to: try Examples.binary(), in: TrainingContext(observer: log))
        }
        #expect(log.events.map(\.name) == ["run.started", "run.failed"])
        #expect(log.events.map(\.kind) == [.notice, .warning])
        #expect(log.events.last?.message.contains("rounds") == true)
        let record = try #require(try runs.find(name))
        #expect(record.status == .failed && record.end?.reason.contains("rounds") == true)
        let token = CancellationToken()
        token.cancel()
        let stopped = try ResourceName("stopped")
        #expect(throws: TrainError.self) {
            try runs.fitting(
                MajorityBaseline(), named: stopped, to: try Examples.binary(),
                in: TrainingContext(observer: log, cancellation: token))
        }
        #expect(try runs.find(stopped)?.status == .cancelled)
        #expect(log.events.last?.name == "run.cancelled" && log.events.last?.kind == .notice)
    }

    @Test("a run starts once and ends once")
    func conflicts() throws {
        let name = try ResourceName("once")
        let start = try RunStart(of: MajorityBaseline(), dataset: nil, in: TrainingContext())
        let clock = SystemWallClock()
        func expectConflict(_ body: () throws -> Void) {
            #expect { try body() } throws: { ($0 as? TrainError)?.code == .runConflict }
        }
        expectConflict { try runs.end(name, .finished, recorder: RunRecorder(), clock: clock) }
        try runs.begin(name, start)
        #expect(try runs.find(name)?.status == .running)
        expectConflict { try runs.begin(name, start) }
        expectConflict { try runs.end(name, .running, recorder: RunRecorder(), clock: clock) }
        try runs.end(name, .finished, recorder: RunRecorder(), clock: clock)
        expectConflict { try runs.end(name, .failed, recorder: RunRecorder(), clock: clock) }
        expectConflict { try runs.begin(name, start) }
        #expect(try runs.records().count == 1)
        #expect(try runs.find(name, asOf: .sequence(1))?.status == .running)
    }

    @Test("the recorder keeps metric events in order, counts what it drops and passes everything on")
    func recorder() throws {
        let log = EventLog()
        let recorder = RunRecorder(passingTo: log, capacity: 2)
        for step in 0..<3 {
            recorder.observe(Event(.progress, "ignored"))
            recorder.observe(
                Event(
                    .metric, "m",
                    fields: [
                        "step": .int64(Int64(step)), "loss": .double(step == 1 ? .nan : 0.5), "label": .string("a"),
                    ]))
        }
        #expect(log.events.count == 6)
        #expect(recorder.measurements.map(\.step) == [0, 1] && recorder.droppedCount == 1)
        let name = try ResourceName("kept")
        try runs.begin(name, try RunStart(of: MajorityBaseline(), dataset: nil, in: TrainingContext()))
        let record = try runs.end(name, .finished, recorder: recorder, clock: SystemWallClock())
        let measurements = try runs.measurements(of: record)
        #expect(measurements.map(\.step) == [0, 1] && measurements.first?.texts == ["label": "a"])
        #expect(measurements[0]["loss"] == 0.5 && measurements[1]["loss"]?.isNaN == true)
        #expect(record.end?.droppedCount == 1 && record.end?.measurementCount == 2)
    }

    @Test("entries that are no runs are a typed error that names them")
    func malformed() throws {
        try ledger.append(
            LedgerDraft(kind: .runStarted, subject: try ResourceName("x"), actor: "a", payload: Array("{}".utf8)),
            expecting: nil)
        #expect {
            try runs.records()
        } throws: { ($0 as? TrainError)?.code == .malformedRun && "\($0)".contains("entry 1") }
    }
}
