import MLCore
import Testing

@Suite("Tensor reductions")
struct TensorReductionTests {
    /// The elements of each line along an axis, lines in row-major order of the other axes.
    private func lines(_ tensor: Tensor<Double>, _ axis: Int) throws -> [[Double]] {
        var outer = tensor.shape.dimensions
        let length = outer.remove(at: axis)
        return try TensorFixtures.indices(outer).map { index in
            try (0..<length).map { position in
                var full = index
                full.insert(position, at: axis)
                return try tensor.element(at: full)
            }
        }
    }

    @Test("Reductions along every axis equal the reductions of the lines")
    func axes() throws {
        var generator = SeededGenerator(seed: 51)
        for _ in 0..<200 {
            let tensor = try TensorFixtures.random(&generator, rank: 1 + generator.next(below: 4), least: 1)
            for axis in 0..<tensor.rank {
                let lines = try lines(tensor, axis)
                // Quarters add exactly, so the order cannot show.
                let sums = lines.map { $0.reduce(0, +) }
                #expect(try tensor.sum(axis: axis).elements == sums)
                #expect(try tensor.mean(axis: axis).elements == zip(sums, lines).map { $0 / Double($1.count) })
                #expect(try tensor.maximum(axis: axis).elements == lines.compactMap { $0.max() })
                #expect(try tensor.minimum(axis: axis).elements == lines.compactMap { $0.min() })
                let first = lines.compactMap { line in line.max().flatMap { line.firstIndex(of: $0) } }
                #expect(try tensor.argmax(axis: axis) == first)
                var dimensions = tensor.shape.dimensions
                dimensions[axis] = 1
                #expect(try tensor.sum(axis: axis, keepingAxis: true).shape.dimensions == dimensions)
                dimensions.remove(at: axis)
                #expect(try tensor.maximum(axis: axis).shape.dimensions == dimensions)
            }
            #expect(tensor.sum() == tensor.elements.reduce(0, +))
            #expect(try tensor.mean() == tensor.sum() / Double(tensor.count))
            #expect(try tensor.maximum() == tensor.elements.max())
            #expect(try tensor.minimum() == tensor.elements.min())
            #expect(try tensor.elements.firstIndex(of: tensor.maximum()) == tensor.argmax())
        }
    }

    @Test("NaN carries through, and argmax names the first NaN")
    func nan() throws {
        let tensor = try Tensor([1, .nan, 3, 9, 5, 6, 2, .nan, .nan], shape: [3, 3])
        #expect(try tensor.argmax(axis: 1) == [1, 0, 1])
        #expect(try tensor.maximum(axis: 1).elements[1] == 9)
        for reduced in [
            try tensor.sum(axis: 1), try tensor.mean(axis: 1), try tensor.maximum(axis: 1), try tensor.minimum(axis: 1),
        ] {
            #expect(reduced.elements.map(\.isNaN) == [true, false, true])
        }
        #expect(tensor.sum().isNaN)
        #expect(try tensor.maximum().isNaN)
        #expect(try tensor.minimum().isNaN)
        #expect(try tensor.argmax() == 1)
    }

    @Test("Empty sums are 0; empty means, extremes and positions throw")
    func empty() throws {
        let tensor = try Tensor([Double](), shape: [2, 0, 3])
        #expect(tensor.sum() == 0)
        #expect(try tensor.sum(axis: 1) == Tensor(repeating: 0, shape: [2, 3]))
        #expect(try tensor.sum(axis: 0).shape.dimensions == [0, 3])
        #expect(try tensor.maximum(axis: 0).elements.isEmpty)
        expectCoreError(.invalidArgument) { try tensor.mean() }
        expectCoreError(.invalidArgument) { try tensor.maximum() }
        expectCoreError(.invalidArgument) { try tensor.minimum() }
        expectCoreError(.invalidArgument) { try tensor.argmax() }
        expectCoreError(.invalidArgument) { try tensor.mean(axis: 1) }
        expectCoreError(.invalidArgument) { try tensor.maximum(axis: 1) }
        expectCoreError(.invalidArgument) { try tensor.minimum(axis: 1) }
        expectCoreError(.invalidArgument) { try tensor.argmax(axis: 1) }
    }

    @Test("An empty tensor cannot make reductions or products beyond the limit of elements")
    func emptyLimit() throws {
        // The results have elements though the operands have none.
        let tensor = try Tensor([Float](), shape: [1 << 15, 0])
        #expect(try tensor.sum(axis: 1).count == 1 << 15)
        #expect(try tensor.sum(axis: 1, keepingAxis: true).shape.dimensions == [1 << 15, 1])
        expectCoreError(.limitExceeded) { try tensor.matrixProduct(with: Tensor([], shape: [0, 1 << 14])) }
        for shape in [[Shape.elementLimit * 2, 0], [1 << 20, 0, 1 << 10], [0, Shape.elementLimit + 1]] {
            expectCoreError(.limitExceeded) { try Tensor([Float](), shape: shape) }
        }
        for shape in [[Shape.elementLimit, 0], [0, Shape.elementLimit], [1 << 14, 0, 1 << 14]] {
            #expect(try Tensor([Float](), shape: shape).count == 0)
        }
    }

    @Test("A missing axis is refused", arguments: [-1, 2, Int.max])
    func missingAxis(axis: Int) throws {
        let tensor = try Tensor(repeating: 1 as Float, shape: [2, 2])
        expectCoreError(.invalidArgument) { try tensor.sum(axis: axis) }
        expectCoreError(.invalidArgument) { try tensor.mean(axis: axis) }
        expectCoreError(.invalidArgument) { try tensor.maximum(axis: axis) }
        expectCoreError(.invalidArgument) { try tensor.minimum(axis: axis) }
        expectCoreError(.invalidArgument) { try tensor.argmax(axis: axis) }
        expectCoreError(.invalidArgument) { try tensor.softmax(axis: axis) }
        expectCoreError(.invalidArgument) { try tensor.logSumExp(axis: axis) }
        expectCoreError(.invalidArgument) { try Tensor(1.0).sum(axis: 0) }
    }

    @Test("Float sums are accumulated in double precision")
    func floatSum() throws {
        let tensor = try Tensor(repeating: 0.1 as Float, shape: [3, 100_000])
        let exact = Float(Double(0.1 as Float) * 100_000)
        #expect(try tensor.sum(axis: 1).elements == [exact, exact, exact])
        #expect(try tensor.transposed.sum(axis: 0).elements == [exact, exact, exact])
    }

    @Test("Softmax and log-sum-exp of every axis are those of its lines, also for -inf, +inf and NaN")
    func softmax() throws {
        var generator = SeededGenerator(seed: 52)
        for _ in 0..<60 {
            var tensor = try TensorFixtures.random(&generator, rank: 1 + generator.next(below: 3), least: 1)
            let special = [-Double.infinity, .infinity, .nan]
            tensor = tensor.map { generator.nextBool(probability: 0.1) ? special[generator.next(below: 3)] : $0 }
            for axis in 0..<tensor.rank {
                let result = try lines(try tensor.softmax(axis: axis), axis)
                let totals = try tensor.logSumExp(axis: axis).elements
                for (index, line) in try lines(tensor, axis).enumerated() {
                    var expected = line
                    SoftmaxKernels.softmax(&expected, count: line.count)
                    #expect(result[index].map(\.bitPattern) == expected.map(\.bitPattern))
                    #expect(totals[index].bitPattern == SoftmaxKernels.logSumExp(line, count: line.count).bitPattern)
                    if !line.contains(where: \.isNaN) { #expect(abs(result[index].reduce(0, +) - 1) < 1e-14) }
                }
            }
        }
    }

    @Test("Softmax of an empty axis is empty and its log-sum-exp is -inf")
    func emptySoftmax() throws {
        let tensor = try Tensor([Float](), shape: [2, 0])
        #expect(try tensor.softmax(axis: 1) == tensor)
        #expect(try tensor.logSumExp(axis: 1).elements == [-.infinity, -.infinity])
        #expect(try tensor.logSumExp(axis: 0, keepingAxis: true).shape.dimensions == [1, 0])
    }
}
