#if HummingbirdServing
import MLCore
import MLData
import MLMonitor
import MLServe
import MLServeHummingbird

extension Loop {
    /// Serves the model in production over HTTP until SIGINT or SIGTERM, and watches what it answers.
    func serve(_ production: (release: Release, store: Store), on port: Int) async throws {
        console.begin("Serve over HTTP")
        let candidate = production.release.candidate
        let reference = try reference(of: candidate)
        let monitor = try Monitor(
            reference: reference, configuration: MonitorConfiguration(windowing: .keys(lateness: 0)))
        let model = try ServableModel(from: production.store.registry, alias: "production", of: "genres")
        let server = ModelServer(
            try Deployment(production: model), name: "http", configuration: try ModelServer.Configuration(),
            sink: LiveRecords(monitor: monitor, candidate: candidate))
        let handler = try InferenceHandler(
            models: [model.name: server], configuration: ServingConfiguration(address: ServingAddress(port: port)),
            seed: options.seed)
        let application = InferenceApplication(handler) { [console] port in
            console.tell(
                "version \(model.version) of \(model.name) is served on port \(port ?? 0) of 127.0.0.1; Ctrl-C ends it")
            console.tell("ask it from another terminal:")
            console.tell(Self.command(port: port ?? 0, model: model.name))
            _ = Console.flush()
        }
        try await application.runUntilSignalled()

        monitor.close()
        console.tell("stopped; \(monitor.counters.accepted) predictions were recorded")
        for window in monitor.takeClosedWindows() {
            let report = try DriftDetector(minimumCount: 30).report(on: window, reference: reference)
            console.tell(
                report.testedSignals.isEmpty
                    ? "they are too few to test for drift"
                    : "\(report.driftedSignals.count) of \(report.testedSignals.count) signals drifted")
        }
    }

    /// A command that asks the server for the genres of a film.
    private static func command(port: Int, model: String) -> String {
        let plot = "A detective hunts a killer who leaves a riddle at every crime scene."
        return "curl -s http://127.0.0.1:\(port)/v2/models/\(model)/infer -H 'Content-Type: application/json' -d "
            + #"'{"inputs":[{"name":"plot","shape":[1],"datatype":"BYTES","data":[""# + plot + #""]}]}'"#
    }

    /// Hands records of live predictions to a monitor, with the share of words that the model does not know.
    private struct LiveRecords: PredictionSink {
        let monitor: Monitor
        let candidate: Candidate

        func receive(_ record: PredictionRecord) {
            var summaries: [String: Double] = [:]
            if case .string(let plot)? = record.inputs["plot"],
                let frame = try? DataFrame([("plot", Column(present: [plot]))]),
                let share = try? candidate.pipeline.unknownShares(frame).first
            {
                summaries["unknown words"] = share
            }
            monitor.record(record, summaries: summaries, key: 0)
        }
    }
}
#endif
