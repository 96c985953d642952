import Dispatch
public import MLLedger
import Synchronization

/// The promises of `BlobStore`, checked on any conformer.
///
/// ```swift
/// let report = BlobStoreChecks.run("MyBlobStore") { try MyBlobStore(connection: connection()) }
/// #expect(report.passed, "\(report)")
/// ```
public enum BlobStoreChecks {
    /// Runs the suite.
    ///
    /// - Parameters:
    ///   - name: What is checked.
    ///   - make: Opens a new, empty store at every call.
    ///   - reopen: Opens the content of a store again, as another process would; by default the store itself is used.
    /// - Returns: A check for every promise.
    public static func run<Store: BlobStore>(
        _ name: String, make: () throws -> Store, reopen: (Store) throws -> any BlobStore = { $0 }
    ) -> CheckReport {
        var report = CheckReport(name: "BlobStoreChecks(\(name))")
        checkContent(&report, make, reopen)
        checkPieces(&report, make)
        checkConcurrency(&report, make, reopen)
        return report
    }

    /// Contents at the boundaries of blocks, buffers and padding.
    static func contents() -> [[UInt8]] {
        [0, 1, 55, 56, 63, 64, 65, 4095, 4096, 4097, 100_000].map { count in
            (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 131 &+ count) }
        }
    }

    private static func checkContent<Store: BlobStore>(
        _ report: inout CheckReport, _ make: () throws -> Store, _ reopen: (Store) throws -> any BlobStore
    ) {
        report.check("an empty store lists nothing") { try make().list().isEmpty ? nil : "it lists something" }
        report.check("a blob is named by the SHA-256 digest of its bytes, and comes back unchanged") {
            let store = try make()
            for bytes in contents() {
                let digest = try store.put(bytes)
                guard digest == SHA256.digest(of: bytes) else { return "\(bytes.count) bytes are named \(digest)" }
                guard try store.get(digest) == bytes else { return "\(bytes.count) bytes came back changed" }
                guard try store.contains(digest) else { return "\(bytes.count) bytes are not contained" }
            }
            let expected = contents().map { SHA256.digest(of: $0) }.sorted()
            return try store.list() == expected ? nil : "the list is not that of the digests in ascending order"
        }
        report.check("putting the same bytes again changes nothing") {
            let store = try make()
            let digests = try (0..<3).map { _ in try store.put([1, 2, 3]) }
            return try Set(digests).count == 1 && store.list().count == 1 ? nil : "the store has \(try store.list())"
        }
        report.check("a store that is opened again has all blobs") {
            let store = try make()
            let digests = try contents().map { try store.put($0) }
            let again = try reopen(store)
            for (digest, bytes) in zip(digests, contents()) where try again.get(digest) != bytes {
                return "\(bytes.count) bytes came back changed"
            }
            return try again.list() == digests.sorted() ? nil : "the list differs"
        }
        report.check("a missing blob is a typed error") {
            let store = try make()
            let digest = SHA256.digest(of: [9])
            guard try !store.contains(digest) else { return "it is contained" }
            return try code(of: { try store.get(digest) }, is: .notFound)
        }
        report.check("a blob above the limit of the call is refused, one at the limit is not") {
            let store = try make()
            let digest = try store.put([1, 2, 3])
            guard try store.get(digest, limit: 3) == [1, 2, 3] else { return "the blob came back changed" }
            return try code(of: { try store.get(digest, limit: 2) }, is: .limitExceeded)
        }
    }

    private static func checkPieces<Store: BlobStore>(_ report: inout CheckReport, _ make: () throws -> Store) {
        report.check("pieces make the same blob as the whole") {
            let store = try make()
            var pieces: [[UInt8]] = [[1, 2], [], [3], Array(repeating: 4, count: 10_000)]
            let whole = pieces.flatMap { $0 }
            let digest = try store.put(pieces: { pieces.isEmpty ? nil : pieces.removeFirst() })
            return try digest == SHA256.digest(of: whole) && store.get(digest) == whole ? nil : "it is another blob"
        }
        report.check("an error of the source of pieces passes through and leaves nothing") {
            let store = try make()
            var count = 0
            do {
                _ = try store.put(pieces: {
                    count += 1
                    if count == 3 { throw SourceFailed() }
                    return [1]
                })
                return "nothing was thrown"
            } catch is SourceFailed {
                return try store.list().isEmpty ? nil : "the store has a blob"
            }
        }
    }

    private static func checkConcurrency<Store: BlobStore>(
        _ report: inout CheckReport, _ make: () throws -> Store, _ reopen: (Store) throws -> any BlobStore
    ) {
        report.check("several threads may put and get the same and other blobs") {
            let store = try make()
            let problems = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 32) { index in
                let bytes = [UInt8](repeating: UInt8(index % 8), count: 1000 + index % 8)
                do {
                    let digest = try store.put(bytes)
                    if try store.get(digest) != bytes { problems.withLock { $0.append("blob \(index) changed") } }
                } catch {
                    problems.withLock { $0.append("\(error)") }
                }
            }
            if let problem = problems.withLock({ $0.first }) { return problem }
            return try reopen(store).list().count == 8 ? nil : "there are not 8 blobs"
        }
    }

    /// What was seen instead of an error with a code.
    static func code<Value>(of body: () throws -> Value, is code: LedgerError.Code) throws -> String? {
        do {
            let value = try body()
            return "returned \(value)"
        } catch let error as LedgerError {
            return error.code == code ? nil : "threw \(error)"
        }
    }
}

private struct SourceFailed: Error {}
