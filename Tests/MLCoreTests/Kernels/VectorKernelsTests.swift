import MLCore
import Testing

@Suite("Vector kernels")
struct VectorKernelsTests {
    private let lengths = [0, 1, 3, 4, 7, 8, 15, 16, 17, 31, 32, 33, 63, 100, 1000, 1023, 1024, 1025, 5000]

    private func doubles(_ count: Int, stream: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: 99, stream: stream)
        return (0..<count).map { _ in generator.nextNormal() }
    }

    /// The documented order, spelt out: four accumulators of `width` lanes.
    private func ordered<Scalar: NumericScalar>(_ terms: [Scalar], width: Int) -> Scalar {
        var accumulators = [[Scalar]](repeating: [Scalar](repeating: 0, count: width), count: 4)
        var index = 0
        while index + 4 * width <= terms.count {
            for part in 0..<4 {
                for lane in 0..<width { accumulators[part][lane] += terms[index + part * width + lane] }
            }
            index += 4 * width
        }
        while index + width <= terms.count {
            for lane in 0..<width { accumulators[0][lane] += terms[index + lane] }
            index += width
        }
        var lanes = (0..<width).map {
            (accumulators[0][$0] + accumulators[1][$0]) + (accumulators[2][$0] + accumulators[3][$0])
        }
        while lanes.count > 1 {
            let half = lanes.count / 2
            lanes = (0..<half).map { lanes[$0] + lanes[$0 + half] }
        }
        return terms[index...].reduce(lanes[0], +)
    }

    @Test("Dot products have exactly the documented order")
    func dot() {
        for length in lengths {
            let left = doubles(length, stream: 1)
            let right = doubles(length, stream: 2)
            #expect(VectorKernels.dot(left, right, count: length) == ordered(zip(left, right).map(*), width: 4))
            let (leftFloat, rightFloat) = (left.map { Float($0) }, right.map { Float($0) })
            #expect(
                VectorKernels.dot(leftFloat, rightFloat, count: length)
                    == ordered(zip(leftFloat, rightFloat).map(*), width: 8))
        }
    }

    @Test("Squared distances have exactly the documented order")
    func squaredDistance() {
        for length in lengths {
            let left = doubles(length, stream: 3)
            let right = doubles(length, stream: 4)
            let terms = zip(left, right).map { ($0 - $1) * ($0 - $1) }
            #expect(VectorKernels.squaredDistance(left, right, count: length) == ordered(terms, width: 4))
            let floats = zip(left, right).map { (Float($0) - Float($1)) * (Float($0) - Float($1)) }
            #expect(
                VectorKernels.squaredDistance(left.map { Float($0) }, right.map { Float($0) }, count: length)
                    == ordered(floats, width: 8))
        }
    }

    @Test("Sums are exact on whole numbers and close on others")
    func sum() {
        for length in lengths + [10_000, 100_001] {
            let whole = (0..<length).map { Double($0) }
            #expect(VectorKernels.sum(whole, count: length) == Double(length * max(length - 1, 0) / 2))
            #expect(
                VectorKernels.sum(whole.map { Float($0) }, count: length) == Double(length * max(length - 1, 0) / 2))
            let values = doubles(length, stream: 5)
            let magnitude = values.reduce(1) { $0 + abs($1) }
            #expect(abs(VectorKernels.sum(values, count: length) - values.reduce(0, +)) <= 1e-13 * magnitude)
        }
    }

    @Test("Pairwise sums keep digits that a running sum loses")
    func sumAccuracy() {
        let count = 1_000_000
        let values = [Double](repeating: 0.1, count: count)
        let error = abs(VectorKernels.sum(values, count: count) - 100_000)
        #expect(error <= 1e-10)
        #expect(error < abs(values.reduce(0, +) - 100_000))
    }

    @Test("Multiples are added element by element")
    func axpy() {
        for length in lengths {
            let source = doubles(length, stream: 6)
            var target = doubles(length, stream: 7)
            let expected = zip(source, target).map { $1 + 0.3 * $0 }
            VectorKernels.axpy(0.3, source, into: &target, count: length)
            #expect(target == expected)
            var floats = source.map { Float($0) }
            let expectedFloats = zip(source, floats).map { $1 + 2 * Float($0) }
            VectorKernels.axpy(2, source.map { Float($0) }, into: &floats, count: length)
            #expect(floats == expectedFloats)
        }
    }

    @Test("Sparse products agree with dense ones")
    func sparse() {
        for length in [0, 1, 3, 4, 5, 8, 50] {
            var generator = SeededGenerator(seed: 5, stream: UInt64(length))
            let dense = doubles(200, stream: 8)
            var columns: [Int32] = []
            if let drawn = try? generator.sample(length, from: 200) { columns = drawn.sorted().map { Int32($0) } }
            #expect(columns.count == length)
            let values = doubles(length, stream: 9)
            let expected = zip(values, columns).reduce(0) { $0 + $1.0 * dense[Int($1.1)] }
            #expect(abs(SparseKernels.dot(values, columns, count: length, dense) - expected) < 1e-12)
            let floats = values.map { Float($0) }
            #expect(abs(SparseKernels.dot(floats, columns, count: length, dense) - expected) < 1e-5)

            var target = dense
            SparseKernels.axpy(-2, values, columns, count: length, into: &target)
            var targetOfFloats = dense
            SparseKernels.axpy(-2, floats, columns, count: length, into: &targetOfFloats)
            var reference = dense
            for (value, column) in zip(values, columns) { reference[Int(column)] += -2 * value }
            #expect(target == reference)
            for index in 0..<200 { #expect(abs(targetOfFloats[index] - reference[index]) < 1e-5) }
        }
    }
}
