import MLCore
import MLLedger
import MLMonitor
import Testing

@Suite("MonitorReference")
struct MonitorReferenceTests {
    @Test("The stored form reads back as an equal reference with the same digest")
    func coding() throws {
        let reference = try Traffic.reference()
        let bytes = try reference.encoded()
        let decoded = try MonitorReference(decoding: bytes)
        #expect(decoded == reference && decoded.digest == reference.digest)
        #expect(try decoded.encoded() == bytes)
        #expect(reference.recordCount == 1000)
    }

    @Test("The order of the reference data does not change the reference; other data does")
    func order() throws {
        let observations = Traffic.records(300, seed: 1).map { MonitorObservation($0) }
        func digest(_ observations: [MonitorObservation]) throws -> String {
            try MonitorReference(signals: Traffic.signals, observations: observations, outputNames: Traffic.labels)
                .digest.hex
        }
        #expect(try digest(observations) == digest(observations.reversed()))
        #expect(try digest(observations) != digest(Array(observations.dropLast())))
    }

    @Test("The stored form of a small reference stays as it is")
    func golden() throws {
        let reference = try MonitorReference(
            signals: [MonitoredSignal(.number(input: "x")), MonitoredSignal(.category(input: "c"))],
            observations: [
                MonitorObservation(inputs: ["x": .double(1), "c": .string("a")]),
                MonitorObservation(inputs: ["x": .double(2), "c": .string("b")]),
                MonitorObservation(inputs: ["x": .double(.nan), "c": .missing]),
            ], subject: "m", binning: .init(binCount: 2, categoryLimit: 1))
        let text = String(decoding: try reference.encoded(), as: UTF8.self)
        let expected = """
            {"counts":[{"numbers":{"above":0,"below":0,"counts":[1,1],"edges":{"cuts":[1.5]},"missing":0,"nan":1,\
            "negativeInfinity":0,"positiveInfinity":0},"recordCount":3,"sum":{"digits":[786432],"first":33},\
            "unreadable":0},{"categories":{"categories":["a"],"counts":[1],"missing":1,"other":1},"recordCount":3,\
            "sum":{"digits":[],"first":0},"unreadable":0}],"formatVersion":1,"outputNames":[],"recordCount":3,\
            "signals":[{"name":"x","source":{"number":{"input":"x"}}},{"name":"c","source":{"category":{"input":"c"}}}],\
            "subject":"m"}
            """
        #expect(text == expected)
    }

    @Test("Repeated names, unknown outputs, bad binning and no data are refused, faults all at once")
    func refusals() throws {
        let observation = [MonitorObservation(inputs: ["x": .double(1)])]
        let error = #expect(throws: MonitorError.self) {
            try MonitorReference(
                signals: [
                    MonitoredSignal(.number(input: "x")), MonitoredSignal(.wordCount(input: "x"), name: "x"),
                    MonitoredSignal(.output("none")),
                ], observations: observation)
        }
        #expect(error?.details.problem == "the signal \"x\" occurs twice; there is no output \"none\"")
        #expect(throws: MonitorError.self) { try MonitorReference(signals: [], observations: observation) }
        #expect(throws: MonitorError.self) {
            try MonitorReference(signals: [MonitoredSignal(.number(input: "x"))], observations: [])
        }
        #expect(throws: MonitorError.self) {
            try MonitorReference(
                signals: [MonitoredSignal(.number(input: "x"))], observations: observation,
                binning: .init(binCount: 0, categoryLimit: 0))
        }
    }

    @Test("A stored form that was changed or cut is refused or reads as another reference")
    func hostileForms() throws {
        let reference = try Traffic.reference(50)
        let bytes = try reference.encoded()
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<300 {
            var changed = bytes
            let position = generator.next(below: bytes.count)
            if generator.nextBool(probability: 0.3) {
                changed.removeSubrange(position...)
            } else {
                changed[position] = UInt8(truncatingIfNeeded: generator.next())
            }
            guard changed != bytes else { continue }
            if let read = try? MonitorReference(decoding: changed) { #expect(read.digest != reference.digest) }
        }
    }
}
