import Dispatch
import MLCore
import MLMonitor
import Testing

@Suite("Monitor")
struct MonitorTests {
    private func monitor(_ windowing: Windowing, remembered: Int = 1000, waiting: Int = 64) throws -> Monitor {
        try Monitor(
            reference: Traffic.reference(200),
            configuration: MonitorConfiguration(
                windowing: windowing, rememberedIdentifiers: remembered, waitingWindows: waiting))
    }

    @Test("Windows of a number of records close when full; the rest closes on request")
    func byCount() throws {
        let monitor = try monitor(.records(100))
        let records = Traffic.records(250, seed: 5)
        for record in records { monitor.record(record, summaries: Traffic.share(record)) }
        var windows = monitor.takeClosedWindows()
        #expect(windows.map(\.key) == [0, 1] && windows.map(\.recordCount) == [100, 100])
        #expect(windows[0] == (try Traffic.window(records[..<100], monitor.reference, key: 0)))
        #expect(monitor.takeClosedWindows().isEmpty)
        monitor.close()
        windows = monitor.takeClosedWindows()
        #expect(windows.map(\.key) == [2] && windows.map(\.recordCount) == [50])
        monitor.close()
        #expect(monitor.takeClosedWindows().isEmpty)
        #expect(monitor.counters.accepted == 250)
    }

    @Test("Late, duplicate and out-of-order records are counted")
    func disorder() throws {
        let monitor = try monitor(.period(microseconds: 10_000_000, lateness: 1))
        let records = Traffic.records(40, seed: 6)
        for index in [0, 5, 3, 3, 12, 8, 25, 9, 35, 36, 19] { monitor.record(records[index]) }
        // 3 follows 5; 3 comes twice; 8 is in time; 9 comes when window 2 is open and window 0 closed; 19 likewise.
        let counters = monitor.counters
        #expect(counters.outOfOrder == 2 && counters.duplicates == 1 && counters.late == 2 && counters.accepted == 8)
        #expect(monitor.takeClosedWindows().map(\.key) == [0, 1])
        monitor.close(through: 2)
        #expect(monitor.takeClosedWindows().map(\.recordCount) == [1])
        monitor.record(records[26])
        #expect(monitor.counters.late == 3)
    }

    @Test("Times before 1970 belong to periods rounded down")
    func negativeTimes() throws {
        let monitor = try monitor(.period(microseconds: 10, lateness: 1000))
        var generator = SeededGenerator(seed: 1)
        for time in [-11, -10, -1, 0, 9] as [Int64] {
            let base = Traffic.record(Int(time + 20), generator: &generator)
            monitor.record(
                PredictionRecord(
                    identifier: base.identifier, sequence: base.sequence, time: Timestamp(microseconds: time),
                    model: "m", version: 1, modelDigest: "00", variant: "production", propensity: 1,
                    inputs: base.inputs, outputs: base.outputs, labels: base.labels, microseconds: 1))
        }
        monitor.close()
        let windows = monitor.takeClosedWindows()
        #expect(windows.map(\.key) == [-2, -1, 0] && windows.map(\.recordCount) == [1, 2, 2])
        #expect(windows[0].earliest == Timestamp(microseconds: -11))
    }

    @Test("Closing far ahead does not use up the numbers of windows of records")
    func closingFarAhead() throws {
        let monitor = try monitor(.records(2))
        let records = Traffic.records(5, seed: 11)
        monitor.record(records[0])
        monitor.close(through: .max)
        for record in records[1...] { monitor.record(record) }
        #expect(monitor.counters.late == 0 && monitor.counters.accepted == 5)
        #expect(monitor.takeClosedWindows().map(\.recordCount) == [1, 2, 2])
    }

    @Test("With keys of the host, records without one are counted and left out")
    func hostKeys() throws {
        let monitor = try monitor(.keys(lateness: 0))
        let records = Traffic.records(6, seed: 7)
        monitor.record(records[0], key: 1990)
        monitor.record(records[1], key: 1990)
        monitor.record(records[2])
        monitor.record(records[3], key: 1991)
        monitor.record(records[4], key: 1990)
        monitor.record(records[5], key: .max)
        monitor.record(records[4], key: .min)
        #expect(monitor.counters.withoutKey == 1 && monitor.counters.late == 2 && monitor.counters.accepted == 4)
        monitor.close()
        #expect(monitor.takeClosedWindows().map(\.key) == [1990, 1991, .max])
    }

    @Test("Memory is bounded: windows nobody takes are dropped and counted, identifiers are forgotten")
    func bounds() throws {
        let monitor = try monitor(.records(1), remembered: 3, waiting: 2)
        let records = Traffic.records(5, seed: 8)
        for record in records { monitor.record(record) }
        #expect(monitor.counters.droppedWindows == 3)
        #expect(monitor.takeClosedWindows().map(\.key) == [3, 4])
        monitor.record(records[4])
        monitor.record(records[2])
        #expect(monitor.counters.duplicates == 2)
        monitor.record(records[0])
        monitor.record(records[1])
        #expect(monitor.counters.duplicates == 2 && monitor.counters.accepted == 7)
    }

    @Test("A stored state goes on as if nothing had happened")
    func restoring() throws {
        let records = Traffic.records(130, seed: 9)
        let whole = try monitor(.records(50), remembered: 20)
        let first = try monitor(.records(50), remembered: 20)
        for record in records { whole.record(record) }
        for record in records[..<70] { first.record(record) }
        let bytes = try CanonicalJSONEncoder().encode(first.snapshot())
        let state = try CanonicalJSONDecoder().decode(MonitorState.self, from: bytes)
        #expect(state == first.snapshot())
        let second = try Monitor(reference: first.reference, restoring: state)
        for record in records[70...] { second.record(record) }
        #expect(second.snapshot() == whole.snapshot())
        #expect(throws: MonitorError.self) { try Monitor(reference: Traffic.reference(201), restoring: state) }
    }

    @Test("Records from several threads give the same window as one after the other")
    func threads() throws {
        let monitor = try monitor(.keys(lateness: 0))
        let records = Traffic.records(400, seed: 10)
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            for record in records[(thread * 100)..<(thread * 100 + 100)] { monitor.record(record, key: 7) }
        }
        let one = try self.monitor(.keys(lateness: 0))
        for record in records { one.record(record, key: 7) }
        monitor.close()
        one.close()
        #expect(monitor.takeClosedWindows() == one.takeClosedWindows())
    }

    @Test("A configuration reports all its faults")
    func configuration() {
        let error = #expect(throws: MonitorError.self) {
            try MonitorConfiguration(windowing: .records(0), rememberedIdentifiers: -1, waitingWindows: 0).validated()
        }
        #expect(error?.details.problem.split(separator: ";").count == 3)
        for windowing in [
            .period(microseconds: 0, lateness: 0), .period(microseconds: 1, lateness: -1), .keys(lateness: 1001),
        ]
            as [Windowing]
        {
            #expect(throws: MonitorError.self) { try windowing.validated() }
        }
    }
}
