/// The gzip format (RFC 1952) with one or more members, and the zlib format (RFC 1950), which some writers take for it.
package struct Gzip: Decompressor {
    /// Creates the codec; it has no settings.
    package init() {}

    /// `gzip`.
    package var name: String { "gzip" }

    /// As DEFLATE.
    package func maximumByteCount(compressedCount: Int) -> Int {
        Inflate().maximumByteCount(compressedCount: compressedCount)
    }

    /// Decompresses all members; the checksum and the size of each are checked.
    package func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> Int {
        if source.count >= 2, source[0] & 0x0F == 8, (Int(source[0]) << 8 | Int(source[1])) % 31 == 0 {
            return try Self.zlib(source, into: target)
        }
        var read = 0
        var written = 0
        repeat {
            let member = UnsafeRawBufferPointer(rebasing: source[read...])
            let header = try Self.headerSize(member)
            let body = UnsafeRawBufferPointer(rebasing: member[header...])
            let rest = UnsafeMutableRawBufferPointer(rebasing: target[written...])
            let part = try Inflate.decompress(body, into: rest)
            guard body.count - part.read >= 8 else { throw .truncated }
            let checksum = UInt32(littleEndian: body.loadUnaligned(fromByteOffset: part.read, as: UInt32.self))
            let size = UInt32(littleEndian: body.loadUnaligned(fromByteOffset: part.read + 4, as: UInt32.self))
            let content = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(rest)[..<part.written])
            guard size == UInt32(truncatingIfNeeded: part.written) else {
                throw CompressionFault("the size behind a member is not that of its content")
            }
            guard checksum == CyclicChecksum.of(content) else {
                throw CompressionFault("the checksum behind a member is not that of its content")
            }
            read += header + part.read + 8
            written += part.written
        } while read < source.count
        return written
    }

    /// The size of the header of a member (RFC 1952, 2.3).
    private static func headerSize(_ bytes: UnsafeRawBufferPointer) throws(CompressionFault) -> Int {
        guard bytes.count >= 10 else { throw .truncated }
        guard bytes[0] == 0x1F, bytes[1] == 0x8B, bytes[2] == 8 else {
            throw CompressionFault("the bytes do not begin as gzip")
        }
        let flags = bytes[3]
        guard flags & 0xE0 == 0 else { throw CompressionFault("reserved flags are set") }
        var size = 10
        if flags & 4 != 0 {
            guard bytes.count - size >= 2 else { throw .truncated }
            size += 2 + Int(bytes[size]) + Int(bytes[size + 1]) << 8
        }
        // A name and a comment, each up to a NUL.
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            while size < bytes.count, bytes[size] != 0 { size += 1 }
            size += 1
        }
        if flags & 2 != 0 { size += 2 }
        guard size <= bytes.count else { throw .truncated }
        return size
    }

    private static func zlib(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> Int {
        guard source[1] & 0x20 == 0 else { throw CompressionFault("a dictionary is asked for") }
        let body = UnsafeRawBufferPointer(rebasing: source[2...])
        let part = try Inflate.decompress(body, into: target)
        guard body.count - part.read >= 4 else { throw .truncated }
        let announced = UInt32(bigEndian: body.loadUnaligned(fromByteOffset: part.read, as: UInt32.self))
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in target[..<part.written] {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        guard announced == high << 16 | low else {
            throw CompressionFault("the checksum is not that of the content")
        }
        return part.written
    }
}
