#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension SystemCalls {
    /// Opens a file and gives its size; anything that is no regular file is refused, as it has none.
    ///
    /// A pipe is not waited for.
    static func openRegularFile(_ path: String) throws(Refusal) -> (file: Int32, size: Int) {
        var file: Int32
        repeat { file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) } while file < 0 && errno == EINTR
        guard file >= 0 else { throw Refusal(number: errno) }
        var status = stat()
        guard fstat(file, &status) == 0 else {
            let number = errno
            close(file)
            throw Refusal(number: number)
        }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG else {
            close(file)
            throw Refusal(number: kind == S_IFDIR ? EISDIR : ESPIPE)
        }
        return (file, Int(status.st_size))
    }

    /// Asks the system for large pages under memory that is about to be written, which costs far fewer faults.
    ///
    /// Small memory, and systems that know no such advice, are left as they are.
    static func adviseLargePages(_ memory: UnsafeMutableRawBufferPointer) {
        #if os(Linux)
        guard memory.count >= 2 << 20, let base = memory.baseAddress else { return }
        let page = UInt(4096)
        let start = (UInt(bitPattern: base) + page - 1) & ~(page - 1)
        let end = (UInt(bitPattern: base) + UInt(memory.count)) & ~(page - 1)
        // 14 is MADV_HUGEPAGE. It is only advice: whether it was followed does not matter.
        if end > start { madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), 14) }
        #endif
    }

    /// Reads bytes from an offset on without moving the place where other reads go on.
    static func read(
        _ file: Int32, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
    ) throws(Refusal) -> Int {
        while true {
            let count = pread(file, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            let number = errno
            if number != EINTR { throw Refusal(number: number) }
        }
    }
}
