import Foundation

extension TemporaryDirectory {
    /// A named pipe that nobody writes to.
    func emptyPipe(_ name: String) throws -> String {
        let path = path(name)
        guard mkfifo(path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        return path
    }

    /// A named pipe into which a thread of its own writes bytes, once somebody reads.
    func pipe(_ name: String, holding bytes: [UInt8]) throws -> String {
        let path = path(name)
        guard mkfifo(path, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        Thread.detachNewThread {
            guard let file = FileHandle(forWritingAtPath: path) else { return }
            try? file.write(contentsOf: Data(bytes))
            try? file.close()
        }
        return path
    }
}
