import MLCore
import MLData
import MLMonitor
import MLStatistics
import Testing

@Suite("Monitored signals")
struct SignalTests {
    private func counts(_ source: MonitoredSignal.Source, _ values: [Value]) throws -> SignalCounts {
        let reference = try MonitorReference(
            signals: [MonitoredSignal(source, name: "s")],
            observations: values.map { MonitorObservation(inputs: ["x": $0]) })
        return reference.counts[0]
    }

    @Test("Each kind of input is read as what it says, and wrong types are counted as unreadable")
    func sources() throws {
        let numbers = try counts(
            .number(input: "x"), [.int64(2), .double(.nan), .missing, .string("3"), .bool(true), .double(.infinity)])
        #expect(numbers.numbers?.finiteCount == 2 && numbers.numbers?.nan == 1 && numbers.numbers?.missing == 1)
        #expect(numbers.numbers?.positiveInfinity == 1 && numbers.unreadable == 1 && numbers.recordCount == 5)
        #expect(numbers.mean == 1.5)
        let words = try counts(.wordCount(input: "x"), [.string(" two\twords\u{3000} "), .string(""), .int64(1)])
        #expect(words.mean == 1 && words.unreadable == 1)
        let characters = try counts(.characterCount(input: "x"), [.string("äé"), .string("ab")])
        #expect(characters.mean == 2)
        let categories = try counts(.category(input: "x"), [.string("a"), .string("a"), .bool(true), .double(1)])
        #expect(categories.categories?.categories == ["a", "true"] && categories.categories?.counts == [2, 1])
        #expect(categories.unreadable == 1)
        let elements = try counts(.elements(input: "x"), [.stringList(["a", "b"]), .stringList(["b"]), .missing])
        #expect(elements.categories?.categories == ["b", "a"] && elements.categories?.counts == [2, 1])
        #expect(elements.recordCount == 3)
        #expect(try counts(.elementCount(input: "x"), [.stringList(["a", "b"]), .stringList([])]).mean == 1)
    }

    @Test("A frame with predictions gives the observations that its records would give")
    func frames() throws {
        let frame = try DataFrame([
            ("plot", Column(["one two", nil])), ("year", Column([1999 as Int64?, 2000])),
        ])
        let predictions = try Predictions(
            values: [0.9, 0.1, 0.4, 0.2, 0.8, 0.6], rowCount: 2, task: .multilabel(labels: Traffic.labels))
        let observations = try MonitorObservation.observations(
            of: frame, columns: ["plot"], predictions: predictions, summaries: ["s": [1, 2]])
        #expect(
            observations == [
                MonitorObservation(
                    inputs: ["plot": .string("one two")], outputs: [0.9, 0.1, 0.4], labels: ["Comedy"],
                    summaries: ["s": 1]),
                MonitorObservation(
                    inputs: ["plot": .missing], outputs: [0.2, 0.8, 0.6], labels: ["Drama", "War"],
                    summaries: ["s": 2]),
            ])
        #expect(throws: MonitorError.self) {
            try MonitorObservation.observations(of: frame, summaries: ["s": [1]])
        }
        #expect(throws: MonitorError.self) {
            try MonitorObservation.observations(of: frame, predictions: predictions.selecting(rows: [0]))
        }
        #expect(throws: DataError.self) { try MonitorObservation.observations(of: frame, columns: ["none"]) }
    }
}
