/// Writes numbers of a few bits as runs of equal ones and packed groups of eight.
enum HybridEncoder {
    /// Encodes numbers.
    ///
    /// - Parameters:
    ///   - values: The numbers, each below 2^`width`.
    ///   - width: The bits of a number, 1 to 32.
    ///   - bytes: What is encoded is added here.
    static func append(_ values: ArraySlice<UInt32>, width: Int, to bytes: inout [UInt8]) {
        var packedStart = values.startIndex
        var index = values.startIndex
        while index < values.endIndex {
            var end = index + 1
            while end < values.endIndex, values[end] == values[index] { end += 1 }
            // A run of less than a group is not worth its header.
            guard end - index >= 8 else {
                index = min(index + 8, values.endIndex)
                continue
            }
            appendPacked(values[packedStart..<index], width: width, to: &bytes)
            appendCount((end - index) << 1, to: &bytes)
            for byte in 0..<((width + 7) / 8) {
                bytes.append(UInt8(truncatingIfNeeded: values[index] >> UInt32(8 * byte)))
            }
            index = end
            packedStart = end
        }
        appendPacked(values[packedStart...], width: width, to: &bytes)
    }

    private static func appendPacked(_ values: ArraySlice<UInt32>, width: Int, to bytes: inout [UInt8]) {
        guard !values.isEmpty else { return }
        let groups = (values.count + 7) / 8
        appendCount(groups << 1 | 1, to: &bytes)
        var buffer: UInt64 = 0
        var filled = 0
        func add(_ value: UInt32) {
            buffer |= UInt64(value) << UInt64(filled)
            filled += width
            while filled >= 8 {
                bytes.append(UInt8(truncatingIfNeeded: buffer))
                buffer >>= 8
                filled -= 8
            }
        }
        for value in values { add(value) }
        for _ in values.count..<(groups * 8) { add(0) }
    }

    private static func appendCount(_ count: Int, to bytes: inout [UInt8]) {
        var rest = count
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
