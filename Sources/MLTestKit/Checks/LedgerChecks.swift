import Dispatch
public import MLCore
public import MLLedger
import Synchronization

/// The promises of `Ledger`, checked on any conformer.
///
/// ```swift
/// let report = LedgerChecks.run("MyLedger") { clock in try MyLedger(connection: connection(), clock: clock) }
/// #expect(report.passed, "\(report)")
/// ```
public enum LedgerChecks {
    /// Runs the suite.
    ///
    /// - Parameters:
    ///   - name: What is checked.
    ///   - make: Opens a new, empty ledger at every call, with the clock that dates its entries.
    ///   - reopen: Opens the content of a ledger again, as another process would; by default the ledger itself is used.
    /// - Returns: A check for every promise.
    public static func run<Subject: Ledger>(
        _ name: String, make: (any WallClock) throws -> Subject,
        reopen: @Sendable (Subject) throws -> any Ledger = { $0 }
    ) -> CheckReport {
        var report = CheckReport(name: "LedgerChecks(\(name))")
        checkAppending(&report, make, reopen)
        checkRefusals(&report, make)
        checkReading(&report, make)
        checkVerifying(&report, make)
        checkConcurrency(&report, make, reopen)
        return report
    }

    private static func checkAppending<Subject: Ledger>(
        _ report: inout CheckReport, _ make: (any WallClock) throws -> Subject, _ reopen: (Subject) throws -> any Ledger
    ) {
        report.check("an empty ledger has no head and no entries, and is intact") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            guard try ledger.head() == nil, try ledger.entries().isEmpty else { return "it has entries" }
            let result = try ledger.verify()
            return result.isIntact && result.checkedEntries == 0 ? nil : "\(result)"
        }
        report.check("entries are numbered from 1, dated by the clock, and chained") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            var head: LedgerHead?
            for number in 1...20 {
                let draft = try draft(number)
                let entry = try ledger.append(draft, expecting: head)
                guard entry.sequence == UInt64(number), entry.previous == head?.digest ?? .zero, entry.draft == draft,
                    entry.timestamp == Timestamp(microseconds: Int64(number)), try ledger.head() == entry.head
                else { return "entry \(number) is \(entry)" }
                head = entry.head
            }
            return nil
        }
        report.check("an append of several drafts is one step") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            let head = try ledger.append(draft(1), expecting: nil).head
            let entries = try ledger.append([draft(2), draft(3), draft(4)], expecting: head)
            guard entries.map(\.sequence) == [2, 3, 4], entries.map(\.following) == [2, 1, 0] else {
                return "\(entries)"
            }
            guard Set(entries.map(\.timestamp)).count == 1 else { return "the entries have several times" }
            let last = try ledger.append(draft(5), expecting: entries.last?.head)
            return try ledger.entries().map(\.sequence) == [1, 2, 3, 4, 5] && ledger.head() == last.head
                ? nil : "\(try ledger.entries())"
        }
        report.check("a ledger that is opened again has all entries, and can be continued") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            let first = try ledger.append([draft(1), draft(2)], expecting: nil)
            let again = try reopen(ledger)
            guard try again.head() == first.last?.head, try again.entries() == first else { return "it is another one" }
            let next = try again.append(draft(3), expecting: first.last?.head)
            return try ledger.entry(at: 3) == next ? nil : "the entry differs"
        }
    }

    private static func checkRefusals<Subject: Ledger>(
        _ report: inout CheckReport, _ make: (any WallClock) throws -> Subject
    ) {
        report.check("an append on another head is a conflict that tells both heads, and changes nothing") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            let first = try ledger.append(draft(1), expecting: nil).head
            let second = try ledger.append(draft(2), expecting: first).head
            let unknown = LedgerHead(sequence: 2, digest: SHA256.digest(of: [1]))
            for expected in [nil, first, unknown, LedgerHead(sequence: 3, digest: second.digest)] {
                do {
                    let entry = try ledger.append(draft(3), expecting: expected)
                    return "appended \(entry)"
                } catch let error as LedgerError {
                    guard error.code == .conflict, error.conflict?.actual == second,
                        error.conflict?.expected == expected
                    else { return "threw \(error)" }
                }
            }
            return try ledger.head() == second ? nil : "the head moved"
        }
        report.check("bad drafts are typed errors, and change nothing") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            var drafts: [(LedgerError.Code, [LedgerDraft])] = [(.invalidArgument, [])]
            for actor in ["", " a", "a\nb", "a\u{202E}b", String(repeating: "x", count: 300)] {
                var draft = try draft(1)
                draft.actor = actor
                drafts.append((.invalidArgument, [draft]))
            }
            var large = try draft(1)
            large.payload = [UInt8](repeating: 0, count: LedgerLimits.payloadSize + 1)
            drafts.append((.limitExceeded, [try draft(1), large]))
            drafts.append((.limitExceeded, Array(repeating: try draft(1), count: LedgerLimits.commitCount + 1)))
            var unkind = try draft(1)
            unkind.kind = EntryKind(rawValue: "../x")
            drafts.append((.invalidName, [unkind]))
            for (code, drafts) in drafts {
                let problem = try BlobStoreChecks.code(of: { try ledger.append(drafts, expecting: nil) }, is: code)
                if let problem { return problem }
            }
            return try ledger.head() == nil ? nil : "the head moved"
        }
        report.check("the largest payload is accepted") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            var draft = try draft(1)
            draft.payload = (0..<LedgerLimits.payloadSize).map { UInt8(truncatingIfNeeded: $0) }
            _ = try ledger.append(draft, expecting: nil)
            return try ledger.entry(at: 1).payload == draft.payload ? nil : "it came back changed"
        }
    }

    private static func checkReading<Subject: Ledger>(
        _ report: inout CheckReport, _ make: (any WallClock) throws -> Subject
    ) {
        report.check("ranges are cut at their ends and at those of the ledger") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            try fill(ledger, count: 10)
            let ranges: [(UInt64, UInt64, [UInt64])] = [
                (1, 10, Array(1...10)), (3, 5, [3, 4, 5]), (10, 99, [10]), (11, 99, []), (5, 4, []), (.max, .max, []),
            ]
            for (first, last, expected) in ranges {
                let found = try ledger.entries(from: first, through: last).map(\.sequence)
                guard found == expected else { return "\(first)...\(last) is \(found)" }
            }
            let missing = try BlobStoreChecks.code(of: { try ledger.entry(at: 11) }, is: .notFound)
            return try missing ?? BlobStoreChecks.code(of: { try ledger.entries(from: 0) }, is: .invalidArgument)
        }
        report.check("a fold gives the state as of a number, of a time, and of now, and goes on from a head") {
            let ledger = try make(ListClock([10, 20, 20, 50, 30, 60]))
            try fill(ledger, count: 6)
            func fold(_ moment: LedgerMoment, after head: LedgerHead? = nil) throws -> [UInt64] {
                try ledger.fold(into: [], after: head, asOf: moment) { $0.append($1.sequence) }.state
            }
            func time(_ microseconds: Int64) -> LedgerMoment { .time(Timestamp(microseconds: microseconds)) }
            let moments: [(LedgerMoment, [UInt64])] = [
                (.latest, [1, 2, 3, 4, 5, 6]), (.sequence(0), []), (.sequence(4), [1, 2, 3, 4]), (time(9), []),
                (time(10), [1]), (time(20), [1, 2, 3]), (time(49), [1, 2, 3]), (time(50), [1, 2, 3, 4, 5]),
                (time(60), [1, 2, 3, 4, 5, 6]),
            ]
            for (moment, expected) in moments where try fold(moment) != expected {
                return "as of \(moment): \(try fold(moment))"
            }
            guard try fold(.latest, after: ledger.entry(at: 4).head) == [5, 6] else { return "it did not go on" }
            let other = LedgerHead(sequence: 4, digest: SHA256.digest(of: []))
            let unchained = try BlobStoreChecks.code(of: { try fold(.latest, after: other) }, is: .corrupt)
            return try unchained ?? BlobStoreChecks.code(of: { try fold(.sequence(7)) }, is: .notFound)
        }
    }

    private static func checkVerifying<Subject: Ledger>(
        _ report: inout CheckReport, _ make: (any WallClock) throws -> Subject
    ) {
        report.check("verification counts entries and backward clocks, and compares a kept head") {
            let ledger = try make(ListClock([10, 20, 5, 30]))
            try fill(ledger, count: 4)
            let head = try ledger.head()
            let result = try ledger.verify(expecting: head)
            guard result.isIntact, result.checkedEntries == 4, result.head == head, result.backwardTimestamps == 1
            else {
                return "\(result)"
            }
            let cut = try ledger.verify(expecting: LedgerHead(sequence: 6, digest: .zero))
            guard cut.firstBreak?.sequence == 5 else { return "a cut tail: \(cut)" }
            let replaced = try ledger.verify(expecting: LedgerHead(sequence: 3, digest: .zero))
            return replaced.firstBreak?.sequence == 3 ? nil : "a replaced entry: \(replaced)"
        }
        report.check("verification finds an entry whose blob is missing") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            let blobs = MemoryBlobStore()
            var first = try draft(1)
            first.blobs = [try blobs.put([1])]
            var second = try draft(2)
            second.blobs = [SHA256.digest(of: [2])]
            try ledger.append([first, second], expecting: nil)
            guard try ledger.verify(blobs: blobs).firstBreak?.sequence == 2 else { return "it was not found" }
            _ = try blobs.put([2])
            return try ledger.verify(blobs: blobs).isIntact ? nil : "the blob is there"
        }
    }

    private static func checkConcurrency<Subject: Ledger>(
        _ report: inout CheckReport, _ make: (any WallClock) throws -> Subject,
        _ reopen: @Sendable (Subject) throws -> any Ledger
    ) {
        report.check("of several writers on one head exactly one wins, and no append is lost") {
            let ledger = try make(SteppingWallClock(from: Timestamp(microseconds: 1), microsecondsPerReading: 1))
            let acknowledged = Mutex<[LedgerEntry]>([])
            let problems = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 6) { writer in
                do {
                    // Some writers share one value, some have their own, as other processes do.
                    let mine: any Ledger = writer < 3 ? ledger : try reopen(ledger)
                    for number in 0..<8 {
                        let entries = try mine.append(attempts: 100_000) { _ in [try draft(writer * 100 + number)] }
                        acknowledged.withLock { $0 += entries }
                    }
                } catch {
                    problems.withLock { $0.append("\(error)") }
                }
            }
            if let problem = problems.withLock({ $0.first }) { return problem }
            let sorted = acknowledged.withLock { $0.sorted { $0.sequence < $1.sequence } }
            guard sorted.map(\.sequence) == Array(1...48) else { return "numbers are \(sorted.map(\.sequence))" }
            guard try ledger.entries() == sorted, try ledger.verify().isIntact else { return "entries were lost" }
            return Set(sorted.map(\.payload)).count == 48 ? nil : "an append happened twice"
        }
    }

    private static func fill(_ ledger: some Ledger, count: Int) throws {
        for number in 1...count { try ledger.append(draft(number), expecting: ledger.head()) }
    }

    private static func draft(_ number: Int) throws -> LedgerDraft {
        LedgerDraft(
            kind: EntryKind(rawValue: "check.made"), subject: try ResourceName("subject-\(number)"), actor: "checks é",
            blobs: [SHA256.digest(of: [UInt8(truncatingIfNeeded: number)])], payload: Array("{\"n\":\(number)}".utf8))
    }
}

/// Says the times of a list, and then the last of them.
private final class ListClock: WallClock {
    private let times: Mutex<[Int64]>

    init(_ times: [Int64]) { self.times = Mutex(times) }

    func now() -> Timestamp {
        times.withLock { times in
            Timestamp(microseconds: times.count > 1 ? times.removeFirst() : times.first ?? 0)
        }
    }
}
