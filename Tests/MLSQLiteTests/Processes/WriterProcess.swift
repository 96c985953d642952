#if SQLiteStore
import Foundation
import MLLedger
import Synchronization
import Testing

/// A running `SQLiteWriter`, the lines of which are read through a pipe.
final class WriterProcess {
    /// An append that the writer said had returned.
    struct Acknowledgement {
        let head: LedgerHead
        let blob: Digest
    }

    private let process: pid_t
    private let output: Int32

    /// Starts a writer.
    ///
    /// - Parameters:
    ///   - file: The database of its stores.
    ///   - name: The subject of its entries.
    ///   - count: The number of entries after which it ends; by default it does not.
    /// - Throws: When the program is not there or does not start.
    init(file: String, name: String, count: Int? = nil) throws {
        let program = try Self.program()
        let arguments = [program, file, name] + (count.map { ["\($0)"] } ?? [])
        (process, output) = try Self.starting.withLock { _ in try Self.start(program, arguments) }
    }

    /// One start at a time: a writer that inherited the pipe of another one would keep it open.
    private static let starting = Mutex(())

    private static func start(_ program: String, _ arguments: [String]) throws -> (pid_t, Int32) {
        var ends: [Int32] = [0, 0]
        let opened = pipe(&ends)
        try #require(opened == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        #else
        var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var pointers = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process = pid_t()
        let result = posix_spawn(&process, program, &actions, nil, &pointers, environ)
        close(ends[1])
        try #require(result == 0, "the writer does not start: errno \(result)")
        return (process, ends[0])
    }

    deinit { close(output) }

    /// The program, which is built beside the tests.
    private static func program() throws -> String {
        #if os(Linux)
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #else
        let tests = try #require(Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath)
        #endif
        let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("SQLiteWriter")
            .path
        try #require(
            FileManager.default.isExecutableFile(atPath: program),
            "\(program) is not there: build the whole package with `swift build --build-tests`")
        return program
    }

    /// Waits until the writer has said something, or ended.
    func waitForOutput(milliseconds: Int32) {
        var poll = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        _ = Foundation.poll(&poll, 1, milliseconds)
    }

    /// Ends the writer as the kernel ends a process: without asking it.
    func kill() { Foundation.kill(process, SIGKILL) }

    /// Waits for the end of the writer.
    ///
    /// - Returns: What it acknowledged, and whether it ended by itself and without an error.
    func finish() throws -> (acknowledgements: [Acknowledgement], isSuccess: Bool) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(output, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += buffer.prefix(count)
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast()
        let acknowledgements = try lines.map { line in
            let words = String(decoding: line, as: UTF8.self).split(separator: " ")
            try #require(words.count == 3)
            let head = LedgerHead(sequence: try #require(UInt64(words[0])), digest: try Digest(hex: words[1]))
            return Acknowledgement(head: head, blob: try Digest(hex: words[2]))
        }
        return (acknowledgements, status == 0)
    }
}
#endif
