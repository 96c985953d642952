import MLStatistics

/// Values in ascending order with how often each occurs.
struct ValueRuns: Sendable, Hashable, Codable {
    /// The values as sortable words, strictly ascending.
    var keys: [UInt64] = []
    /// How often each occurs, at least once.
    var counts: [Int64] = []

    var isEmpty: Bool { keys.isEmpty }

    /// The runs of words, which are sorted on the way.
    init(sorting keys: UnsafeMutableBufferPointer<UInt64>, _ scratch: UnsafeMutableBufferPointer<UInt64>) {
        if let few = Self(few: keys) {
            self = few
            return
        }
        WordSort.sort(keys, scratch)
        self.keys.reserveCapacity(min(keys.count, 1024))
        var index = 0
        while index < keys.count {
            let key = keys[index]
            var end = index + 1
            while end < keys.count, keys[end] == key { end += 1 }
            self.keys.append(key)
            counts.append(Int64(end - index))
            index = end
        }
    }

    init() {}

    /// The runs of words of which there are few different ones, counted; `nil` when there are many.
    private init?(few words: UnsafeMutableBufferPointer<UInt64>) {
        let limit = 16
        var places = [UInt8](repeating: 0, count: 64)
        var found: [(key: UInt64, count: Int64)] = []
        found.reserveCapacity(limit)
        let isCounted = places.withUnsafeMutableBufferPointer { places in
            for word in words {
                var place = Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) &>> 58)
                while places[place] != 0, found[Int(places[place]) - 1].key != word { place = (place + 1) & 63 }
                if places[place] == 0 {
                    guard found.count < limit else { return false }
                    found.append((word, 0))
                    places[place] = UInt8(found.count)
                }
                found[Int(places[place]) - 1].count &+= 1
            }
            return true
        }
        guard isCounted else { return nil }
        found.sort { $0.key < $1.key }
        keys = found.map(\.key)
        counts = found.map(\.count)
    }

    /// Adds other runs.
    mutating func merge(_ other: ValueRuns) {
        if other.isEmpty { return }
        guard !isEmpty else {
            self = other
            return
        }
        var result = ValueRuns()
        result.keys.reserveCapacity(max(keys.count, other.keys.count))
        result.counts.reserveCapacity(max(keys.count, other.keys.count))
        var (i, j) = (0, 0)
        while i < keys.count || j < other.keys.count {
            if j == other.keys.count || (i < keys.count && keys[i] < other.keys[j]) {
                result.keys.append(keys[i])
                result.counts.append(counts[i])
                i += 1
            } else if i == keys.count || other.keys[j] < keys[i] {
                result.keys.append(other.keys[j])
                result.counts.append(other.counts[j])
                j += 1
            } else {
                result.keys.append(keys[i])
                result.counts.append(counts[i].addingClamped(other.counts[j]))
                (i, j) = (i + 1, j + 1)
            }
        }
        self = result
    }
}

extension ValueRuns {
    private enum CodingKeys: String, CodingKey {
        case keys, counts
    }

    /// Decodes runs.
    ///
    /// - Throws: `DecodingError` for values out of order, or counts below one.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        keys = try container.decode([UInt64].self, forKey: .keys)
        counts = try container.decode([Int64].self, forKey: .counts)
        guard keys.count == counts.count, counts.allSatisfy({ $0 > 0 }),
            zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .counts, in: container, debugDescription: "the values are out of order or without counts")
        }
    }
}

/// What may be subtracted from counts so that few are left: the step of `FrequentItems` for many counts at once.
enum CountCut {
    /// The least number such that at most `capacity` counts are above it.
    static func cut(_ counts: [Int64], capacity: Int) -> Int64 {
        guard counts.count > capacity else { return 0 }
        var numbers = [Int](repeating: 0, count: 1025)
        for count in counts { numbers[Int(min(count, 1024))] += 1 }
        var above = counts.count
        for cut in 1..<1024 {
            above -= numbers[cut]
            if above <= capacity { return Int64(cut) }
        }
        return counts.sorted(by: >)[capacity]
    }
}
