import Foundation
import MLCore
import Testing

@Suite("Shape")
struct ShapeTests {
    @Test("The count is the product of the extents, 1 without axes")
    func count() throws {
        #expect(try Shape([2, 3, 4]).elementCount == 24)
        #expect(try Shape([2, 0, 4]).elementCount == 0)
        #expect(Shape.scalar.elementCount == 1)
        #expect(try Shape([]) == .scalar)
        #expect(try Shape([2, 3]).description == "[2, 3]")
    }

    @Test(
        "Negative, overflowing, oversized and too many extents are refused before anything is allocated",
        arguments: [
            ([-1], CoreError.Code.invalidArgument), ([Int.min], .invalidArgument), ([.max, .max], .limitExceeded),
            ([0, .max], .limitExceeded), ([1 << 31, 2], .limitExceeded), ([.max, 0, .max], .limitExceeded),
            ([(1 << 28) + 1], .limitExceeded), ([1 << 29, 0], .limitExceeded), ([1 << 15, 0, 1 << 14], .limitExceeded),
            ([Int](repeating: 1, count: 17), .limitExceeded),
        ])
    func refused(dimensions: [Int], code: CoreError.Code) throws {
        expectCoreError(code) { try Shape(dimensions) }
        expectCoreError(code) { try Tensor(repeating: 0 as Float, shape: dimensions) }
        expectCoreError(code) { try Tensor([Double](), shape: dimensions) }
        let text = "{\"shape\":\(dimensions),\"elements\":[]}"
        expectCoreError(code) { try JSONDecoder().decode(Tensor<Double>.self, from: Data(text.utf8)) }
    }

    @Test("Shapes broadcast by NumPy's rules")
    func broadcast() throws {
        let cases: [([Int], [Int], [Int])] = [
            ([], [], []), ([3], [], [3]), ([2, 3], [3], [2, 3]), ([2, 1], [1, 3], [2, 3]), ([1], [0], [0]),
            ([4, 1, 2], [3, 1], [4, 3, 2]), ([0, 2], [1, 2], [0, 2]),
        ]
        for (left, right, expected) in cases {
            #expect(try Shape(left).broadcast(with: Shape(right)) == Shape(expected))
            #expect(try Shape(right).broadcast(with: Shape(left)) == Shape(expected))
        }
        for (left, right) in [([2], [3]), ([2, 3], [2]), ([0], [2]), ([2, 1, 4], [3, 3])] {
            expectCoreError(.shapeMismatch) { try Shape(left).broadcast(with: Shape(right)) }
        }
        expectCoreError(.limitExceeded) { try Shape([1 << 20, 1]).broadcast(with: Shape([1, 1 << 20])) }
        expectCoreError(.limitExceeded) { try Shape([1 << 20, 1, 0]).broadcast(with: Shape([1, 1 << 20, 1])) }
    }
}
