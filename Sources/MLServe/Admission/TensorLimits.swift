/// How much an inference request may contain; more is refused with status 400 before memory is allocated for it.
public struct TensorLimits: Sendable, Hashable {
    /// The most input tensors, and the most requested outputs; the default is 64.
    public var tensorCount = 64
    /// The most dimensions of a tensor; the default is 8.
    public var rank = 8
    /// The most elements in all tensors together; the default is 4,000,000.
    public var elementCount = 4_000_000
    /// The longest element of a tensor of texts, in bytes; the default is 64 KiB.
    public var stringByteCount = 64 << 10
    /// The deepest nesting of JSON; the default is 64.
    public var jsonDepth = 64
    /// The longest request identifier, in bytes; the default is 128.
    public var identifierByteCount = 128

    /// Creates the default limits.
    public init() {}
}
