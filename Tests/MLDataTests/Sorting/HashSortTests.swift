import MLCore
import Testing

@testable import MLData

@Suite("Sorting of hashes")
struct HashSortTests {
    @Test("the different hashes of all parts come in ascending order", arguments: [0, 1, 2, 63, 5000])
    func distinct(count: Int) {
        var random = SeededGenerator(seed: 2)
        let words = (0..<count).map { _ in random.next() }
        let parts = [words, [], Array(words.prefix(count / 3)), [7]]
        #expect(HashSort.distinct(parts) == Set(parts.joined()).sorted())
        #expect(HashSort.distinct([]).isEmpty)
    }

    @Test("words that are crowded in one place are sorted all the same")
    func crowded() {
        let words = (0..<3000).map { UInt64($0 * 7919 % 1000) }
        #expect(HashSort.distinct([words, words]) == Set(words).sorted())
        #expect(HashSort.distinct([[UInt64](repeating: 5, count: 3000)]) == [5])
    }
}
