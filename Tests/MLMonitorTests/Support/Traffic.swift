import MLCore
import MLMonitor

/// Made-up traffic of a multi-label model on short texts.
enum Traffic {
    static let labels = ["Comedy", "Drama", "War"]
    static let task = PredictionTask.multilabel(labels: labels)

    static let signals =
        [
            MonitoredSignal(.wordCount(input: "plot")), MonitoredSignal(.characterCount(input: "plot")),
            MonitoredSignal(.number(input: "year")), MonitoredSignal(.category(input: "country")),
            MonitoredSignal(.elements(input: "tags")), MonitoredSignal(.elementCount(input: "tags")),
            MonitoredSignal(.summary("unknownWordShare")),
        ] + MonitoredSignal.outputs(of: task)

    /// A random record; `shift` moves lengths, countries and outputs.
    static func record(_ number: Int, shift: Double = 0, generator: inout SeededGenerator) -> PredictionRecord {
        let words = Int(max(1, 30 + 20 * shift + 8 * generator.nextNormal()))
        let countries = ["US", "FR", "IN", "JP"]
        let country = generator.nextBool(probability: 0.5 - 0.4 * shift) ? "US" : countries[generator.next(below: 4)]
        let outputs = labels.indices.map { label in
            min(max(0.3 * Double(label) + 0.2 * shift + 0.2 * generator.nextUniform(), 0), 1)
        }
        var inputs: [String: Value] = [
            "plot": .string([String](repeating: "word", count: words).joined(separator: " ")),
            "year": .int64(Int64(1980 + generator.next(below: 20))), "country": .string(country),
            "tags": .stringList(generator.nextBool(probability: 0.3) ? ["a", "b"] : ["a"]),
        ]
        if generator.nextBool(probability: 0.05) { inputs["year"] = nil }
        return PredictionRecord(
            identifier: "r\(number)", sequence: Int64(number), time: Timestamp(microseconds: Int64(number) * 1_000_000),
            model: "genres", version: 1, modelDigest: "00", variant: "production", propensity: 1, inputs: inputs,
            outputs: outputs, labels: zip(labels, outputs).filter { $0.1 >= 0.5 }.map(\.0), microseconds: 100)
    }

    static func records(_ count: Int, from first: Int = 0, shift: Double = 0, seed: UInt64) -> [PredictionRecord] {
        var generator = SeededGenerator(seed: seed)
        return (first..<first + count).map { record($0, shift: shift, generator: &generator) }
    }

    static func reference(_ count: Int = 1000) throws -> MonitorReference {
        try MonitorReference(
            signals: signals,
            observations: records(count, seed: 1).map { MonitorObservation($0, summaries: share($0)) },
            outputNames: labels, subject: "model")
    }

    static func share(_ record: PredictionRecord) -> [String: Double] {
        ["unknownWordShare": Double(record.sequence % 10) / 20]
    }

    static func window(
        _ records: some Sequence<PredictionRecord>, _ reference: MonitorReference, key: Int64 = 0
    ) throws -> MonitorWindow {
        var window = try MonitorWindow(reference: reference, key: key)
        for record in records {
            try window.add(
                MonitorObservation(record, summaries: share(record)), at: record.time, reference: reference)
        }
        return window
    }

    static func report(_ key: Int64, shift: Double, reference: MonitorReference, count: Int = 400) throws -> DriftReport
    {
        let records = records(count, shift: shift, seed: UInt64(key) + 100)
        return try DriftDetector().report(on: window(records, reference, key: key), reference: reference)
    }
}
