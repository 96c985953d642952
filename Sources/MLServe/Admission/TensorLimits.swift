/// How much an inference request may contain; more is refused with status 400 before memory is allocated for it.
public struct TensorLimits: Sendable, Hashable {
    /// The most input tensors, and the most requested outputs; the default is 64.
    public var tensorCount = 64
    /// The most dimensions of a tensor; the default is 8.
    public var rank = 8
    /// The most elements in all inputs together, in the table that they make, and in an output; the default is 4,000,000.
    public var elementCount = 4_000_000
    /// The most rows of a request; the default is 16,384.
    public var rowCount = 16_384
    /// The longest element of a tensor of texts, in bytes; the default is 64 KiB.
    public var stringByteCount = 64 << 10
    /// The deepest nesting of JSON; the default is 64.
    public var jsonDepth = 64
    /// The longest request identifier, in bytes; the default is 128.
    public var identifierByteCount = 128

    /// Creates the default limits.
    public init() {}

    var faults: [String] {
        LimitFaults.outOfRange(
            ("tensors", tensorCount, 1...1024), ("dimensions", rank, 1...64), ("rows", rowCount, 1...1 << 24),
            ("elements", elementCount, 1...1 << 28), ("bytes of a text", stringByteCount, 1...1 << 30),
            ("levels of JSON", jsonDepth, 8...512), ("bytes of an identifier", identifierByteCount, 1...4096))
    }
}
