import MLCore
import Testing

/// Tensors for property tests: random shapes with up to four axes of extent 0 to 5, elements in ±4 in steps of ¼.
enum TensorFixtures {
    static func random(_ generator: inout SeededGenerator, rank: Int? = nil, least: Int = 0) throws -> Tensor<Double> {
        let rank = rank ?? generator.next(below: 5)
        let dimensions = (0..<rank).map { _ in least + generator.next(below: 6 - least) }
        return try random(&generator, shape: dimensions)
    }

    static func random(_ generator: inout SeededGenerator, shape: [Int]) throws -> Tensor<Double> {
        let shape = try Shape(shape)
        let elements = (0..<shape.elementCount).map { _ in Double(generator.next(below: 33) - 16) / 4 }
        return try Tensor(elements, shape: shape)
    }

    /// All indices of a shape in row-major order.
    static func indices(_ dimensions: [Int]) -> [[Int]] {
        dimensions.reduce([[]]) { prefixes, extent in
            prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } }
        }
    }

    /// The tensor whose element at each index is given by a function.
    static func tensor(_ dimensions: [Int], _ element: ([Int]) throws -> Double) throws -> Tensor<Double> {
        try Tensor(indices(dimensions).map(element), shape: dimensions)
    }
}

/// Expects a typed error with a code.
func expectCoreError<Value>(
    _ code: CoreError.Code, sourceLocation: Testing.SourceLocation = #_sourceLocation, _ body: () throws -> Value
) {
    #expect(sourceLocation: sourceLocation) {
        _ = try body()
    } throws: {
        ($0 as? CoreError)?.code == code
    }
}
