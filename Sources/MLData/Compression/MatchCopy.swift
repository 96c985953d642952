/// The copy that all formats of the Lempel-Ziv family are made of.
enum MatchCopy {
    /// Repeats the `length` bytes that begin `distance` bytes before `target`; both ranges may overlap.
    ///
    /// - Precondition: `distance` is at least 1 and lies within the bytes written so far, and `length` bytes fit before
    ///   `end`.
    @inline(__always)
    static func copy(
        _ length: Int, distance: Int, to target: UnsafeMutablePointer<UInt8>, end: UnsafeMutablePointer<UInt8>
    ) {
        let source = target - distance
        var raw = UnsafeMutableRawPointer(target)
        var from = UnsafeRawPointer(source)
        if distance >= 16, end - target >= length + 15 {
            // Whole steps may write behind the copy: what comes there is written later.
            var rest = length
            repeat {
                raw.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
                raw += 16
                from += 16
                rest -= 16
            } while rest > 0
        } else if distance >= 8, end - target >= length + 7 {
            var rest = length
            repeat {
                raw.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
                raw += 8
                from += 8
                rest -= 8
            } while rest > 0
        } else if distance == 1 {
            target.update(repeating: source[0], count: length)
        } else {
            var index = 0
            while index < length {
                target[index] = source[index]
                index += 1
            }
        }
    }

    /// Copies `length` bytes that do not overlap with the target.
    ///
    /// - Precondition: `length` bytes are readable before `sourceEnd` and fit before `end`.
    @inline(__always)
    static func copyLiteral(
        _ length: Int, from source: UnsafePointer<UInt8>, sourceEnd: UnsafePointer<UInt8>,
        to target: UnsafeMutablePointer<UInt8>, end: UnsafeMutablePointer<UInt8>
    ) {
        if length <= 16, sourceEnd - source >= 16, end - target >= 16 {
            UnsafeMutableRawPointer(target).storeBytes(
                of: UnsafeRawPointer(source).loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
        } else {
            UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: length)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The first byte and the place behind the last one, also for memory without bytes.
    @inline(__always)
    func withEnds<Result, Failure: Error>(
        _ body: (UnsafePointer<UInt8>, UnsafePointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let base = baseAddress else {
            let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
            defer { nothing.deallocate() }
            return try body(nothing, nothing)
        }
        let first = base.assumingMemoryBound(to: UInt8.self)
        return try body(first, first + count)
    }
}

extension UnsafeMutableRawBufferPointer {
    /// The first byte and the place behind the last one, also for memory without bytes.
    @inline(__always)
    func withEnds<Result, Failure: Error>(
        _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try UnsafeRawBufferPointer(self).withEnds { (first, end) throws(Failure) in
            try body(UnsafeMutablePointer(mutating: first), UnsafeMutablePointer(mutating: end))
        }
    }
}
