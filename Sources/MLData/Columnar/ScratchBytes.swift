/// Memory that is used again and again; behind its content there are always some bytes that may be read and written.
///
/// Kernels may then load and store whole words at the end. The memory is not initialised. One thread at a time uses it.
final class ScratchBytes: @unchecked Sendable {
    /// How many bytes behind the content may be read and written.
    static let slack = 64

    /// The first byte.
    private(set) var base: UnsafeMutableRawPointer
    /// How many bytes of content there is room for.
    private(set) var capacity: Int

    init(capacity: Int = 0) {
        self.capacity = capacity
        base = .allocate(byteCount: capacity + Self.slack, alignment: 16)
        base.initializeMemory(as: UInt8.self, repeating: 0, count: capacity + Self.slack)
    }

    deinit { base.deallocate() }

    /// Makes room; the content is lost when there was too little.
    func reserve(_ count: Int) {
        guard count > capacity else { return }
        base.deallocate()
        capacity = max(count, 4096)
        base = .allocate(byteCount: capacity + Self.slack, alignment: 16)
        // What may be read behind the content has to be something.
        (base + capacity).initializeMemory(as: UInt8.self, repeating: 0, count: Self.slack)
    }

    /// Makes room and keeps the first bytes.
    func grow(_ count: Int, keeping used: Int) {
        guard count > capacity else { return }
        let larger = max(count, capacity + capacity / 2, 4096)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: larger + Self.slack, alignment: 16)
        memory.copyMemory(from: base, byteCount: used)
        (memory + larger).initializeMemory(as: UInt8.self, repeating: 0, count: Self.slack)
        base.deallocate()
        base = memory
        capacity = larger
    }
}
