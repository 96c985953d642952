#if SQLiteStore
import Foundation
import MLSQLite
import Synchronization

/// A folder of its own for one test, removed with it.
final class TemporaryFolder: Sendable {
    let path: String
    private let count = Mutex(0)

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("sqlite-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A path in the folder that nothing has yet; its parent does not exist either.
    func newPath() -> String {
        count.withLock { $0 += 1 }
        return lastPath
    }

    /// The path that was given last.
    var lastPath: String { "\(path)/stores/\(count.withLock { $0 })/store.sqlite" }
}
#endif
