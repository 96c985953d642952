import MLCore
import MLMonitor
import MLStatistics
import Testing

@Suite("Windows: laws of merging")
struct WindowLawTests {
    @Test("Parts in any order and grouping equal the whole, also with NaN, infinite, missing and unseen values")
    func merging() throws {
        let reference = try Traffic.reference(200)
        var generator = SeededGenerator(seed: 3)
        let records = Traffic.records(240, seed: 4).enumerated().map { number, record -> PredictionRecord in
            guard number % 5 == 0 else { return record }
            var inputs = record.inputs
            inputs["year"] = [.double(.nan), .double(.infinity), .double(1e300), .string("?")][number / 5 % 4]
            inputs["country"] = .string("unseen \(number)")
            return PredictionRecord(
                identifier: record.identifier, sequence: record.sequence, time: record.time, model: "genres",
                version: 1, modelDigest: "00", variant: "production", propensity: 1, inputs: inputs,
                outputs: number % 2 == 0 ? [.nan, 0.5, -.infinity] : [], labels: record.labels, microseconds: 1)
        }
        let whole = try Traffic.window(records, reference)
        for _ in 0..<10 {
            let shuffled = generator.shuffled(records)
            #expect(try Traffic.window(shuffled, reference) == whole)
            let (first, second) = (generator.next(below: 120), 120 + generator.next(below: 120))
            let parts = try [shuffled[..<first], shuffled[first..<second], shuffled[second...]].map {
                try Traffic.window($0, reference)
            }
            var left = parts[0]
            try left.merge(parts[1])
            try left.merge(parts[2])
            var right = parts[2]
            try right.merge(parts[1])
            var nested = parts[0]
            try nested.merge(right)
            try right.merge(parts[0])
            #expect(left == whole && right == whole && nested == whole)
        }
        let year = try #require(whole.counts[2].numbers)
        #expect(year.nan == 12 && year.positiveInfinity == 12 && whole.counts[2].unreadable == 12)
        #expect(whole.counts[3].categories?.other == 48)
        #expect(whole.recordCount == 240)
    }

    @Test("Windows of another reference are refused and nothing changes")
    func otherReference() throws {
        let (reference, other) = (try Traffic.reference(200), try Traffic.reference(201))
        var window = try Traffic.window(Traffic.records(10, seed: 2), reference)
        let before = window
        let foreign = try Traffic.window(Traffic.records(10, seed: 2), other)
        #expect(throws: MonitorError.self) { try window.merge(foreign) }
        #expect(throws: MonitorError.self) { try window.add(MonitorObservation(), reference: other) }
        #expect(throws: MonitorError.self) { try DriftDetector().report(on: window, reference: other) }
        #expect(window == before)
    }

    @Test("A stored window reads back equal")
    func coding() throws {
        let window = try Traffic.window(Traffic.records(30, seed: 2), Traffic.reference(200), key: -4)
        let bytes = try CanonicalJSONEncoder().encode(window)
        #expect(try CanonicalJSONDecoder().decode(MonitorWindow.self, from: bytes) == window)
    }
}
