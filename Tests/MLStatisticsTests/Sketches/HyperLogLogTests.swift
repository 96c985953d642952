import MLCore
import Testing

@testable import MLStatistics

@Suite("HyperLogLog")
struct HyperLogLogTests {
    private func sketch(_ values: some Sequence<Int64>, precision: Int = 12) throws -> HyperLogLog {
        var sketch = try HyperLogLog(precision: precision)
        for value in values { sketch.add(value) }
        return sketch
    }

    @Test("estimates are within four standard errors at every size, and nearly exact for few values")
    func accuracy() throws {
        for precision in [4, 10, 12, 14] {
            for count in [0, 1, 2, 10, 100, 1000, 3000, 5000, 20_000] {
                let sketch = try sketch((0..<Int64(count)).map { $0 &* 7919 }, precision: precision)
                let bound = sketch.isSparse ? 2e-4 : 4 * sketch.standardError
                #expect(
                    abs(sketch.estimate - Double(count)) <= bound * Double(count) + 1e-3,
                    "precision \(precision), \(count) values: \(sketch.estimate)")
            }
        }
        #expect(try HyperLogLog().estimate == 0)
    }

    @Test("many words at once give the sketch of one after the other", arguments: [0, 1, 100, 3000, 40_000])
    func words(count: Int) throws {
        for precision in [4, 12, 14] {
            let words = (0..<UInt64(count)).map { $0 &* 7919 % 20_011 }
            var single = try HyperLogLog(precision: precision)
            for word in words { single.add(hash: StableHash.hash(word)) }
            var many = try HyperLogLog(precision: precision)
            for part in [words.prefix(count / 3), words.dropFirst(count / 3)] {
                part.withUnsafeBufferPointer { many.add(words: $0) }
            }
            #expect(many == single)
        }
    }

    @Test("the mean over many sets has no bias")
    func bias() throws {
        for count in [600, 4000] {
            var sum = 0.0
            for seed in 0..<40 {
                var random = SeededGenerator(seed: UInt64(seed))
                var sketch = try HyperLogLog(precision: 9)
                for _ in 0..<count { sketch.add(hash: random.next()) }
                sum += sketch.estimate / Double(count) - 1
            }
            // The standard error of the mean of 40 is 0.7 %.
            #expect(abs(sum / 40) < 0.025, "\(count)")
        }
    }

    @Test("order, repetition and splitting do not matter: a merge is the sketch of the union")
    func union() throws {
        for count in [3, 500, 1023, 1024, 1025, 6000] {
            let values = (0..<Int64(count)).map { $0 &* 31 }
            let whole = try sketch(values)
            #expect(try sketch(values.reversed()) == whole)
            #expect(try sketch(values + values) == whole)
            for cut in [0, 1, count / 3, count] {
                // The parts overlap.
                let left = try sketch(values[..<min(cut + 5, count)])
                let right = try sketch(values[cut...])
                var (first, second) = (left, right)
                try first.merge(right)
                try second.merge(left)
                #expect(first == whole && second == whole, "\(count) cut at \(cut)")
                try first.merge(whole)
                #expect(first == whole)
            }
        }
        var other = try HyperLogLog(precision: 12)
        #expect(throws: StatisticsError.self) { try other.merge(try HyperLogLog(precision: 13)) }
        #expect(throws: StatisticsError.self) { try HyperLogLog(precision: 3) }
        #expect(throws: StatisticsError.self) { try HyperLogLog(precision: 19) }
    }

    @Test("the sparse form says the same of the registers as the dense one")
    func sparseForm() throws {
        for precision in [4, 9, 14, 18] {
            var (sparse, dense) = (try HyperLogLog(precision: precision), try HyperLogLog(precision: precision))
            dense.densify()
            for value in 0..<Int64(sparse.sparseLimit / 2) {
                sparse.add(value)
                dense.add(value)
            }
            #expect(sparse.isSparse && !dense.isSparse)
            sparse.densify()
            #expect(sparse == dense)
        }
    }

    @Test("texts and numbers are told apart by their values")
    func values() throws {
        var sketch = try HyperLogLog()
        for number in [0.0, -0.0, .nan, -.nan, 1, 1] { sketch.add(number) }
        for text in ["", "a", "a", "b", "abcdefgh", "abcdefgi", "abcdefghi"] { sketch.add(text) }
        #expect(sketch.roundedEstimate == 9)
    }

    @Test("hashes stay the same from version to version")
    func hashes() {
        let texts = ["a", "hello", "abcdefgh", "abcdefghij", "αβγ"]
        let values = texts.map { StableHash.hash($0) } + [StableHash.hash(1), StableHash.combined(2, 3)]
        #expect(Set(values).count == values.count)
        #expect(
            values == [
                10_748_125_515_134_201_927, 11_157_071_696_247_813_221, 1_831_795_403_800_349_623,
                12_257_268_569_229_284_538, 317_442_276_633_386_241, 10_210_375_594_631_150_175,
                4_105_396_388_567_933_506,
            ])
    }

    @Test("a sketch is stored and read back, and damaged ones are refused")
    func coding() throws {
        for count in [0, 10, 5000] {
            let sketch = try sketch(0..<Int64(count))
            let bytes = try CanonicalJSONEncoder().encode(sketch)
            #expect(try CanonicalJSONDecoder().decode(HyperLogLog.self, from: bytes) == sketch)
        }
        for text in [
            #"{"formatVersion":2,"precision":4,"sparse":[]}"#, #"{"formatVersion":1,"precision":40,"sparse":[]}"#,
            #"{"formatVersion":1,"precision":4,"sparse":[70,69]}"#, #"{"formatVersion":1,"precision":4,"sparse":[64]}"#,
            #"{"formatVersion":1,"precision":4,"registers":"00"}"#,
            #"{"formatVersion":1,"precision":4,"registers":"ff000000000000000000000000000000"}"#,
        ] {
            #expect(throws: (any Error).self) {
                try CanonicalJSONDecoder().decode(HyperLogLog.self, from: Array(text.utf8))
            }
        }
    }
}
