/// Reads numbers of a few bits as runs of equal ones and packed groups of eight (Parquet, `Encodings.md`, RLE).
///
/// The memory behind the numbers has to be readable for eight more bytes.
struct HybridDecoder {
    private var next: UnsafeRawPointer
    private let end: UnsafeRawPointer
    private let width: Int
    private let mask: UInt64
    /// How many numbers of the run are left.
    private var remaining = 0
    private var isPacked = false
    /// The number of a run of equal ones.
    private var value: UInt32 = 0
    /// The packed numbers of a run, and the bit of the next one.
    private var packed: UnsafeRawPointer
    private var bit = 0

    /// Creates a decoder.
    ///
    /// - Parameters:
    ///   - start: The first byte.
    ///   - end: The end of the bytes.
    ///   - width: The bits of a number, at most 32.
    init(_ start: UnsafeRawPointer, _ end: UnsafeRawPointer, width: Int) {
        next = start
        packed = start
        self.end = end
        self.width = width
        mask = 1 << UInt64(width) - 1
    }

    /// Begins the next run; `false` at the end.
    private mutating func beginRun() throws(EncodingFault) -> Bool {
        while remaining == 0 {
            guard next < end else { return false }
            var header: UInt64 = 0
            var shift: UInt64 = 0
            while true {
                guard next < end, shift < 35 else { throw .truncated }
                let byte = next.load(as: UInt8.self)
                next += 1
                header |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { break }
                shift += 7
            }
            let count = Int(header >> 1)
            isPacked = header & 1 == 1
            if isPacked {
                let available = end - next
                packed = next
                bit = 0
                if count * width <= available {
                    remaining = count * 8
                    next += count * width
                } else {
                    // Some writers leave out the padding of the last group.
                    remaining = available * 8 / width
                    next = end
                }
            } else {
                let size = (width + 7) >> 3
                guard size <= end - next else { throw .truncated }
                var number: UInt32 = 0
                for index in 0..<size {
                    number |= UInt32(next.load(fromByteOffset: index, as: UInt8.self)) << UInt32(8 * index)
                }
                guard UInt64(number) <= mask else { throw EncodingFault("a number has more bits than it may have") }
                value = number
                next += size
                remaining = count
            }
        }
        return true
    }

    /// Reads numbers, as many as are wanted or there are.
    ///
    /// - Parameters:
    ///   - count: How many are wanted.
    ///   - target: Where they go.
    ///   - largest: Becomes at least the largest of them.
    /// - Returns: How many there were.
    /// - Throws: ``EncodingFault`` when a run is cut off.
    @inline(__always)
    mutating func readAvailable<Number: FixedWidthInteger & BitwiseCopyable>(
        _ count: Int, to target: UnsafeMutablePointer<Number>, largest: inout Number
    ) throws(EncodingFault) -> Int {
        var done = 0
        while done < count, try beginRun() {
            let part = min(remaining, count - done)
            let target = target + done
            if isPacked {
                var top = largest
                var bit = bit
                let width = width
                let mask = mask
                let packed = packed
                for index in 0..<part {
                    let word = packed.loadUnaligned(fromByteOffset: bit &>> 3, as: UInt64.self).littleEndian
                    let number = Number(truncatingIfNeeded: (word &>> UInt64(truncatingIfNeeded: bit & 7)) & mask)
                    target[index] = number
                    top = max(top, number)
                    bit &+= width
                }
                largest = top
                self.bit = bit
            } else {
                let number = Number(truncatingIfNeeded: value)
                target.update(repeating: number, count: part)
                largest = max(largest, number)
            }
            remaining -= part
            done += part
        }
        return done
    }

    /// Reads numbers, all of which have to be there.
    @inline(__always)
    mutating func read<Number: FixedWidthInteger & BitwiseCopyable>(
        _ count: Int, to target: UnsafeMutablePointer<Number>, largest: inout Number
    ) throws(EncodingFault) {
        guard try readAvailable(count, to: target, largest: &largest) == count else { throw .truncated }
    }

    /// Passes over numbers, all of which have to be there, and counts one of them.
    mutating func count(of wanted: UInt32, among count: Int) throws(EncodingFault) -> Int {
        var done = 0
        var found = 0
        while done < count {
            guard try beginRun() else { throw .truncated }
            let part = min(remaining, count - done)
            if isPacked {
                for _ in 0..<part {
                    let word = packed.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self).littleEndian
                    if word >> UInt64(bit & 7) & mask == UInt64(wanted) { found += 1 }
                    bit += width
                }
            } else if value == wanted {
                found += part
            }
            remaining -= part
            done += part
        }
        return found
    }

    /// Reads numbers of one bit into a bitmap.
    ///
    /// - Returns: How many of them are 1.
    mutating func read(_ count: Int, into validity: inout ValidityBitmap) throws(EncodingFault) -> Int {
        var done = 0
        let missing = validity.missingCount
        while done < count {
            guard try beginRun() else { throw .truncated }
            let part = min(remaining, count - done)
            if isPacked {
                var rest = part
                while rest > 0 {
                    let size = min(rest, 56)
                    let word = packed.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self).littleEndian
                    validity.append(bits: word >> UInt64(bit & 7), count: size)
                    bit += size
                    rest -= size
                }
            } else {
                validity.append(repeating: value == 1, count: part)
            }
            remaining -= part
            done += part
        }
        return count - (validity.missingCount - missing)
    }
}
