import MLCore

/// How many different values a stream has, in constant memory: HyperLogLog.
///
/// A value is hashed to 64 bits; the first `precision` bits choose one of 2^`precision` registers, which remembers the
/// longest run of zeros that the other bits began with (Flajolet, Fusy, Gandouet and Meunier, 2007). A sketch of few
/// values is *sparse*: it lists registers of precision 25, which is nearly exact (Heule, Nunkesser and Hall, 2013).
/// ``estimate`` is the improved estimator of Ertl, "New cardinality estimation algorithms for HyperLogLog sketches",
/// 2017, which needs no tables and has no bias in between.
///
/// The state depends on the set of values only: not on their order, on repetitions or on how the stream was split.
/// ``merge(_:)`` is exactly the sketch of the union, so merging is associative, commutative and idempotent.
///
/// The relative standard error is ``standardError``, 0.81 % at the default precision.
public struct HyperLogLog: Sendable, Hashable {
    /// The default of ``precision``.
    public static let defaultPrecision = 14
    /// The precisions that there may be.
    public static let precisions = 4...18
    /// The precision of the sparse form.
    static let sparsePrecision = 25

    /// How many bits of a hash choose the register.
    public let precision: Int
    /// The registers of precision 25 that are not zero, ascending, each as `index << 6 | rank`; `nil` when dense.
    var sparse: [UInt32]?
    /// The registers when dense, else empty.
    var registers: [UInt8]

    /// Creates the sketch of no values.
    ///
    /// - Parameter precision: How many bits of a hash choose the register, from 4 to 18; the memory is 2^`precision` bytes.
    /// - Throws: ``StatisticsError`` with code `invalidArgument`.
    public init(precision: Int = defaultPrecision) throws(StatisticsError) {
        guard Self.precisions.contains(precision) else {
            throw StatisticsError(
                .invalidArgument, "a precision of \(precision)", at: "HyperLogLog",
                remedy: "Precisions are from 4 to 18.")
        }
        self.init(checkedPrecision: precision)
    }

    /// Creates the sketch of no values; the precision is one of ``precisions``.
    package init(checkedPrecision precision: Int) {
        self.precision = precision
        sparse = []
        registers = []
    }

    /// Whether the sketch still lists single values' registers, which makes the estimate nearly exact.
    public var isSparse: Bool { sparse != nil }

    /// The relative standard error of ``estimate`` for many values: about 1.04 / √(2^`precision`).
    public var standardError: Double { 1.04 / Double(1 << precision).squareRoot() }

    /// Adds a text, by its UTF-8 bytes.
    public mutating func add(_ text: String) { add(hash: StableHash.hash(text)) }

    /// Adds a number: zeros of either sign are one value, and all NaN are one.
    public mutating func add(_ number: Double) {
        add(hash: StableHash.hash(number.isNaN ? Double.nan.bitPattern : (number + 0).bitPattern))
    }

    /// Adds an integer, which is another value than the same number as `Double`.
    public mutating func add(_ integer: Int64) { add(hash: StableHash.hash(UInt64(bitPattern: integer))) }

    /// Adds a value by its hash.
    ///
    /// - Parameter hash: All 64 bits have to depend on the value, equal values have to have equal hashes.
    public mutating func add(hash: UInt64) {
        if sparse == nil {
            let index = Int(truncatingIfNeeded: hash &>> UInt64(64 - precision))
            let rank = Self.rank(hash, precision)
            if rank > registers[index] { registers[index] = rank }
        } else {
            addSparse(Self.sparseEntry(hash))
        }
    }

    /// Adds the values of another sketch.
    ///
    /// - Throws: ``StatisticsError`` with code `incompatibleStates` when the precisions differ; nothing is changed then.
    public mutating func merge(_ other: HyperLogLog) throws(StatisticsError) {
        guard precision == other.precision else {
            throw StatisticsError(
                .incompatibleStates, "sketches of precision \(precision) and \(other.precision)", at: "merge",
                remedy: "Make both sketches with one precision.")
        }
        if let entries = other.sparse {
            if sparse == nil {
                for entry in entries { raise(entry) }
            } else {
                addSparse(ascending: entries)
            }
            return
        }
        densify()
        for index in registers.indices where other.registers[index] > registers[index] {
            registers[index] = other.registers[index]
        }
    }

    /// The place of the first set bit after the bits of the index, from 1; one more than there are bits if none is set.
    @inline(__always)
    static func rank(_ hash: UInt64, _ precision: Int) -> UInt8 {
        let rest = hash &<< UInt64(precision)
        return UInt8(truncatingIfNeeded: min(rest.leadingZeroBitCount, 64 - precision) + 1)
    }
}
