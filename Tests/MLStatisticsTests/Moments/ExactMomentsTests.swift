import MLCore
import Testing

@testable import MLStatistics

@Suite("Exact moments")
struct ExactMomentsTests {
    private func moments(_ numbers: [Double], _ counts: [Int64]? = nil) -> ExactMoments {
        let counts = counts ?? [Int64](repeating: 1, count: numbers.count)
        var moments = ExactMoments()
        numbers.withUnsafeBufferPointer { numbers in
            counts.withUnsafeBufferPointer { moments.add(numbers, counts: $0) }
        }
        return moments
    }

    @Test("order, splitting and counting repeated numbers give the same bits", arguments: Streams.allCases)
    func laws(stream: Streams) {
        let numbers = stream.numbers(700).map { $0 * 0.1 - 7 }
        let whole = moments(numbers)
        #expect(moments(numbers.sorted()) == whole && moments(numbers.reversed()) == whole)
        var joined = moments(Array(numbers[..<123]))
        joined.merge(moments(Array(numbers[123...])))
        #expect(joined == whole)
        var counts: [Double: Int64] = [:]
        for number in numbers { counts[number, default: 0] += 1 }
        let runs = counts.sorted { $0.key < $1.key }
        #expect(moments(runs.map(\.key), runs.map(\.value)) == whole)
        var exact = ExactSum()
        for number in numbers { exact.add(number) }
        #expect(whole.mean == exact.value / 700)
        var block = ExactMoments()
        let memory = SignificandSums()
        for part in [numbers[..<300], numbers[300...]] {
            part.withUnsafeBufferPointer { block.add($0, using: memory) }
        }
        #expect(block == whole)
    }

    @Test("blocks of zeros, subnormal and huge numbers of either sign give the same bits")
    func extremeBlocks() {
        let numbers: [Double] = [
            0, -0.0, .leastNonzeroMagnitude, -.leastNormalMagnitude, .leastNormalMagnitude / 7, 1e-160, -1e-140, 1e143,
            -0.1,
            .greatestFiniteMagnitude, .greatestFiniteMagnitude, -1e200, 1e150, 1,
        ]
        let memory = SignificandSums()
        for count in 0...numbers.count {
            var block = ExactMoments()
            numbers[..<count].withUnsafeBufferPointer { block.add($0, using: memory) }
            #expect(block == moments(Array(numbers[..<count])), "\(count)")
        }
        let many = (0..<70_000).map { Double($0 % 977) * 1e-3 - 0.3 }
        var block = ExactMoments()
        many.withUnsafeBufferPointer { block.add($0, using: memory) }
        #expect(block == moments(many))
    }

    @Test("the variance keeps its digits far from zero, and what has none is nil")
    func variance() {
        #expect(moments([1e9 + 1, 1e9 + 2, 1e9 + 3]).variance == 1)
        #expect(moments([-1e12, -1e12 - 2]).variance == 2)
        #expect(moments([3, 3, 3]).variance == 0 && moments([0, 0]).standardDeviation == 0)
        #expect(moments([4]).variance == nil && moments([]).mean == nil)
        #expect(moments([1, 3], [3, 1]).mean == 1.5 && moments([1, 3], [3, 1]).variance == 1)
        #expect(moments([1e200, -1e200]).variance == nil && moments([1e200, -1e200]).mean == 0)
        #expect(moments([.leastNonzeroMagnitude, 0]).mean == 0)
        #expect(moments([1e-100, 3e-100]).variance.map { abs($0 / 2e-200 - 1) < 1e-14 } == true)
    }
}
