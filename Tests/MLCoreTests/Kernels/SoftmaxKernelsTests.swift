import MLCore
import Testing

@Suite("Softmax kernels")
struct SoftmaxKernelsTests {
    private func softmax(_ values: [Double]) -> [Double] {
        var values = values
        let count = values.count
        SoftmaxKernels.softmax(&values, count: count)
        return values
    }

    @Test("Ordinary rows sum to 1, keep ratios, and shifting changes nothing")
    func ordinary() {
        var generator = SeededGenerator(seed: 12)
        for count in [1, 2, 5, 40] {
            let row = (0..<count).map { _ in (generator.nextNormal() * 8).rounded() }
            let result = softmax(row)
            #expect(abs(result.reduce(0, +) - 1) < 1e-14)
            #expect(softmax(row.map { $0 + 1024 }) == result)
            let total = SoftmaxKernels.logSumExp(row, count: count)
            for (value, probability) in zip(row, result) {
                #expect(abs(Elementary.exp(value - total) - probability) <= 1e-14)
            }
        }
    }

    @Test("Huge and tiny values neither overflow nor lose the largest")
    func extremes() {
        #expect(softmax([1e308, -1e308]) == [1, 0])
        #expect(softmax([-1e308, -1e308]) == [0.5, 0.5])
        #expect(SoftmaxKernels.logSumExp([1e308, 1e308], count: 2) == 1e308)
        #expect(abs(SoftmaxKernels.logSumExp([-2000, -2000], count: 2) - (-2000 + Elementary.log(2.0))) < 1e-12)
    }

    @Test("Infinities, NaN and empty rows give the documented results")
    func special() {
        let infinity = Double.infinity
        #expect(softmax([-infinity, -infinity, -infinity, -infinity]) == [0.25, 0.25, 0.25, 0.25])
        #expect(softmax([1, infinity, infinity, -infinity]) == [0, 0.5, 0.5, 0])
        #expect(softmax([0, -infinity]) == [1, 0])
        #expect(softmax([1, .nan, infinity]).allSatisfy { $0.isNaN })
        #expect(softmax([]).isEmpty)
        #expect(SoftmaxKernels.logSumExp([-infinity, -infinity], count: 2) == -infinity)
        #expect(SoftmaxKernels.logSumExp([3, infinity], count: 2) == infinity)
        #expect(SoftmaxKernels.logSumExp([3, .nan, infinity], count: 3).isNaN)
        #expect(SoftmaxKernels.logSumExp([Double](), count: 0) == -infinity)
    }
}
