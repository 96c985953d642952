/// How much a JSON text may ask of its reader.
///
/// Every limit is checked before the memory it protects is allocated, and text beyond one is refused with
/// ``CoreError`` of code `limitExceeded`.
public struct JSONLimits: Sendable, Hashable {
    /// What to do with an integer that does not fit in 64 bits.
    public enum LargeIntegerPolicy: Sendable, Hashable {
        /// Refuse the text: an integer is exact or an error.
        case refuse
        /// Read the integer as the nearest double.
        case roundToDouble
    }

    /// The deepest nesting that can be configured: deeper values are not safe to release on a small stack.
    public static let deepestNesting = 512

    /// The longest text, in bytes.
    ///
    /// The default is 64 MiB.
    public var maximumByteCount: Int
    /// The deepest nesting of arrays and objects.
    ///
    /// The default is 64; more than ``deepestNesting`` counts as that.
    public var maximumDepth: Int {
        didSet { maximumDepth = min(maximumDepth, Self.deepestNesting) }
    }
    /// The longest string or key, in bytes between its quotes.
    ///
    /// The default is 16 MiB.
    public var maximumStringByteCount: Int
    /// The most values in one text, counting every scalar, array and object.
    ///
    /// The default is 4,000,000.
    public var maximumValueCount: Int
    /// What to do with an integer that does not fit in 64 bits.
    ///
    /// The default is to refuse it.
    public var largeIntegers: LargeIntegerPolicy

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - maximumByteCount: The longest text, in bytes.
    ///   - maximumDepth: The deepest nesting; more than ``deepestNesting`` counts as that.
    ///   - maximumStringByteCount: The longest string or key, in bytes between its quotes.
    ///   - maximumValueCount: The most values in one text.
    ///   - largeIntegers: What to do with an integer that does not fit in 64 bits.
    public init(
        maximumByteCount: Int = 64 << 20, maximumDepth: Int = 64, maximumStringByteCount: Int = 16 << 20,
        maximumValueCount: Int = 4_000_000, largeIntegers: LargeIntegerPolicy = .refuse
    ) {
        self.maximumByteCount = maximumByteCount
        self.maximumDepth = min(maximumDepth, Self.deepestNesting)
        self.maximumStringByteCount = maximumStringByteCount
        self.maximumValueCount = maximumValueCount
        self.largeIntegers = largeIntegers
    }
}
