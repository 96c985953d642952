import MLCore
import Testing

@Suite("Tensor shaping and slicing")
struct TensorShapingTests {
    @Test("Transposing moves each element to the permuted index, and back")
    func transposing() throws {
        var generator = SeededGenerator(seed: 31)
        for _ in 0..<200 {
            let tensor = try TensorFixtures.random(&generator)
            let axes = generator.permutation(tensor.rank)
            let result = try tensor.transposed(axes: axes)
            #expect(result.shape.dimensions == axes.map { tensor.shape.dimensions[$0] })
            for index in TensorFixtures.indices(result.shape.dimensions) {
                var source = index
                for (position, axis) in axes.enumerated() { source[axis] = index[position] }
                #expect(try result.element(at: index) == tensor.element(at: source))
            }
            #expect(tensor.transposed.transposed == tensor)
        }
    }

    @Test("Reshaping keeps the elements in order")
    func reshaping() throws {
        let tensor = try Tensor((0..<12).map { Float($0) }, shape: [3, 4])
        #expect(try tensor.reshaped(to: [2, 6]).elements == tensor.elements)
        #expect(try tensor.reshaped(to: [1, 12, 1]).shape.dimensions == [1, 12, 1])
        #expect(try Tensor(3.0).reshaped(to: [1, 1]).element(at: [0, 0]) == 3)
        expectCoreError(.shapeMismatch) { try tensor.reshaped(to: [5]) }
        expectCoreError(.limitExceeded) { try tensor.reshaped(to: [.max, .max]) }
        expectCoreError(.invalidArgument) { try tensor.reshaped(to: [-1, 12]) }
    }

    @Test("Slices have the elements that the selections name")
    func slicing() throws {
        var generator = SeededGenerator(seed: 32)
        for _ in 0..<300 {
            let tensor = try TensorFixtures.random(&generator, least: 1)
            var selections: [AxisSelection] = []
            var positions: [[Int]] = []
            var kept: [Int] = []
            for extent in tensor.shape.dimensions {
                switch generator.next(below: 3) {
                case 0:
                    selections.append(.all)
                    positions.append(Array(0..<extent))
                    kept.append(extent)
                case 1:
                    let start = generator.next(below: extent + 1)
                    let end = start + generator.next(below: extent - start + 1)
                    selections.append(.range(start..<end))
                    positions.append(Array(start..<end))
                    kept.append(end - start)
                default:
                    let position = generator.next(below: extent)
                    selections.append(.index(position))
                    positions.append([position])
                }
            }
            let slice = try tensor.sliced(selections)
            #expect(slice.shape.dimensions == kept)
            let expected = try TensorFixtures.indices(positions.map(\.count)).map { index in
                try tensor.element(at: zip(positions, index).map { $0[$1] })
            }
            #expect(slice.elements == expected)
        }
    }

    @Test("Axes without a selection are taken whole; wrong selections throw")
    func sliceErrors() throws {
        let tensor = try Tensor((0..<6).map { Double($0) }, shape: [2, 3])
        #expect(try tensor.sliced([]) == tensor)
        #expect(try tensor.sliced([.index(1)]).elements == [3, 4, 5])
        for selection in [AxisSelection.index(2), .index(-1), .index(.max), .range(0..<3), .range(-1..<1)] {
            expectCoreError(.invalidArgument) { try tensor.sliced([selection]) }
        }
        expectCoreError(.shapeMismatch) { try tensor.sliced([.all, .all, .all]) }
        expectCoreError(.invalidArgument) { try tensor.transposed(axes: [0, 0]) }
        expectCoreError(.invalidArgument) { try tensor.transposed(axes: [0]) }
        expectCoreError(.shapeMismatch) { try tensor.broadcast(to: [3]) }
        expectCoreError(.shapeMismatch) { try tensor.broadcast(to: [3, 3]) }
    }
}
