import Foundation
import MLCore
import MLLedger
import MLTestKit

/// A file ledger and a file blob store in one directory, as a service keeps them.
struct GoldenStore {
    let ledger: FileLedger
    let blobs: FileBlobStore
    /// Dates what is written.
    let clock: SteppingWallClock

    private init(in directory: URL) throws {
        clock = SteppingWallClock(
            from: Timestamp(microseconds: 1_700_000_000_000_000), microsecondsPerReading: 1_000_000)
        ledger = try FileLedger(directory: directory.appending(path: "ledger").path, clock: clock)
        blobs = try FileBlobStore(directory: directory.appending(path: "blobs").path)
    }

    /// The files of a new store after a closure has written to it.
    static func written(by body: (GoldenStore) throws -> Void) throws -> GoldenFiles {
        try GoldenDirectory.temporary { directory in
            try body(try GoldenStore(in: directory))
            return try GoldenDirectory.files(in: directory, without: ["temporary"])
        }
    }

    /// Opens a copy of stored files.
    static func opened<Result>(_ files: GoldenFiles, _ body: (GoldenStore) throws -> Result) throws -> Result {
        try GoldenDirectory.temporary { directory in
            try GoldenDirectory.write(files, to: directory)
            let store = try GoldenStore(in: directory)
            let verification = try store.ledger.verify()
            guard verification.isIntact, verification.notes.isEmpty else { throw GoldenFault("\(verification)") }
            return try body(store)
        }
    }

    /// The steps in which entries were appended.
    func appends() throws -> [[LedgerEntry]] {
        var appends: [[LedgerEntry]] = [[]]
        for entry in try ledger.entries() {
            appends[appends.count - 1].append(entry)
            if entry.following == 0 { appends.append([]) }
        }
        return appends.dropLast()
    }

    /// Appends the same drafts at the same times.
    func replay(_ appends: [[LedgerEntry]]) throws {
        for entries in appends {
            if let first = entries.first { clock.set(to: first.timestamp) }
            try ledger.append(entries.map(\.draft), expecting: ledger.head())
        }
    }
}
