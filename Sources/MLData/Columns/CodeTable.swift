/// Numbers distinct keys in the order in which they first come: a hash table with open addressing.
///
/// The numbers depend on the order of the keys alone. Where keys stand in the table depends on a seed of the process,
/// so that data whose keys all collide is hard to prepare.
struct CodeTable {
    /// The key of each number, or its hash when keys are longer than a word.
    private(set) var keys: [UInt64] = []
    /// For each slot one more than the number it holds, or 0 when it is free.
    private var slots: [Int]
    private var mask: Int
    private let seed: UInt64

    /// Creates an empty table.
    init() {
        mask = 1023
        slots = [Int](repeating: 0, count: 1024)
        seed = UInt64(truncatingIfNeeded: Hasher().finalize())
    }

    /// The number of distinct keys so far.
    var count: Int { keys.count }

    /// The number of a key that is equal when its bits are; a new key gets the next number.
    @inline(__always)
    mutating func code(of key: UInt64) -> Int { code(ofHash: key) { _ in true } }

    /// The number of a key of any length; a new key gets the next number.
    ///
    /// - Parameters:
    ///   - hash: Equal for equal keys.
    ///   - isSame: Whether the key of a number whose hash is the same is equal to this one.
    /// - Returns: The number.
    @inline(__always)
    mutating func code(ofHash hash: UInt64, _ isSame: (Int) -> Bool) -> Int {
        var slot = place(hash)
        while slots[slot] != 0 {
            let number = slots[slot] &- 1
            if keys[number] == hash, isSame(number) { return number }
            slot = (slot &+ 1) & mask
        }
        keys.append(hash)
        slots[slot] = keys.count
        if keys.count &* 2 > slots.count { grow() }
        return keys.count &- 1
    }

    /// A hash of bytes that depends on a seed of the process.
    @inline(__always)
    func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
        guard let base = bytes.baseAddress else { return hash }
        let raw = UnsafeRawPointer(base)
        var index = 0
        while index &+ 8 <= bytes.count {
            hash = Self.mixed(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        var rest: UInt64 = 0
        while index < bytes.count {
            rest = rest << 8 | UInt64(bytes[index])
            index &+= 1
        }
        return Self.mixed(hash ^ rest)
    }

    @inline(__always)
    private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: Self.mixed(hash ^ seed)) & mask }

    /// Both halves of the product with an odd number (the golden ratio), folded: as in wyhash.
    @inline(__always)
    private static func mixed(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    private mutating func grow() {
        mask = slots.count * 4 - 1
        slots = [Int](repeating: 0, count: mask + 1)
        for (number, key) in keys.enumerated() {
            var slot = place(key)
            while slots[slot] != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = number + 1
        }
    }
}
