/// Writes numbers, text and arrays in the form that ``BinaryReader`` reads.
public struct BinaryWriter: Sendable, Hashable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// Creates a writer.
    ///
    /// - Parameter capacity: How many bytes to make room for.
    public init(capacity: Int = 0) { bytes.reserveCapacity(max(capacity, 0)) }

    /// Writes a number.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - order: The order of its bytes.
    public mutating func write<Scalar: BinaryScalar>(_ value: Scalar, order: ByteOrder = .little) {
        let bits = order == .host ? value.binaryBits : value.binaryBits.byteSwapped
        withUnsafeBytes(of: bits) { bytes.append(contentsOf: $0) }
    }

    /// Writes numbers, without their count.
    ///
    /// - Parameters:
    ///   - values: The numbers.
    ///   - order: The order of their bytes.
    public mutating func writeArray<Scalar: BinaryScalar>(_ values: [Scalar], order: ByteOrder = .little) {
        if order == .host {
            values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        } else {
            for value in values { write(value, order: order) }
        }
    }

    /// Writes bytes, without their count.
    ///
    /// - Parameter values: The bytes.
    public mutating func writeBytes(_ values: some Sequence<UInt8>) { bytes.append(contentsOf: values) }

    /// Writes an unsigned integer in as few bytes as it needs (LEB128: seven bits a byte, lowest first).
    ///
    /// - Parameter value: The integer.
    public mutating func writeVariableLength(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Writes a signed integer in as few bytes as it needs (zigzag: 0, −1, 1, −2… as 0, 1, 2, 3…).
    ///
    /// - Parameter value: The integer.
    public mutating func writeSignedVariableLength(_ value: Int64) {
        writeVariableLength(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    }

    /// Writes a truth value as a byte of 0 or 1.
    ///
    /// - Parameter value: The truth value.
    public mutating func writeBool(_ value: Bool) { bytes.append(value ? 1 : 0) }

    /// Writes a count of variable length.
    ///
    /// - Parameter count: The count; a negative one counts as 0.
    public mutating func writeCount(_ count: Int) { writeVariableLength(UInt64(max(count, 0))) }

    /// Writes bytes after their count of variable length.
    ///
    /// - Parameter values: The bytes.
    public mutating func writePrefixedBytes(_ values: [UInt8]) {
        writeCount(values.count)
        writeBytes(values)
    }

    /// Writes a string as UTF-8 after its count of bytes of variable length.
    ///
    /// - Parameter text: The string.
    public mutating func writePrefixedString(_ text: String) {
        writeCount(text.utf8.count)
        writeBytes(text.utf8)
    }
}
