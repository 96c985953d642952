import MLCore
import MLStatistics
import Testing

@testable import MLData

@Suite("Blocks of numbers")
struct NumberBlockTests {
    enum Content: CaseIterable {
        case uniform, normal, manyZeros, farAway, oneLarge, wholeNumbers, ascending

        func numbers(_ count: Int) -> [Double] {
            var random = SeededGenerator(seed: 11)
            return (0..<count).map { index in
                let number = random.nextUniform()
                switch self {
                case .uniform: return number
                case .normal: return NormalQuantile.value(at: number * 0.999 + 0.0005)
                case .manyZeros: return index % 3 == 0 ? (index % 2 == 0 ? 0 : -0.0) : number * 1000 - 100
                case .farAway: return 1e9 + number
                case .oneLarge: return index % 5000 == 0 ? 1e50 : index % 500 == 7 ? 0.25 : number
                case .wholeNumbers: return (number * 1e6).rounded()
                case .ascending: return Double(index) + number
                }
            }
        }
    }

    private static func states(
        _ numbers: [Double], limit: Int = 1000
    ) throws -> (block: NumberState, sorted: NumberState) {
        let configuration = try ProfileConfiguration(distinctLimit: limit, quantileSize: 200).validated()
        func state(blockwise: Bool) -> NumberState {
            var state = NumberState(.numbers)
            state.beginSketching(configuration)
            let size = ColumnState.blockSize
            let scratch = KeyScratch(capacity: size)
            for start in stride(from: 0, to: numbers.count, by: size) {
                let column = Column(present: Array(numbers[start..<min(start + size, numbers.count)]))
                let words = scratch.gather(column, 0..<column.count).words
                if blockwise {
                    state.add(words, scratch, configuration)
                } else {
                    state.add(ValueRuns(sorting: words, scratch.spare(words.count)), configuration)
                }
            }
            return state
        }
        return (state(blockwise: true), state(blockwise: false))
    }

    @Test("what is exact is the same bit for bit as from sorted numbers", arguments: Content.allCases)
    func exactParts(content: Content) throws {
        let (block, sorted) = try Self.states(content.numbers(80_000))
        #expect(block.count == sorted.count && block.range == sorted.range && block.isWhole == sorted.isWhole)
        #expect((block.zeroCount, block.negativeCount) == (sorted.zeroCount, sorted.negativeCount))
        #expect(block.moments == sorted.moments)
        #expect(block.sketches?.distinct == sorted.sketches?.distinct)
        // A billion deviations from zero the means of both have few digits left.
        let tolerance = content == .farAway ? 1e-3 : 1e-9
        let (skewness, other) = (block.sketches?.shape.skewness, sorted.sketches?.shape.skewness)
        #expect(abs((skewness ?? 0) - (other ?? 0)) <= tolerance * max(1, abs(other ?? 0)))
        let (kurtosis, another) = (block.sketches?.shape.kurtosis, sorted.sketches?.shape.kurtosis)
        #expect(abs((kurtosis ?? 0) - (another ?? 0)) <= tolerance * max(1, abs(another ?? 0)))
    }

    @Test("quantiles are within the bound that the sketch tells", arguments: Content.allCases)
    func quantiles(content: Content) throws {
        let numbers = content.numbers(80_000)
        let sketch = try #require(try Self.states(numbers).block.sketches?.quantiles)
        #expect(sketch.count == 80_000)
        let ascending = numbers.sorted()
        #expect((sketch.minimum, sketch.maximum) == (ascending.first, ascending.last))
        for probability in [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] {
            let found = try sketch.quantile(probability)
            let below = Double(ascending.partitioningIndex { $0 >= found }) / 80_000
            let upTo = Double(ascending.partitioningIndex { $0 > found }) / 80_000
            let error = max(0, max(below - probability, probability - upTo))
            #expect(error <= min(sketch.rankError, sketch.worstRankError), "\(probability): \(error)")
        }
    }

    @Test("counts of frequent values are bounds of the true ones", arguments: Content.allCases)
    func frequent(content: Content) throws {
        let numbers = content.numbers(80_000)
        let sketch = try #require(try Self.states(numbers).block.sketches?.frequent)
        var counts: [UInt64: Int64] = [:]
        for number in numbers { counts[SortableKey.key(number), default: 0] += 1 }
        #expect(sketch.total == 80_000)
        #expect(sketch.maximumError * Int64(sketch.capacity + 1) <= sketch.total)
        for (key, count) in counts {
            let found = sketch.count(of: key)
            #expect(found <= count && count <= found + sketch.maximumError)
        }
        if content == .manyZeros { #expect(sketch.mostFrequent(1).first?.item == SortableKey.key(0.0)) }
        if content == .oneLarge { #expect(sketch.count(of: SortableKey.key(0.25)) > 0) }
    }

    @Test("buckets of neighbours are in order and hold every word once", arguments: Content.allCases)
    func buckets(content: Content) throws {
        let count = 50_000
        let column = Column(present: content.numbers(count))
        let scratch = KeyScratch(capacity: count)
        let words = scratch.gather(column, 0..<count).words
        let sorted = words.sorted()
        let range = sorted[0]...sorted[count - 1]
        let runs = try #require(
            scratch.block.buckets.runs(words, in: range, scratch.spare(count), scratch.block.words))
        #expect(runs.counts.reduce(0, +) == Int64(count) && runs.most <= 16)
        #expect(zip(runs.keys, runs.keys.dropFirst()).allSatisfy { $0 < $1 })
        #expect(runs.looseCount + runs.crowded.counts.reduce(0, +) == Int64(count))
        var passed = 0
        for (key, number) in zip(runs.keys, runs.counts) {
            #expect(sorted[passed..<passed + Int(number)].contains(key))
            passed += Int(number)
        }
    }

    @Test("a column with certainly many values is known, one with few is not")
    func manyValues() {
        let scratch = KeyScratch(capacity: ColumnState.blockSize)
        func areCertain(_ numbers: [Double], _ limit: Int) -> Bool {
            ManyValues.areCertain(in: Column(present: numbers), limit: limit, scratch)
        }
        #expect(areCertain((0..<200_000).map(Double.init), 100_000))
        #expect(!areCertain((0..<100_000).map(Double.init), 100_000))
        #expect(!areCertain((0..<300_000).map { Double($0 % 1000) }, 1000))
        #expect(!areCertain([], 0) && areCertain([1], 0))
    }

    @Test("the profile of many rows is the same with any number of threads, and of parts within the bounds")
    func profile() throws {
        let rows = 140_000
        let contents: [Content] = [.normal, .manyZeros, .oneLarge]
        let frame = try DataFrame(contents.map { ("\($0)", Column(present: $0.numbers(rows))) })
        let configuration = ProfileConfiguration(distinctLimit: 5000)
        var whole = try TableProfileState(schema: frame.schema, configuration: configuration)
        var threaded = whole
        try whole.add(frame)
        try threaded.add(frame, threads: 3)
        #expect(whole == threaded)
        var parts = try TableProfileState(schema: frame.schema, configuration: configuration)
        for start in stride(from: 0, to: rows, by: 60_000) {
            try parts.add(try frame.taking(Array(start..<min(start + 60_000, rows))), threads: 2)
        }
        for (first, second) in zip(whole.profile().columns, parts.profile().columns) {
            #expect(first.distinct == second.distinct && first.numbers?.mean == second.numbers?.mean)
            #expect(first.numbers?.standardDeviation == second.numbers?.standardDeviation)
            #expect(first.numbers?.zeroCount == second.numbers?.zeroCount)
        }
        let bytes = try CanonicalJSONEncoder().encode(whole)
        #expect(try CanonicalJSONDecoder().decode(TableProfileState.self, from: bytes) == whole)
    }
}

extension Array {
    /// The first place from which on all elements fit, in an array whose fitting elements are at the end.
    fileprivate func partitioningIndex(where fits: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if fits(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
