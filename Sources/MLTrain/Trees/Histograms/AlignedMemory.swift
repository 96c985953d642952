/// Memory of plain values that begins at a cache line and is freed with its last owner.
///
/// Whoever fills it does so before it is shared, or sees to it that no two threads touch the same value.
final class AlignedMemory<Element: BitwiseCopyable>: @unchecked Sendable {
    /// The number of values.
    let count: Int
    /// The first value.
    let start: UnsafeMutablePointer<Element>

    /// Takes memory, with every value the same.
    ///
    /// - Parameters:
    ///   - value: The value of all places.
    ///   - count: The number of values; checked against a limit by the caller.
    init(repeating value: Element, count: Int) {
        self.count = count
        start = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, count) * MemoryLayout<Element>.stride, alignment: 64
        ).bindMemory(to: Element.self, capacity: max(1, count))
        start.initialize(repeating: value, count: count)
    }

    deinit { start.deallocate() }
}
