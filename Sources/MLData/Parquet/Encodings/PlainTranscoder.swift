/// Rewrites the values of a page in rarer encodings as plain ones, which is all that the rest has to know.
///
/// Each function writes at the beginning of `target` and gives the number of bytes; the memory behind the page has to be
/// readable for eight more bytes. Before memory grows, `makeRoom` is told how many bytes there will be in all.
struct PlainTranscoder {
    let start: UnsafeRawPointer
    let end: UnsafeRawPointer
    /// The most values that there may be: those that are present.
    let maximumCount: Int
    let target: ScratchBytes
    /// Throws when there is no room for so many bytes.
    let makeRoom: (Int) throws(EncodingFault) -> Void

    /// The bytes of as many values as there may be.
    private func byteCount(width: Int) throws(EncodingFault) -> Int {
        let (size, overflow) = maximumCount.multipliedReportingOverflow(by: width)
        guard !overflow else { throw .beyondMemory }
        return size
    }

    /// One byte for each truth value that is a bit.
    func bits() throws(EncodingFault) -> Int {
        let count = min(maximumCount, (end - start) * 8)
        try makeRoom(count)
        target.reserve(count + 8)
        for index in 0..<((count + 7) / 8) {
            let byte = UInt64(start.load(fromByteOffset: index, as: UInt8.self))
            // The bits are spread to the lowest ones of eight bytes.
            let spread = (byte & 0x7F) &* 0x0002_0408_1020_4081 & 0x0101_0101_0101_0101 | (byte & 0x80) << 49
            target.base.storeBytes(of: spread.littleEndian, toByteOffset: index * 8, as: UInt64.self)
        }
        return count
    }

    /// One byte for each truth value in runs.
    func runs() throws(EncodingFault) -> Int {
        guard end - start >= 4 else { throw .truncated }
        let size = Int(start.loadUnaligned(as: UInt32.self).littleEndian)
        guard size <= end - start - 4 else { throw .truncated }
        var decoder = HybridDecoder(start + 4, start + 4 + size, width: 1)
        try makeRoom(maximumCount)
        target.reserve(maximumCount)
        var largest: UInt8 = 0
        return try decoder.readAvailable(
            maximumCount, to: target.base.bindMemory(to: UInt8.self, capacity: maximumCount), largest: &largest)
    }

    /// Integers of differences.
    func differences(width: Int) throws(EncodingFault) -> Int {
        var next = start
        try makeRoom(try byteCount(width: width))
        return width == 4
            ? 4 * (try DeltaDecoder.read(&next, end, maximumCount: maximumCount, as: Int32.self, to: target))
            : 8 * (try DeltaDecoder.read(&next, end, maximumCount: maximumCount, as: Int64.self, to: target))
    }

    /// Values whose first bytes stand together, then their second ones, and so on.
    func streams(width: Int) throws(EncodingFault) -> Int {
        let size = end - start
        guard width > 0, size % width == 0 else { throw EncodingFault("the streams of bytes have different lengths") }
        let count = size / width
        try makeRoom(size)
        target.reserve(size)
        for stream in 0..<width {
            let source = start + stream * count
            for index in 0..<count {
                target.base.storeBytes(
                    of: source.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index * width + stream,
                    as: UInt8.self)
            }
        }
        return size
    }

    /// Byte arrays whose lengths stand before all of them (DELTA_LENGTH_BYTE_ARRAY).
    func lengthsFirst() throws(EncodingFault) -> Int {
        var next = start
        let lengths = ScratchBytes()
        try makeRoom(try byteCount(width: 4))
        let count = try DeltaDecoder.read(&next, end, maximumCount: maximumCount, as: Int32.self, to: lengths)
        var written = 0
        try makeRoom(count * 8 + (end - next))
        target.reserve(count * 4 + (end - next))
        for index in 0..<count {
            let length = Int(lengths.base.load(fromByteOffset: index * 4, as: Int32.self))
            guard length >= 0, length <= end - next else { throw .truncated }
            target.base.storeBytes(of: UInt32(length).littleEndian, toByteOffset: written, as: UInt32.self)
            (target.base + written + 4).copyMemory(from: next, byteCount: length)
            next += length
            written += 4 + length
        }
        return written
    }

    /// Byte arrays that share their beginning with the one before (DELTA_BYTE_ARRAY).
    ///
    /// - Parameter fixedLength: The length of all values, which then stand without it.
    /// - Returns: The number of bytes.
    /// - Throws: ``EncodingFault``.
    func prefixes(fixedLength: Int?) throws(EncodingFault) -> Int {
        var next = start
        let shared = ScratchBytes()
        try makeRoom(try byteCount(width: 8))
        let count = try DeltaDecoder.read(&next, end, maximumCount: maximumCount, as: Int32.self, to: shared)
        let lengths = ScratchBytes()
        guard try DeltaDecoder.read(&next, end, maximumCount: maximumCount, as: Int32.self, to: lengths) == count else {
            throw EncodingFault("there are more beginnings than ends of values")
        }
        let header = fixedLength == nil ? 4 : 0
        var written = 0
        var room = 0
        var before = (offset: 0, count: 0)
        for index in 0..<count {
            let prefix = Int(shared.base.load(fromByteOffset: index * 4, as: Int32.self))
            let length = Int(lengths.base.load(fromByteOffset: index * 4, as: Int32.self))
            guard prefix >= 0, prefix <= before.count, length >= 0, length <= end - next else { throw .truncated }
            let total = prefix + length
            guard total <= Int(Int32.max) else { throw EncodingFault("a value has 2 GiB or more") }
            if let fixedLength, total != fixedLength { throw EncodingFault("a value has another length than its type") }
            let needed = written + header + total
            if needed > room {
                // As memory that grows by half.
                room = needed + needed / 2
                try makeRoom(count * 8 + room)
            }
            target.grow(needed, keeping: written)
            if header > 0 {
                target.base.storeBytes(of: UInt32(total).littleEndian, toByteOffset: written, as: UInt32.self)
            }
            let value = target.base + written + header
            value.copyMemory(from: target.base + before.offset, byteCount: prefix)
            (value + prefix).copyMemory(from: next, byteCount: length)
            next += length
            before = (written + header, total)
            written += header + total
        }
        return written
    }

    /// Values of one length as byte arrays, each behind its length; those of a UUID as text.
    ///
    /// - Precondition: There are `count` values, and there is room for them.
    func lengthened(width: Int, isUUID: Bool, count: Int) -> Int {
        let size = isUUID ? 36 : width
        target.reserve(count * (size + 4))
        let digits = Array("0123456789abcdef".utf8)
        for index in 0..<count {
            let source = start + index * width
            let value = target.base + index * (size + 4)
            value.storeBytes(of: UInt32(size).littleEndian, as: UInt32.self)
            guard isUUID else {
                (value + 4).copyMemory(from: source, byteCount: width)
                continue
            }
            var place = 4
            for byte in 0..<16 {
                if [4, 6, 8, 10].contains(byte) {
                    value.storeBytes(of: UInt8(ascii: "-"), toByteOffset: place, as: UInt8.self)
                    place += 1
                }
                let number = source.load(fromByteOffset: byte, as: UInt8.self)
                value.storeBytes(of: digits[Int(number >> 4)], toByteOffset: place, as: UInt8.self)
                value.storeBytes(of: digits[Int(number & 15)], toByteOffset: place + 1, as: UInt8.self)
                place += 2
            }
        }
        return count * (size + 4)
    }
}
