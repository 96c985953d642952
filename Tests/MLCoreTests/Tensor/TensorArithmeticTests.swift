import MLCore
import Testing

@Suite("Tensor arithmetic")
struct TensorArithmeticTests {
    @Test("Operations with broadcasting equal the same operations on explicitly repeated tensors")
    func broadcasting() throws {
        var generator = SeededGenerator(seed: 41)
        for _ in 0..<300 {
            let whole = try TensorFixtures.random(&generator).shape.dimensions
            // Any suffix of the axes, some of them shrunk to 1, broadcasts back to the whole shape.
            let parts = (0..<2).map { _ in
                whole.suffix(generator.next(below: whole.count + 1)).map {
                    generator.nextBool(probability: 0.4) ? 1 : $0
                }
            }
            let left = try TensorFixtures.random(&generator, shape: parts[0])
            let right = try TensorFixtures.random(&generator, shape: parts[1])
            let common = try left.shape.broadcast(with: right.shape).dimensions
            let (leftWhole, rightWhole) = (try left.broadcast(to: common), try right.broadcast(to: common))
            for index in TensorFixtures.indices(common) {
                let source = index.suffix(left.rank).enumerated().map { left.shape.dimensions[$0] == 1 ? 0 : $1 }
                #expect(try leftWhole.element(at: index) == left.element(at: source))
            }
            let pairs = Array(zip(leftWhole.elements, rightWhole.elements))
            #expect(try left.adding(right) == Tensor(pairs.map { $0 + $1 }, shape: common))
            #expect(try left.subtracting(right) == Tensor(pairs.map { $0 - $1 }, shape: common))
            #expect(try left.multiplied(by: right) == Tensor(pairs.map { $0 * $1 }, shape: common))
            let quotient = try left.divided(by: right)
            for (value, pair) in zip(quotient.elements, pairs) {
                #expect(value == pair.0 / pair.1 || (value.isNaN && (pair.0 / pair.1).isNaN))
            }
        }
    }

    @Test("Shapes that do not broadcast throw")
    func mismatch() throws {
        let left = try Tensor(repeating: 1 as Float, shape: [2, 3])
        let right = try Tensor(repeating: 1 as Float, shape: [2])
        expectCoreError(.shapeMismatch) { try left.adding(right) }
        expectCoreError(.shapeMismatch) { try left.subtracting(right) }
        expectCoreError(.shapeMismatch) { try left.multiplied(by: right) }
        expectCoreError(.shapeMismatch) { try left.divided(by: right) }
    }

    @Test("A map applies to each element and passes errors on")
    func map() throws {
        let tensor = try Tensor([1.0, -2, 3], shape: [3])
        #expect(tensor.map { $0 * 2 }.elements == [2, -4, 6])
        struct Negative: Error {}
        #expect(throws: Negative.self) {
            try tensor.map { value throws(Negative) in
                if value < 0 { throw Negative() }
                return value
            }
        }
    }

    @Test("Matrix products equal the plain sums, for every number of threads")
    func matrixProduct() throws {
        var generator = SeededGenerator(seed: 42)
        for _ in 0..<60 {
            let (rows, inner, columns) = (
                generator.next(below: 80), generator.next(below: 12), generator.next(below: 12)
            )
            let left = try TensorFixtures.random(&generator, shape: [rows, inner])
            let right = try TensorFixtures.random(&generator, shape: [inner, columns])
            let expected = try TensorFixtures.tensor([rows, columns]) { index in
                try (0..<inner).reduce(0.0) {
                    try $0 + left.element(at: [index[0], $1]) * right.element(at: [$1, index[1]])
                }
            }
            for threads in [1, 2, 4] {
                #expect(try left.matrixProduct(with: right, threads: threads) == expected)
            }
            // Quarters up to 4 multiply and add exactly, in single precision too.
            let single = try Tensor(left.elements.map { Float($0) }, shape: left.shape)
                .matrixProduct(with: Tensor(right.elements.map { Float($0) }, shape: right.shape))
            #expect(single.elements.map { Double($0) } == expected.elements)
            let transposed = try right.transposed.matrixProduct(with: left.transposed)
            #expect(transposed == expected.transposed)
        }
    }

    @Test("Factors that do not fit throw")
    func matrixMismatch() throws {
        let matrix = try Tensor(repeating: 1.0, shape: [2, 3])
        let vector = try Tensor(repeating: 1.0, shape: [3])
        expectCoreError(.shapeMismatch) { try matrix.matrixProduct(with: matrix) }
        expectCoreError(.shapeMismatch) { try matrix.matrixProduct(with: vector) }
        expectCoreError(.shapeMismatch) { try vector.matrixProduct(with: matrix) }
        let tall = try Tensor(repeating: 1.0, shape: [1 << 17, 0])
        expectCoreError(.limitExceeded) { try tall.matrixProduct(with: tall.transposed) }
    }
}
