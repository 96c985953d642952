import Foundation
import MLCore
import Testing

@Suite("Tensor")
struct TensorTests {
    @Test("Elements are addressed row by row")
    func addressing() throws {
        let tensor = try Tensor((0..<24).map { Double($0) }, shape: [2, 3, 4])
        for (position, index) in TensorFixtures.indices([2, 3, 4]).enumerated() {
            #expect(try tensor.element(at: index) == Double(position))
        }
        #expect(try Tensor(7.5).element(at: []) == 7.5)
        #expect(tensor.rank == 3)
        #expect(tensor.count == 24)
    }

    @Test("A changed copy leaves the original as it was")
    func copyOnWrite() throws {
        let original = try Tensor(repeating: 1.0, shape: [2, 2])
        var copy = original
        try copy.setElement(5, at: [1, 0])
        #expect(original.elements == [1, 1, 1, 1])
        #expect(copy.elements == [1, 1, 5, 1])
        #expect(copy != original)
    }

    @Test("A wrong index or count throws and changes nothing")
    func wrongIndex() throws {
        var tensor = try Tensor(repeating: 1.0, shape: [2, 3])
        for index in [[2, 0], [0, 3], [-1, 0], [0, -1], [.max, .max], [.min, 0]] {
            expectCoreError(.invalidArgument) { try tensor.element(at: index) }
            expectCoreError(.invalidArgument) { try tensor.setElement(0, at: index) }
        }
        for index in [[], [0], [0, 0, 0]] { expectCoreError(.shapeMismatch) { try tensor.element(at: index) } }
        #expect(tensor.elements == [1, 1, 1, 1, 1, 1])
        expectCoreError(.shapeMismatch) { try Tensor([1.0, 2.0], shape: [3]) }
        expectCoreError(.invalidArgument) { try Tensor(repeating: 0.0, shape: [0]).element(at: [0]) }
    }

    @Test("Coding keeps every number, NaN and infinities included")
    func coding() throws {
        let tensor = try Tensor([0.1, -0.0, .infinity, -.infinity, .nan, 5e-300], shape: [2, 3])
        let data = try JSONEncoder().encode(tensor)
        let decoded = try JSONDecoder().decode(Tensor<Double>.self, from: data)
        #expect(decoded.shape == tensor.shape)
        for (left, right) in zip(decoded.elements, tensor.elements) {
            #expect(left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN))
        }
    }

    @Test("A stored tensor whose parts disagree is refused")
    func malformed() {
        let text = #"{"shape":[2,2],"elements":[1,2,3]}"#
        expectCoreError(.shapeMismatch) { try JSONDecoder().decode(Tensor<Float>.self, from: Data(text.utf8)) }
    }

    @Test("Equality compares numbers and shapes")
    func equality() throws {
        #expect(try Tensor([0.0], shape: [1]) == Tensor([-0.0], shape: [1]))
        #expect(try Tensor([0.0], shape: [1]) != Tensor([0.0], shape: [1, 1]))
        #expect(Tensor(Double.nan) != Tensor(Double.nan))
    }
}
