/// Bytes of records, and where their fields end: memory that is filled again and again.
///
/// There are ``padding`` readable bytes before the first byte and behind the last one, so that kernels may load whole
/// words and vectors. Offsets count from the beginning of the padding.
final class RecordBuffer {
    /// Readable bytes on both sides: more than the widest load, and a whole block of ``FieldScanner``.
    static let padding = 128

    /// The memory, with the padding.
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    /// How many bytes there is room for between the paddings.
    private(set) var capacity: Int
    /// How many bytes there are.
    private(set) var count = 0
    /// For each field, the offset of the byte that ends it; before them, the offset before the first byte.
    private(set) var ends: UnsafeMutablePointer<UInt32>
    private var endCapacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        bytes = .allocate(capacity: capacity + 2 * Self.padding)
        bytes.initialize(repeating: 0, count: Self.padding)
        endCapacity = 0
        ends = .allocate(capacity: 1)
    }

    deinit {
        bytes.deallocate()
        ends.deallocate()
    }

    /// Where the content begins.
    var content: UnsafeMutablePointer<UInt8> { bytes + Self.padding }

    /// The bytes.
    var contents: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: content, count: count) }

    /// The room behind the bytes.
    var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: content + count, count: capacity - count)
    }

    /// Says how many bytes there are now; what is behind them becomes `filler`.
    ///
    /// - Precondition: Not more than ``capacity``.
    func setCount(_ count: Int, filler: UInt8) {
        self.count = count
        (content + count).initialize(repeating: filler, count: Self.padding)
    }

    /// Adds a byte behind the others, where the padding has room for one.
    func append(_ byte: UInt8) {
        if count == capacity { reserve(count + 1) }
        content[count] = byte
        count += 1
    }

    /// Adds bytes behind the others.
    func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        if capacity - count < bytes.count { reserve(max(2 * capacity, count + bytes.count)) }
        guard let base = bytes.baseAddress else { return }
        (content + count).update(from: base, count: bytes.count)
        count += bytes.count
    }

    func removeAll() { count = 0 }

    /// Makes room for a number of bytes, and keeps those there are.
    func reserve(_ capacity: Int) {
        guard capacity > self.capacity else { return }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + 2 * Self.padding)
        larger.update(from: bytes, count: Self.padding + count)
        bytes.deallocate()
        bytes = larger
        self.capacity = capacity
    }

    /// Makes room for the end of a field in every byte.
    func reserveEnds() {
        // A scan writes some ends ahead of those that it keeps.
        let needed = capacity + Self.padding
        guard needed > endCapacity else { return }
        ends.deallocate()
        ends = .allocate(capacity: needed)
        endCapacity = needed
    }
}
