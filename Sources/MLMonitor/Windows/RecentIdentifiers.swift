import MLCore
import MLLedger

/// The identifiers of the latest records, in bounded memory: 64 bits of a SHA-256 digest for each.
struct RecentIdentifiers: Sendable, Hashable, Codable {
    private let capacity: Int
    private var ring: [UInt64]
    private var next: Int
    private var known: Set<UInt64>

    private enum CodingKeys: String, CodingKey {
        case capacity, ring, next
    }

    init(capacity: Int) {
        self.capacity = capacity
        ring = []
        next = 0
        known = []
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        capacity = try container.decode(Int.self, forKey: .capacity)
        ring = try container.decode([UInt64].self, forKey: .ring)
        next = try container.decode(Int.self, forKey: .next)
        guard capacity >= 0, ring.count <= capacity, next >= 0, next <= ring.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .ring, in: container, debugDescription: "the ring of identifiers does not fit its capacity")
        }
        known = Set(ring)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(capacity, forKey: .capacity)
        try container.encode(ring, forKey: .ring)
        try container.encode(next, forKey: .next)
    }

    /// Remembers an identifier and says whether it was new.
    mutating func insert(_ identifier: String) -> Bool {
        guard capacity > 0 else { return true }
        let key = SHA256.digest(of: Array(identifier.utf8)).bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard known.insert(key).inserted else { return false }
        if ring.count < capacity {
            ring.append(key)
        } else {
            if next >= ring.count { next = 0 }
            known.remove(ring[next])
            ring[next] = key
            next += 1
        }
        return true
    }
}
