#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The few calls of the operating system that reading and writing a table needs; interrupted calls are repeated.
enum SystemCalls {
    /// Why a call was refused.
    struct Refusal: Error {
        let number: Int32

        /// Such as `No such file or directory`.
        var reason: String {
            var buffer = [CChar](repeating: 0, count: 256)
            guard strerror_r(number, &buffer, buffer.count - 1) == 0 else { return "error \(number)" }
            return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }

        var isNotFound: Bool { number == ENOENT }
    }

    static func openForReading(_ path: String) throws(Refusal) -> Int32 {
        let file = try repeating { open(path, O_RDONLY | O_CLOEXEC) }
        // A directory can be opened but not read: say so now.
        var status = stat()
        if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(file)
            throw Refusal(number: EISDIR)
        }
        return file
    }

    static func duplicateOfStandardInput() throws(Refusal) -> Int32 {
        try repeating { fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) }
    }

    static func createExclusively(_ path: String) throws(Refusal) -> Int32 {
        try repeating { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
    }

    static func read(_ file: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(Refusal) -> Int {
        #if canImport(Glibc)
        return try repeating { Glibc.read(file, buffer.baseAddress, buffer.count) }
        #elseif canImport(Musl)
        return try repeating { Musl.read(file, buffer.baseAddress, buffer.count) }
        #else
        return try repeating { Darwin.read(file, buffer.baseAddress, buffer.count) }
        #endif
    }

    /// Whether an open file is a regular one.
    static func isRegular(_ file: Int32) -> Bool {
        var status = stat()
        return fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    static func size(_ file: Int32) -> Int? {
        var status = stat()
        return fstat(file, &status) == 0 ? Int(exactly: status.st_size) : nil
    }

    /// Asks for large pages of memory for a range that will be filled; it may be ignored.
    static func adviseLargePages(_ memory: UnsafeMutableRawPointer, _ count: Int) {
        #if os(Linux)
        let page = 1 << 21
        let first = (Int(bitPattern: memory) + page - 1) & ~(page - 1)
        let end = (Int(bitPattern: memory) + count) & ~(page - 1)
        guard end > first, let start = UnsafeMutableRawPointer(bitPattern: first) else { return }
        madvise(start, end - first, 14)
        #endif
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(Refusal) -> Int {
        #if canImport(Glibc)
        return try repeating { Glibc.write(file, bytes.baseAddress, bytes.count) }
        #elseif canImport(Musl)
        return try repeating { Musl.write(file, bytes.baseAddress, bytes.count) }
        #else
        return try repeating { Darwin.write(file, bytes.baseAddress, bytes.count) }
        #endif
    }

    static func synchronize(_ file: Int32) throws(Refusal) { _ = try repeating { fsync(file) } }

    static func rename(_ path: String, to newPath: String) throws(Refusal) {
        #if canImport(Glibc)
        _ = try repeating { Glibc.rename(path, newPath) }
        #elseif canImport(Musl)
        _ = try repeating { Musl.rename(path, newPath) }
        #else
        _ = try repeating { Darwin.rename(path, newPath) }
        #endif
    }

    /// Whether a path leads to something that is no regular file: a device, pipe, socket or directory.
    static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    static func remove(_ path: String) { unlink(path) }

    static func closeFile(_ file: Int32) { close(file) }

    static var processIdentifier: Int32 { getpid() }

    private static func repeating<Number: SignedInteger>(_ call: () -> Number) throws(Refusal) -> Number {
        while true {
            let result = call()
            if result >= 0 { return result }
            let number = errno
            if number != EINTR { throw Refusal(number: number) }
        }
    }
}
