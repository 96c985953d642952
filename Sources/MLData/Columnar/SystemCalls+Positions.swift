#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension SystemCalls {
    /// The size of an open file; anything that is no regular file is refused, as it has none.
    static func sizeOfRegularFile(_ file: Int32) throws(Refusal) -> Int {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw Refusal(number: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Refusal(number: ESPIPE) }
        return Int(status.st_size)
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
