import MLCore
import Testing

@testable import MLStatistics

@Suite("KLL sketch")
struct KLLSketchTests {
    /// The largest difference of the rank that the sketch gives from the true one, over all numbers.
    private func largestError(_ sketch: KLLSketch, _ numbers: [Double]) throws -> Double {
        let sorted = numbers.sorted()
        var largest = 0.0
        for step in 0...200 {
            let number = sorted[min(step * sorted.count / 200, sorted.count - 1)]
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] <= number { low = middle + 1 } else { high = middle }
            }
            let rank = try #require(sketch.rank(of: number))
            largest = max(largest, abs(rank - Double(low) / Double(sorted.count)))
        }
        return largest
    }

    private func runs(_ numbers: [Double]) -> (numbers: [Double], counts: [Int64]) {
        var result: (numbers: [Double], counts: [Int64]) = ([], [])
        for number in numbers.sorted() {
            if result.numbers.last == number {
                result.counts[result.counts.count - 1] += 1
            } else {
                result.numbers.append(number)
                result.counts.append(1)
            }
        }
        return result
    }

    private func add(_ numbers: [Double], to sketch: inout KLLSketch) {
        let (values, counts) = runs(numbers)
        values.withUnsafeBufferPointer { values in
            counts.withUnsafeBufferPointer { sketch.add(ascending: values, counts: $0) }
        }
    }

    @Test("few numbers are held, and answers are exact")
    func exact() throws {
        var sketch = try KLLSketch()
        #expect(sketch.rank(of: 1) == nil && sketch.isExact)
        #expect(throws: StatisticsError.self) { try sketch.quantile(0.5) }
        for number in [5.0, 1, 3, .nan, 2, .infinity, 4] { sketch.add(number) }
        #expect((sketch.count, sketch.ignoredCount) == (5, 2))
        #expect(try sketch.quantiles([0, 0.2, 0.21, 0.5, 1]) == [1, 1, 2, 3, 5])
        #expect(sketch.rank(of: 3) == 0.6 && sketch.rank(of: 0) == 0 && sketch.rank(of: .nan) == 0)
        #expect(sketch.rankError == 0 && sketch.worstRankError == 0)
        #expect(throws: StatisticsError.self) { try sketch.quantile(1.1) }
        #expect(throws: StatisticsError.self) { try sketch.quantile(.nan) }
        #expect(throws: StatisticsError.self) { try KLLSketch(size: 7) }
    }

    @Test("ranks are within the bounds on every kind of stream, added, in runs and merged", arguments: Streams.allCases)
    func bounds(stream: Streams) throws {
        for (size, seed) in [(64, UInt64(1)), (300, 2)] {
            let numbers = stream.numbers(12_000, seed: seed)
            var single = try KLLSketch(size: size, seed: seed)
            for number in numbers { single.add(number) }
            var inRuns = try KLLSketch(size: size, seed: seed)
            var merged = try KLLSketch(size: size, seed: seed)
            var start = 0
            while start < numbers.count {
                let part = Array(numbers[start..<min(start + 2501, numbers.count)])
                add(part, to: &inRuns)
                var other = try KLLSketch(size: size, seed: seed)
                for number in part { other.add(number) }
                try merged.merge(other)
                start += part.count
            }
            for sketch in [single, inRuns, merged] {
                #expect(sketch.count == Int64(numbers.count))
                #expect(sketch.weighted.weights.reduce(0, +) == sketch.count)
                #expect(sketch.minimum == numbers.min() && sketch.maximum == numbers.max())
                #expect(sketch.retainedCount <= 4 * size)
                let error = try largestError(sketch, numbers)
                // The bound of a single rank holds 99 % of the time; the largest of many stays within twice of it.
                #expect(error <= 2 * sketch.rankError, "\(stream) \(size)")
                #expect(error <= sketch.worstRankError)
            }
        }
    }

    @Test("quantiles are held numbers whose rank is close to the probability", arguments: Streams.allCases)
    func quantiles(stream: Streams) throws {
        let numbers = stream.numbers(12_000)
        var sketch = try KLLSketch(size: 400)
        for number in numbers { sketch.add(number) }
        let sorted = numbers.sorted()
        let probabilities = [0, 0.01, 0.25, 0.5, 0.9, 0.99, 1]
        for (probability, value) in zip(probabilities, try sketch.quantiles(probabilities)) {
            let below = Double(sorted.count { $0 < value }) / Double(sorted.count)
            let upTo = Double(sorted.count { $0 <= value }) / Double(sorted.count)
            #expect(below - 0.015 <= probability && probability <= upTo + 0.015, "\(stream) \(probability)")
        }
    }

    @Test("errors of many seeds have no bias")
    func bias() throws {
        let numbers = Streams.shuffled.numbers(6000)
        var (sum, sumOfRuns) = (0.0, 0.0)
        for seed in UInt64(0)..<60 {
            var sketch = try KLLSketch(size: 100, seed: seed)
            for number in numbers { sketch.add(number) }
            sum += try #require(sketch.rank(of: 1999)) - 2000 / 6000
            var inRuns = try KLLSketch(size: 100, seed: seed)
            add(numbers, to: &inRuns)
            sumOfRuns += try #require(inRuns.rank(of: 1999)) - 2000 / 6000
        }
        #expect(abs(sum / 40) < 0.005 && abs(sumOfRuns / 40) < 0.005)
    }

    @Test("the same numbers in the same order give the same state, and runs of few numbers are exact")
    func determinism() throws {
        let numbers = Streams.zipf.numbers(5000)
        var (first, second) = (try KLLSketch(seed: 9), try KLLSketch(seed: 9))
        for number in numbers { first.add(number) }
        for number in numbers { second.add(number) }
        #expect(first == second)
        var few = try KLLSketch()
        add([3, 1, 2, 2], to: &few)
        #expect(few.isExact && few.weighted.numbers == [1, 2, 2, 3])
        var empty = try KLLSketch()
        add([], to: &empty)
        #expect(try empty == KLLSketch())
    }

    @Test("merging nothing changes nothing, and sketches of other kinds are refused")
    func merging() throws {
        var sketch = try KLLSketch(seed: 4)
        for number in Streams.normal.numbers(3000) { sketch.add(number) }
        let before = sketch
        try sketch.merge(try KLLSketch(seed: 4))
        #expect(sketch == before)
        var empty = try KLLSketch(seed: 4)
        try empty.merge(before)
        #expect(empty == before)
        #expect(throws: StatisticsError.self) { try sketch.merge(try KLLSketch(seed: 5)) }
        #expect(throws: StatisticsError.self) { try sketch.merge(try KLLSketch(size: 201, seed: 4)) }
        #expect(sketch == before)
    }

    @Test("a sketch is stored, read back and goes on as before; damaged ones are refused")
    func coding() throws {
        var sketch = try KLLSketch(size: 50, seed: .max)
        for number in Streams.zipf.numbers(2000) { sketch.add(number) }
        let bytes = try CanonicalJSONEncoder().encode(sketch)
        var copy = try CanonicalJSONDecoder().decode(KLLSketch.self, from: bytes)
        #expect(copy == sketch)
        for number in Streams.normal.numbers(500) {
            sketch.add(number)
            copy.add(number)
        }
        #expect(copy == sketch)
        let text = String(decoding: bytes, as: UTF8.self)
        for (found, other) in [
            ("\"formatVersion\":1", "\"formatVersion\":2"), ("\"size\":50", "\"size\":5"),
            ("\"count\":2000", "\"count\":2001"), ("\"levels\":[[", "\"levels\":[[-1,"),
            ("\"ignoredCount\":0", "\"ignoredCount\":-1"),
        ] {
            let damaged = text.replacing(found, with: other)
            #expect(damaged != text)
            #expect(throws: (any Error).self) {
                try CanonicalJSONDecoder().decode(KLLSketch.self, from: Array(damaged.utf8))
            }
        }
    }
}
