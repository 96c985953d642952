import MLCore
import MLStatistics
import Testing

@Suite("StreamingMoments")
struct StreamingMomentsTests {
    private func moments(_ values: some Sequence<Double>) -> StreamingMoments {
        var moments = StreamingMoments()
        for value in values { moments.add(value) }
        return moments
    }

    @Test("Mean and variance of a shifted sample keep their digits")
    func stability() throws {
        let moments = moments([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
        #expect(moments.mean == 1e9 + 10)
        #expect(agrees(moments.variance, 30, tolerance: 1e-12))
        #expect(moments.minimum == 1e9 + 4 && moments.maximum == 1e9 + 16)
    }

    @Test("Few values have no moments; missing, NaN and infinite ones are counted apart")
    func fewValues() {
        var moments = StreamingMoments()
        #expect(moments.mean == nil && moments.variance == nil && moments.minimum == nil)
        for value in [Double.nan, .infinity, -.infinity, 5] { moments.add(value) }
        moments.addMissing()
        #expect(moments.mean == 5 && moments.variance == nil && moments.count == 1)
        #expect(moments.nan == 1 && moments.infinite == 2 && moments.missing == 1)
    }

    @Test("Merging is commutative to the bit and agrees with the whole to 1e-13")
    func merging() throws {
        var generator = SeededGenerator(seed: 61)
        let values = (0..<500).map { _ in 100 + generator.nextNormal() }
        let whole = moments(values)
        for split in [0, 1, 250, 499, 500] {
            var left = moments(values[..<split])
            var right = moments(values[split...])
            let kept = left
            left.merge(right)
            right.merge(kept)
            #expect(left.mean == right.mean && left.variance == right.variance && left.count == 500)
            #expect(agreesRelatively(left.mean, try #require(whole.mean), tolerance: 1e-13))
            #expect(agreesRelatively(left.variance, try #require(whole.variance), tolerance: 1e-12))
            #expect(left.minimum == whole.minimum && left.maximum == whole.maximum)
        }
    }
}
