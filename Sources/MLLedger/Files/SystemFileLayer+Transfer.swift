#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension SystemFileLayer {
    /// Reads from where the last read ended.
    public func read(_ file: FileHandle, into buffer: UnsafeMutableRawBufferPointer) throws(FileFailure) -> Int {
        guard let start = buffer.baseAddress else { return 0 }
        #if canImport(Glibc)
        return try Self.check(Glibc.read(file.rawValue, start, buffer.count), .read)
        #elseif canImport(Musl)
        return try Self.check(Musl.read(file.rawValue, start, buffer.count), .read)
        #else
        return try Self.check(Darwin.read(file.rawValue, start, buffer.count), .read)
        #endif
    }

    /// Writes after what was written last.
    public func write(_ bytes: UnsafeRawBufferPointer, to file: FileHandle) throws(FileFailure) -> Int {
        guard let start = bytes.baseAddress else { return 0 }
        #if canImport(Glibc)
        return try Self.check(Glibc.write(file.rawValue, start, bytes.count), .write)
        #elseif canImport(Musl)
        return try Self.check(Musl.write(file.rawValue, start, bytes.count), .write)
        #else
        return try Self.check(Darwin.write(file.rawValue, start, bytes.count), .write)
        #endif
    }

    /// Closes a file and gives up its lock.
    public func close(_ file: FileHandle) { Self.closeDescriptor(file.rawValue) }

    /// Closes a directory.
    public func close(_ directory: DirectoryHandle) { Self.closeDescriptor(directory.rawValue) }

    static func closeDescriptor(_ descriptor: Int32) {
        #if canImport(Glibc)
        _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
        _ = Musl.close(descriptor)
        #else
        _ = Darwin.close(descriptor)
        #endif
    }
}
