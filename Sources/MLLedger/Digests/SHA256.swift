/// The SHA-256 hash function of FIPS 180-4, fed piece by piece.
///
/// ```swift
/// var hash = SHA256()
/// hash.update(header)
/// hash.update(body)
/// let digest = hash.finalize()
/// ```
///
/// The digest depends only on the bytes, never on how they were cut into pieces. A value can be copied to hash several
/// messages with one beginning.
public struct SHA256: Sendable {
    private var state = Self.initialState
    /// The bytes after the last whole block, always fewer than `blockSize`.
    private var pending: [UInt8] = []
    private var byteCount: UInt64 = 0

    static let blockSize = 64

    /// Creates a hash of no bytes so far.
    public init() {}

    /// Adds bytes to the message.
    ///
    /// - Parameter bytes: The next bytes; none are legal.
    /// - Complexity: O(n) in the number of bytes; nothing is copied when the collection is contiguous.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        let contiguous: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if contiguous == nil { Array(bytes).withUnsafeBytes { update($0) } }
    }

    /// Adds the bytes of a buffer to the message.
    ///
    /// - Parameter buffer: The next bytes; the buffer is not kept.
    public mutating func update(_ buffer: UnsafeRawBufferPointer) {
        byteCount &+= UInt64(buffer.count)
        var rest = buffer[...]
        if !pending.isEmpty {
            let taken = rest.prefix(Self.blockSize - pending.count)
            pending.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            guard pending.count == Self.blockSize else { return }
            pending.withUnsafeBytes { Self.compress($0, into: &state) }
            pending.removeAll(keepingCapacity: true)
        }
        let whole = rest.count - rest.count % Self.blockSize
        Self.compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)), into: &state)
        pending.append(contentsOf: rest.dropFirst(whole))
    }

    /// The digest of all bytes added so far.
    ///
    /// The value itself does not change: more bytes can be added afterwards.
    ///
    /// - Returns: The 32 bytes of the digest.
    public func finalize() -> Digest {
        var tail = pending
        tail.append(0x80)
        let rest = (tail.count + 8) % Self.blockSize
        if rest != 0 { tail.append(contentsOf: repeatElement(0, count: Self.blockSize - rest)) }
        let bitCount = byteCount &<< 3
        for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: bitCount &>> shift)) }
        var last = state
        tail.withUnsafeBytes { Self.compress($0, into: &last) }
        return Digest(words: last)
    }

    /// The digest of one message.
    ///
    /// - Parameter bytes: The whole message.
    /// - Returns: The 32 bytes of the digest.
    public static func digest(of bytes: some Collection<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }
}
