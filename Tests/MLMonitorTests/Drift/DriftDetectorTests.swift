import MLCore
import MLMonitor
import Testing

@Suite("DriftDetector")
struct DriftDetectorTests {
    @Test("Windows without drift are quiet, and say so with numbers")
    func quiet() throws {
        let reference = try Traffic.reference()
        var drifted = 0
        for key in 0..<30 {
            let report = try Traffic.report(Int64(key), shift: 0, reference: reference)
            drifted += report.driftedSignals.count
            #expect(report.testedSignals.count == Traffic.signals.count)
            for result in report.results where result.verdict == .noDrift {
                #expect(result.statistic != nil && result.reason.contains("n 1000 and 400"), "\(result.reason)")
                break
            }
        }
        #expect(drifted <= 3, "\(drifted) false alarms")
    }

    @Test("A shift is found in what has shifted and not in the rest")
    func shifted() throws {
        let reference = try Traffic.reference()
        let report = try Traffic.report(3, shift: 1, reference: reference)
        let drifted = Set(report.driftedSignals)
        for signal in ["plot.wordCount", "plot.characterCount", "country", "output(Drama)", "decidedLabels"] {
            #expect(drifted.contains(signal), "\(signal)")
        }
        for signal in ["tags.elements", "tags.elementCount", "unknownWordShare", "year"] {
            #expect(!drifted.contains(signal), "\(signal): \(report.results(of: signal).map(\.reason))")
        }
        #expect(report.verdict == .drift)
        let result = try #require(report.results(of: "plot.wordCount").first { $0.test == .kolmogorovSmirnov })
        #expect(result.verdict == .drift && (result.statistic ?? 0) > 0.5 && (result.adjustedPValue ?? 1) < 1e-10)
        #expect(result.reason.hasPrefix("KS 0.") && result.reason.contains("p (holm)"), "\(result.reason)")
    }

    @Test("The same numbers as hand-made counts: PSI over buckets in use, KS at the borders of bins")
    func values() throws {
        let signals = [MonitoredSignal(.number(input: "x"))]
        func observations(_ values: [Double?]) -> [MonitorObservation] {
            values.map { MonitorObservation(inputs: ["x": $0.map { .double($0) } ?? .missing]) }
        }
        let reference = try MonitorReference(
            signals: signals, observations: observations((0..<100).map(Double.init)), binning: .init(binCount: 2))
        var window = try MonitorWindow(reference: reference, key: 0)
        let current: [Double?] = [Double?](repeating: 10, count: 75) + [Double?](repeating: 80, count: 25)
        for observation in observations(current) { try window.add(observation, reference: reference) }
        let report = try DriftDetector().report(on: window, reference: reference)
        // (0.75 − 0.5) ln 1.5 + (0.25 − 0.5) ln 0.5
        let expected = 0.25 * Elementary.log(1.5) + 0.25 * Elementary.log(2)
        let stability = try #require(report.results[0].statistic)
        #expect(abs(stability - expected) < 1e-15)
        #expect(report.results[1].statistic == 0.25)
        #expect(report.results[1].test == .kolmogorovSmirnov)
    }

    @Test("A column that goes missing drifts through its bucket of missing values")
    func missing() throws {
        let reference = try Traffic.reference()
        let records = Traffic.records(400, seed: 30)
        var window = try MonitorWindow(reference: reference, key: 0)
        for record in records {
            var observation = MonitorObservation(record, summaries: Traffic.share(record))
            observation.inputs["year"] = nil
            try window.add(observation, reference: reference)
        }
        let report = try DriftDetector().report(on: window, reference: reference)
        #expect(report.driftedSignals == ["year"])
        let results = report.results(of: "year")
        #expect(results.map(\.verdict) == [.drift, .insufficientEvidence])
        #expect(
            results[1].reason
                == "n \(results[1].referenceCount) in the reference and 0 in the window, needed are 100 in each")
    }

    @Test("Small windows and small references give no verdict")
    func insufficient() throws {
        let reference = try Traffic.reference()
        let small = try Traffic.report(1, shift: 2, reference: reference, count: 99)
        #expect(small.verdict == .insufficientEvidence && small.driftedShare == nil)
        #expect(small.results.allSatisfy { $0.statistic == nil && $0.verdict == .insufficientEvidence })
        let few = try Traffic.reference(99)
        #expect(try Traffic.report(1, shift: 2, reference: few).verdict == .insufficientEvidence)
    }

    @Test("A report is stored and read back equal; detectors list all their faults")
    func codingAndFaults() throws {
        let report = try Traffic.report(3, shift: 1, reference: Traffic.reference())
        let bytes = try CanonicalJSONEncoder().encode(report)
        #expect(try CanonicalJSONDecoder().decode(DriftReport.self, from: bytes) == report)
        let error = #expect(throws: MonitorError.self) {
            try DriftDetector(
                stabilityThreshold: 0, distanceThreshold: 2, level: .nan, minimumCount: 0, floor: 1
            ).validated()
        }
        #expect(error?.details.problem.split(separator: ";").count == 5)
    }
}
