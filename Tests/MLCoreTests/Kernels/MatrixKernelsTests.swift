import MLCore
import Testing

@Suite("Matrix kernels")
struct MatrixKernelsTests {
    private func values<Scalar: NumericScalar>(_ count: Int, stream: UInt64, as: Scalar.Type) -> [Scalar] {
        var generator = SeededGenerator(seed: 7, stream: stream)
        return (0..<count).map { _ in Scalar(generator.nextNormal()) }
    }

    /// The documented order: terms in rising order of the inner index.
    private func plain<Scalar: NumericScalar>(
        _ left: [Scalar], _ right: [Scalar], _ rows: Int, _ inner: Int, _ columns: Int
    ) -> [Scalar] {
        var product = [Scalar](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            for column in 0..<columns {
                for step in 0..<inner {
                    product[row * columns + column] += left[row * inner + step] * right[step * columns + column]
                }
            }
        }
        return product
    }

    @Test(
        "A product has the bits of the plain triple loop, for every number of threads",
        arguments: [
            (1, 1, 1), (1, 5, 1), (4, 4, 4), (3, 2, 9), (5, 7, 8), (9, 3, 17), (65, 10, 13), (130, 33, 31),
            (2, 1100, 5),
            (6, 513, 4), (0, 3, 3), (3, 0, 3), (3, 3, 0),
        ])
    func product(_ shape: (Int, Int, Int)) {
        let (rows, inner, columns) = shape
        for threads in [1, 2, 3] {
            let left = values(rows * inner, stream: 1, as: Double.self)
            let right = values(inner * columns, stream: 2, as: Double.self)
            var product = [Double](repeating: .nan, count: rows * columns)
            MatrixKernels.product(
                left, right, into: &product, rows: rows, inner: inner, columns: columns, threads: threads)
            #expect(product == plain(left, right, rows, inner, columns))

            let leftFloat = values(rows * inner, stream: 3, as: Float.self)
            let rightFloat = values(inner * columns, stream: 4, as: Float.self)
            var productFloat = [Float](repeating: .nan, count: rows * columns)
            MatrixKernels.product(
                leftFloat, rightFloat, into: &productFloat, rows: rows, inner: inner, columns: columns,
                threads: threads)
            #expect(productFloat == plain(leftFloat, rightFloat, rows, inner, columns))
        }
    }
}
