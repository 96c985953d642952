import MLCore
package import MLLedger

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A ledger and a blob store at one place.
package typealias Stores = (ledger: any Ledger, blobs: any BlobStore)

/// What the programs do that tests kill while they write.
package enum StoreWriter {
    /// Registers things until the process is killed, or as often as asked, and says what was acknowledged.
    ///
    /// The arguments of the process are `PLACE NAME [COUNT]`. Each line that is written is the number, digest and blob of
    /// an entry, and is written after the append returned.
    ///
    /// - Parameter open: Opens the stores at a place.
    /// - Throws: What the stores throw.
    package static func run(opening open: (String) throws -> Stores) throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { exit(2) }
        let stores = try open(arguments[1])
        let name = try ResourceName(arguments[2])
        let count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : .max
        var number = 0
        while number < count {
            let content = "blob \(number) of process \(getpid())\n"
            let blob = try stores.blobs.put(Array(String(repeating: content, count: 1 + number % 40).utf8))
            let entries = try stores.ledger.append(attempts: 1_000_000) { head in
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
