/// The order of the bytes of a number.
public enum ByteOrder: Sendable, Hashable {
    /// The lowest byte first.
    case little
    /// The highest byte first.
    case big

    /// The order of this machine.
    @inlinable package static var host: ByteOrder { 1.littleEndian == 1 ? .little : .big }
}

/// A number with the same width on every machine, which ``BinaryReader`` and ``BinaryWriter`` know.
///
/// The integers of 8 to 64 bits, `Float` and `Double` conform. `Int` and `UInt` do not: their width is not fixed.
public protocol BinaryScalar: BitwiseCopyable, Sendable {
    /// The unsigned integer of the same width.
    associatedtype Bits: FixedWidthInteger & UnsignedInteger & BitwiseCopyable

    /// The bits of the number.
    var binaryBits: Bits { get }

    /// Creates the number with these bits.
    init(binaryBits: Bits)
}

extension BinaryScalar where Self: FixedWidthInteger {
    /// The bits of the number, in two's complement.
    @inlinable public var binaryBits: Magnitude { Magnitude(truncatingIfNeeded: self) }

    /// Creates the number with these bits, in two's complement.
    @inlinable public init(binaryBits: Magnitude) { self.init(truncatingIfNeeded: binaryBits) }
}

extension Int8: BinaryScalar {}
extension Int16: BinaryScalar {}
extension Int32: BinaryScalar {}
extension Int64: BinaryScalar {}
extension UInt8: BinaryScalar {}
extension UInt16: BinaryScalar {}
extension UInt32: BinaryScalar {}
extension UInt64: BinaryScalar {}

extension Float: BinaryScalar {
    /// The bits of the number, as in IEEE 754.
    @inlinable public var binaryBits: UInt32 { bitPattern }

    /// Creates the number with these bits, as in IEEE 754.
    @inlinable public init(binaryBits: UInt32) { self.init(bitPattern: binaryBits) }
}

extension Double: BinaryScalar {
    /// The bits of the number, as in IEEE 754.
    @inlinable public var binaryBits: UInt64 { bitPattern }

    /// Creates the number with these bits, as in IEEE 754.
    @inlinable public init(binaryBits: UInt64) { self.init(bitPattern: binaryBits) }
}
