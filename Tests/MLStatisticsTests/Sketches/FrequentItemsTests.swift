import MLCore
import Testing

@testable import MLStatistics

@Suite("Frequent items")
struct FrequentItemsTests {
    private func counts(_ items: [Int]) -> [Int: Int64] {
        var counts: [Int: Int64] = [:]
        for item in items { counts[item, default: 0] += 1 }
        return counts
    }

    private func check(_ sketch: FrequentItems<Int>, _ items: [Int]) {
        #expect(sketch.total == Int64(items.count))
        #expect(sketch.maximumError <= sketch.total / Int64(sketch.capacity + 1))
        var frequent = 0
        for (item, count) in counts(items) {
            #expect(sketch.count(of: item) <= count && count <= sketch.count(of: item) + sketch.maximumError)
            if count > sketch.total / Int64(sketch.capacity + 1) {
                frequent += 1
                #expect(sketch.count(of: item) > 0)
            }
        }
        #expect(sketch.mostFrequent().count >= frequent)
    }

    @Test("counts are within the bound on every kind of stream, added and merged", arguments: Streams.allCases)
    func bounds(stream: Streams) throws {
        let items = stream.numbers(12_000).map { Int($0.rounded()) }
        for capacity in [1, 5, 40, 300] {
            var single = try FrequentItems<Int>(capacity: capacity)
            for item in items { single.add(item) }
            check(single, items)
            var merged = try FrequentItems<Int>(capacity: capacity)
            for start in stride(from: 0, to: items.count, by: 997) {
                var part = try FrequentItems<Int>(capacity: capacity)
                for item in items[start..<min(start + 997, items.count)] { part.add(item) }
                try merged.merge(part)
            }
            check(merged, items)
            #expect(merged.counts.count <= capacity)
        }
    }

    @Test("few values have exact counts in any order and any parts")
    func exact() throws {
        let items = Streams.ties.numbers(500).map { Int($0) }
        var whole = try FrequentItems<Int>(capacity: 10)
        for item in items { whole.add(item) }
        var reversed = try FrequentItems<Int>(capacity: 10)
        for item in items.reversed() { reversed.add(item) }
        #expect(whole.isExact && whole == reversed)
        var (left, right) = (try FrequentItems<Int>(capacity: 10), try FrequentItems<Int>(capacity: 10))
        for item in items[..<100] { left.add(item) }
        for item in items[100...] { right.add(item) }
        var (first, second) = (left, right)
        try first.merge(right)
        try second.merge(left)
        #expect(first == whole && second == whole)
        let expected = counts(items).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        #expect(whole.mostFrequent().map(\.item) == expected.map(\.key))
        #expect(whole.mostFrequent(2).map(\.count) == expected.prefix(2).map(\.value))
    }

    @Test("counts below one are no counts, and other capacities are refused")
    func arguments() throws {
        var sketch = try FrequentItems<String>(capacity: 2)
        sketch.add("a", count: 0)
        sketch.add("a", count: -4)
        #expect(sketch.total == 0 && sketch.mostFrequent().isEmpty)
        sketch.add("b", count: .max)
        sketch.add("b", count: .max)
        #expect(sketch.count(of: "b") == .max)
        #expect(throws: StatisticsError.self) { try sketch.merge(try FrequentItems(capacity: 3)) }
        #expect(throws: StatisticsError.self) { try FrequentItems<Int>(capacity: 0) }
    }

    @Test("a sketch is stored, read back and goes on as before; damaged ones are refused")
    func coding() throws {
        var sketch = try FrequentItems<Int>(capacity: 20)
        for number in Streams.zipf.numbers(3000) { sketch.add(Int(number)) }
        let bytes = try CanonicalJSONEncoder().encode(sketch)
        var copy = try CanonicalJSONDecoder().decode(FrequentItems<Int>.self, from: bytes)
        #expect(copy == sketch)
        for number in Streams.zipf.numbers(300, seed: 8) {
            sketch.add(Int(number))
            copy.add(Int(number))
        }
        #expect(copy == sketch)
        for text in [
            #"{"capacity":2,"counts":[1],"formatVersion":2,"items":[1],"maximumError":0,"total":1}"#,
            #"{"capacity":0,"counts":[1],"formatVersion":1,"items":[1],"maximumError":0,"total":1}"#,
            #"{"capacity":2,"counts":[1,1],"formatVersion":1,"items":[1,1],"maximumError":0,"total":2}"#,
            #"{"capacity":2,"counts":[5],"formatVersion":1,"items":[1],"maximumError":0,"total":1}"#,
            #"{"capacity":2,"counts":[1],"formatVersion":1,"items":[1,2],"maximumError":0,"total":2}"#,
        ] {
            #expect(throws: (any Error).self) {
                try CanonicalJSONDecoder().decode(FrequentItems<Int>.self, from: Array(text.utf8))
            }
        }
    }
}
