import MLCore
import MLLedger
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A running program that writes as ``StoreWriter`` does, the lines of which are read through a pipe.
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
    ///   - program: The name of the program.
    ///   - place: Where its stores are.
    ///   - name: The subject of its entries.
    ///   - count: The number of entries after which it ends; by default it does not.
    /// - Throws: ``ProgramFailure`` when the program is not there or does not start.
    init(_ program: String, at place: String, name: String, count: Int? = nil) throws {
        let path = try BuiltPrograms.path(of: program)
        let arguments = [path, place, name] + (count.map { ["\($0)"] } ?? [])
        (process, output) = try Self.starting.withLock { _ in try Self.start(path, arguments) }
    }

    /// One start at a time: a writer that inherited the pipe of another one would keep it open.
    private static let starting = Mutex(())

    private static func start(_ program: String, _ arguments: [String]) throws(ProgramFailure) -> (pid_t, Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ProgramFailure("there is no pipe: errno \(errno)") }
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
        guard result == 0 else {
            close(ends[0])
            throw ProgramFailure("the writer does not start: errno \(result)")
        }
        return (process, ends[0])
    }

    deinit { close(output) }

    /// Waits until the writer has said something, or ended.
    func waitForOutput(milliseconds: Int32) {
        var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        _ = poll(&polled, 1, milliseconds)
    }

    /// Ends the writer as the kernel ends a process: without asking it.
    func end() { _ = kill(process, SIGKILL) }

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
        return (try lines.map { try Self.acknowledgement(String(decoding: $0, as: UTF8.self)) }, status == 0)
    }

    private static func acknowledgement(_ line: String) throws -> Acknowledgement {
        let words = line.split(separator: " ")
        guard words.count == 3, let sequence = UInt64(words[0]) else {
            throw ProgramFailure("the writer wrote \(line.debugDescription)")
        }
        let head = LedgerHead(sequence: sequence, digest: try Digest(hex: words[1]))
        return Acknowledgement(head: head, blob: try Digest(hex: words[2]))
    }
}
