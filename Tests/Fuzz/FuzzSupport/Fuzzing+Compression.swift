package import MLData

extension Fuzzing {
    /// Decompresses bytes into as much memory as they may ask for, and into too little.
    ///
    /// - Parameters:
    ///   - start: The first byte.
    ///   - count: The number of bytes.
    ///   - codec: The format.
    package static func decompress(_ start: UnsafePointer<UInt8>?, _ count: Int, _ codec: some Decompressor) {
        let source = UnsafeRawBufferPointer(start: start, count: count)
        for size in [0, 1, 37, min(codec.maximumByteCount(compressedCount: count), 1 << 17)] {
            let target = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
            defer { target.deallocate() }
            if let written = try? codec.decompress(source, into: target), written > size {
                fatalError("more was written than there is room for")
            }
        }
    }
}
