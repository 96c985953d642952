package import MLCore
import MLLedger

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What stores have to keep while processes that write to them are killed, or compete.
package struct StoreTrial: Sendable {
    /// What a trial found.
    package struct Outcome: Sendable {
        /// What was not as it has to be.
        package var faults: [String] = []
        /// How many appends were acknowledged.
        package var acknowledgementCount = 0
    }

    /// The number of times a writer is killed; more than the default for longer runs.
    package static let cycles = getenv("MLOPS_KILL_CYCLES").flatMap { Int(String(cString: $0)) } ?? 120

    private let program: String
    private let open: @Sendable (String) throws -> Stores
    private let leftovers: @Sendable (String) throws -> [String]

    /// Creates a trial.
    ///
    /// - Parameters:
    ///   - program: The name of the program that writes.
    ///   - leftovers: What writers that are gone have left at a place although it was opened again.
    ///   - open: Opens the stores at a place.
    package init(
        of program: String, leftovers: @escaping @Sendable (String) throws -> [String] = { _ in [] },
        opening open: @escaping @Sendable (String) throws -> Stores
    ) {
        self.program = program
        self.leftovers = leftovers
        self.open = open
    }

    /// Kills one writer after the other at one place, and looks at the stores after each.
    ///
    /// - Parameters:
    ///   - writers: The numbers of the writers; few, because each look reads all of the store.
    ///   - place: Where there are no stores yet.
    ///   - generator: Decides when a writer is killed.
    /// - Returns: What was found.
    /// - Throws: What the stores throw when they are opened or read, or ``ProgramFailure``.
    package func killing(
        _ writers: Range<Int>, at place: String, using generator: inout SeededGenerator
    ) throws -> Outcome {
        var acknowledged: [WriterProcess.Acknowledgement] = []
        var outcome = Outcome()
        for number in writers {
            let writer = try WriterProcess(program, at: place, name: "writer-\(number)")
            // Most are killed while they append, some while they start and open the stores.
            if !number.isMultiple(of: 4) { writer.waitForOutput(milliseconds: 10_000) }
            usleep(UInt32(generator.next() % 25_000))
            writer.end()
            acknowledged += try writer.finish().acknowledgements
            outcome.faults += try faults(at: place, acknowledged).map { "after writer \(number): \($0)" }
        }
        outcome.acknowledgementCount = acknowledged.count
        return outcome
    }

    /// Lets three writers append at once: each decides on the head it saw, and one order holds all entries.
    ///
    /// - Parameter place: Where there are no stores yet.
    /// - Returns: What was found.
    /// - Throws: What the stores throw when they are opened or read, or ``ProgramFailure``.
    package func competing(at place: String) throws -> Outcome {
        let count = 25
        let names = ["one", "two", "three"]
        let writers = try names.map { try WriterProcess(program, at: place, name: $0, count: count) }
        var acknowledged: [WriterProcess.Acknowledgement] = []
        var outcome = Outcome()
        for (name, writer) in zip(names, writers) {
            let (own, isSuccess) = try writer.finish()
            if !isSuccess || own.count != count { outcome.faults.append("\(name) acknowledged \(own.count) entries") }
            if !zip(own, own.dropFirst()).allSatisfy({ $0.head.sequence < $1.head.sequence }) {
                outcome.faults.append("the entries of \(name) are not in their order")
            }
            acknowledged += own
        }
        acknowledged.sort { $0.head.sequence < $1.head.sequence }
        outcome.acknowledgementCount = acknowledged.count
        if acknowledged.map(\.head.sequence) != (1...UInt64(names.count * count)).map(\.self) {
            outcome.faults.append("the entries of all are not one order")
        }
        outcome.faults += try faults(at: place, acknowledged)
        for entry in try open(place).ledger.entries() where try entry.payload(as: UInt64.self) != entry.sequence - 1 {
            outcome.faults.append("entry \(entry.sequence) was decided on an older head")
        }
        return outcome
    }

    /// What is wrong with the stores, in which all acknowledged entries have to be, whole and chained.
    private func faults(at place: String, _ acknowledged: [WriterProcess.Acknowledgement]) throws -> [String] {
        let stores = try open(place)
        var faults: [String] = []
        let verification = try stores.ledger.verify(expecting: acknowledged.last?.head, blobs: stores.blobs)
        if !verification.isIntact { faults.append("\(verification)") }
        let entries = try stores.ledger.entries()
        for acknowledgement in acknowledged {
            guard let index = Int(exactly: acknowledgement.head.sequence - 1), entries.indices.contains(index) else {
                faults.append("entry \(acknowledgement.head) is gone")
                continue
            }
            if entries[index].head != acknowledgement.head || entries[index].blobs != [acknowledgement.blob] {
                faults.append("entry \(acknowledgement.head) is another one")
            }
        }
        return faults + (try leftovers(place)).map { "\($0) was left behind" }
    }
}
