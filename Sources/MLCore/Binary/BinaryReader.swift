/// Reads numbers, text and arrays from untrusted bytes.
///
/// Every read is checked against the bytes that are there, and every allocation against a ``ByteBudget`` as well, before
/// it happens. A read that throws leaves the position where it was.
///
/// ```swift
/// var reader = BinaryReader(bytes, budget: ByteBudget(limit: 1 << 20), name: "weights")
/// try reader.expect(Array("MLW1".utf8), "the file signature")
/// let count = try reader.readCount(elementSize: 4)
/// let weights = try reader.readArray(of: Float.self, count: count)
/// try reader.expectEnd()
/// ```
public struct BinaryReader: Sendable {
    /// How much may still be allocated; parsers of parts take it over and give it back.
    public var budget: ByteBudget
    /// The offset of the next byte.
    public private(set) var position = 0
    @usableFromInline let bytes: [UInt8]
    private let name: String?

    /// Creates a reader at the first byte.
    ///
    /// - Parameters:
    ///   - bytes: The input.
    ///   - budget: How much may be allocated for what is read.
    ///   - name: What the input is called in errors, such as a file's name.
    public init(_ bytes: [UInt8], budget: ByteBudget = ByteBudget(), name: String? = nil) {
        self.bytes = bytes
        self.budget = budget
        self.name = name
    }

    /// How many bytes are left.
    public var remaining: Int { bytes.count - position }

    /// Whether all bytes are read.
    public var isAtEnd: Bool { remaining == 0 }

    /// Reads a number.
    ///
    /// - Parameters:
    ///   - type: The type of the number.
    ///   - order: The order of its bytes.
    /// - Returns: The number; floating-point numbers may be NaN or infinite.
    /// - Throws: ``CoreError`` of code `malformedInput` when too few bytes are left.
    @inlinable
    public mutating func read<Scalar: BinaryScalar>(
        _ type: Scalar.Type = Scalar.self, order: ByteOrder = .little
    ) throws(CoreError) -> Scalar {
        let offset = try advance(MemoryLayout<Scalar>.size)
        let bits = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Scalar.Bits.self) }
        return Scalar(binaryBits: order == .host ? bits : bits.byteSwapped)
    }

    /// Reads an array of numbers.
    ///
    /// - Parameters:
    ///   - type: The type of the numbers.
    ///   - count: How many; it may come from the input without further checks.
    ///   - order: The order of their bytes.
    /// - Returns: The numbers; floating-point numbers may be NaN or infinite.
    /// - Throws: ``CoreError`` of code `malformedInput` when too few bytes are left, or `limitExceeded`.
    @inlinable
    public mutating func readArray<Scalar: BinaryScalar>(
        of type: Scalar.Type, count: Int, order: ByteOrder = .little
    ) throws(CoreError) -> [Scalar] {
        let size = MemoryLayout<Scalar>.size
        let offset = try advance(count, elementSize: size)
        return bytes.withUnsafeBytes { source in
            Array(unsafeUninitializedCapacity: count) { target, initialized in
                if order == .host {
                    UnsafeMutableRawBufferPointer(target).copyMemory(
                        from: UnsafeRawBufferPointer(rebasing: source[offset..<offset + count * size]))
                } else {
                    for index in 0..<count {
                        let bits = source.loadUnaligned(fromByteOffset: offset + index * size, as: Scalar.Bits.self)
                        target.initializeElement(at: index, to: Scalar(binaryBits: bits.byteSwapped))
                    }
                }
                initialized = count
            }
        }
    }

    /// Reads bytes.
    ///
    /// - Parameter count: How many; it may come from the input without further checks.
    /// - Returns: The bytes.
    /// - Throws: ``CoreError`` of code `malformedInput` when too few bytes are left, or `limitExceeded`.
    public mutating func readBytes(count: Int) throws(CoreError) -> [UInt8] {
        try readArray(of: UInt8.self, count: count)
    }

    /// Passes over bytes.
    ///
    /// - Parameter count: How many.
    /// - Throws: ``CoreError`` of code `malformedInput` when too few bytes are left.
    public mutating func skip(_ count: Int) throws(CoreError) { _ = try advance(count) }

    /// Takes bytes without allocating for them.
    ///
    /// - Parameter count: How many, not negative.
    /// - Returns: The offset of the first of them.
    /// - Throws: ``CoreError`` of code `malformedInput` when too few bytes are left.
    @usableFromInline
    mutating func advance(_ count: Int) throws(CoreError) -> Int {
        guard count >= 0, count <= remaining else {
            throw malformed("\(count) bytes are announced, and \(remaining) are left")
        }
        defer { position += count }
        return position
    }

    /// Takes the bytes of an array and its memory from the budget.
    ///
    /// - Parameters:
    ///   - count: How many elements.
    ///   - size: The bytes of an element.
    /// - Returns: The offset of the first byte.
    /// - Throws: ``CoreError`` of code `malformedInput` when too few bytes are left, or `limitExceeded`.
    @usableFromInline
    mutating func advance(_ count: Int, elementSize size: Int) throws(CoreError) -> Int {
        let (total, overflow) = count.multipliedReportingOverflow(by: size)
        guard count >= 0, !overflow, total <= remaining else {
            throw malformed("\(count) elements of \(size) bytes are announced, and \(remaining) bytes are left")
        }
        try budget.spend(total)
        return try advance(total)
    }

    /// An error about the input, naming the reading position.
    ///
    /// - Parameter problem: What is wrong.
    /// - Returns: The error.
    public func malformed(_ problem: String) -> CoreError {
        CoreError(.malformedInput, problem, at: name.map { "\($0), byte \(position)" } ?? "byte \(position)")
    }
}
