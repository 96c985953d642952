package import MLData

extension Fuzzing {
    /// Memory for content; made once, since most inputs are refused at once and would take longer to make room for.
    nonisolated(unsafe) private static let room = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 1 << 17, alignment: 1)

    /// Decompresses bytes into much memory and into little; what comes out needs exactly as much memory as it has bytes.
    ///
    /// - Parameters:
    ///   - start: The first byte.
    ///   - count: The number of bytes.
    ///   - codec: The format.
    package static func decompress(_ start: UnsafePointer<UInt8>?, _ count: Int, _ codec: some Decompressor) {
        let source = UnsafeRawBufferPointer(start: start, count: count)
        let written = try? codec.decompress(source, into: room)
        if let written, written > min(room.count, codec.maximumByteCount(compressedCount: count)) {
            fatalError("more was written than there is room for, or than the bytes can stand for")
        }
        for size in [written.map { $0 - 1 } ?? 37, written ?? 0] where size >= 0 {
            let target = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
            defer { target.deallocate() }
            let again = try? codec.decompress(source, into: target)
            guard let written else {
                if let again, again > size { fatalError("more was written than there is room for") }
                continue
            }
            guard size == written ? again == written : again == nil else {
                fatalError("whether bytes are accepted depends on the room in another way than it has to")
            }
            if size == written, !target.elementsEqual(room[..<written]) {
                fatalError("what comes out depends on the room")
            }
        }
    }
}
