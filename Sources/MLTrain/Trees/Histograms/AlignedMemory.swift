#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Memory of plain values that begins at a cache line and is freed with its last owner.
///
/// Whoever fills it does so before it is shared, or sees to it that no two threads touch the same value.
final class AlignedMemory<Element: BitwiseCopyable>: @unchecked Sendable {
    /// The number of values.
    let count: Int
    /// The size of a large page.
    private static var pageSize: Int { 1 << 21 }

    /// The first value.
    let start: UnsafeMutablePointer<Element>

    /// Takes memory, with every value the same.
    ///
    /// - Parameters:
    ///   - value: The value of all places.
    ///   - count: The number of values; checked against a limit by the caller.
    init(repeating value: Element, count: Int) {
        self.count = count
        let byteCount = max(1, count) * MemoryLayout<Element>.stride
        let isLarge = byteCount >= 2 * Self.pageSize
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: byteCount, alignment: isLarge ? Self.pageSize : 64)
        #if os(Linux)
        // Rows are read all over the memory: large pages spare looking up where each of them is. A system without
        // them goes on without.
        if isLarge { _ = madvise(memory, byteCount, MADV_HUGEPAGE) }
        #endif
        start = memory.bindMemory(to: Element.self, capacity: max(1, count))
        start.initialize(repeating: value, count: count)
    }

    deinit { start.deallocate() }
}
