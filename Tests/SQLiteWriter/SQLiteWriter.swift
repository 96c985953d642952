#if SQLiteStore
import MLCore
import MLLedger
import MLSQLite

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Registers things until it is killed, or as often as asked, and says what was acknowledged.
///
/// `SQLiteWriter FILE NAME [COUNT]`: each line it writes is the number, digest and blob of an entry, and is written after
/// the append returned.
@main
struct SQLiteWriter {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { exit(2) }
        let database = try SQLiteDatabase(path: arguments[1], configuration: .init(busyTimeout: .seconds(60)))
        let ledger = try SQLiteLedger(database: database)
        let blobs = try SQLiteBlobStore(database: database)
        let name = try ResourceName(arguments[2])
        let count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : .max
        var number = 0
        while number < count {
            let content = "blob \(number) of process \(getpid())\n"
            let blob = try blobs.put(Array(String(repeating: content, count: 1 + number % 40).utf8))
            let entries = try ledger.append(attempts: 1_000_000) { head in
                [
                    try LedgerDraft(
                        kind: EntryKind(rawValue: "thing.registered"), subject: name, actor: "process \(getpid())",
                        blobs: [blob], content: head?.sequence ?? 0)
                ]
            }
            for entry in entries { acknowledge("\(entry.sequence) \(entry.digest) \(blob)\n") }
            number += 1
        }
    }

    /// Writes a line in one call, so that it is there as a whole when the process is killed after it.
    private static func acknowledge(_ line: String) {
        let bytes = Array(line.utf8)
        guard write(1, bytes, bytes.count) == bytes.count else { exit(3) }
    }
}
#else
/// Without the trait there is nothing to write to.
@main
struct SQLiteWriter {
    static func main() {}
}
#endif
