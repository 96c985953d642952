/// How many bytes a parser may still allocate for one input.
///
/// A parser asks before it allocates, so a small input that declares huge contents is refused instead of exhausting
/// the memory of the process. Pass one budget through all parsers of an input.
public struct ByteBudget: Sendable, Hashable {
    /// The bytes that may be allocated in all.
    public let limit: Int
    /// The bytes that were asked for so far.
    public private(set) var used = 0

    /// Creates a budget.
    ///
    /// - Parameter limit: The bytes that may be allocated in all, 1 GiB by default; a negative limit counts as 0.
    public init(limit: Int = 1 << 30) { self.limit = max(limit, 0) }

    /// The bytes that may still be allocated.
    public var remaining: Int { limit - used }

    /// Asks for the memory of `count` elements.
    ///
    /// - Parameters:
    ///   - count: The number of elements.
    ///   - size: The bytes of an element, 1 by default.
    /// - Throws: ``CoreError`` of code `limitExceeded` when the budget does not suffice; nothing is spent then.
    public mutating func spend(_ count: Int, elementSize size: Int = 1) throws(CoreError) {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
        guard count >= 0, size >= 0, !overflow, bytes <= remaining else {
            throw CoreError(
                .limitExceeded, "\(count) elements of \(size) bytes exceed the memory budget",
                at: "\(remaining) of \(limit) bytes left", remedy: "Raise the budget if the input is trusted.")
        }
        used += bytes
    }
}
