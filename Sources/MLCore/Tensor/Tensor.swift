/// A dense array of numbers with any number of axes, stored row by row (the last axis runs fastest).
///
/// A tensor is a value: copies are cheap and share their storage until one is changed. Every operation checks its
/// arguments and throws ``CoreError``; there are no operators and no subscripts, because those could only trap. An
/// operation gives the same bits on every processor: elementwise operations are one IEEE 754 operation, reductions and
/// products have a documented order.
///
/// ```swift
/// let scores = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])
/// let probabilities = try scores.softmax(axis: 1)
/// ```
///
/// Equality compares shapes and elements as numbers: NaN is not equal to itself, and −0 equals 0.
public struct Tensor<Scalar: NumericScalar>: Sendable, Hashable {
    /// The extents along the axes.
    public let shape: Shape
    /// The elements in row-major order; always as many as ``Shape/elementCount`` of the shape.
    public internal(set) var elements: [Scalar]

    /// Creates a tensor from its elements.
    ///
    /// - Parameters:
    ///   - elements: The elements in row-major order.
    ///   - shape: The extent along each axis; none for a single number.
    /// - Throws: ``CoreError`` `shapeMismatch` when the count of elements is not the product of the extents, and what
    ///   ``Shape/init(_:)`` throws.
    public init(_ elements: [Scalar], shape: [Int]) throws(CoreError) {
        try self.init(elements, shape: Shape(shape))
    }

    /// Creates a tensor from its elements and a shape.
    ///
    /// - Parameters:
    ///   - elements: The elements in row-major order.
    ///   - shape: The shape.
    /// - Throws: ``CoreError`` `shapeMismatch` when the count of elements is not that of the shape.
    public init(_ elements: [Scalar], shape: Shape) throws(CoreError) {
        guard elements.count == shape.elementCount else {
            throw CoreError(
                .shapeMismatch, "\(elements.count) elements do not fill the shape \(shape)",
                remedy: "Give \(shape.elementCount) elements.")
        }
        self.init(unchecked: elements, shape: shape)
    }

    /// Creates a tensor with the same number everywhere.
    ///
    /// - Parameters:
    ///   - value: The number.
    ///   - shape: The extent along each axis.
    /// - Throws: What ``Shape/init(_:)`` throws, before anything is allocated.
    public init(repeating value: Scalar, shape: [Int]) throws(CoreError) {
        let shape = try Shape(shape)
        self.init(unchecked: [Scalar](repeating: value, count: shape.elementCount), shape: shape)
    }

    /// Creates a tensor of a single number, without axes.
    ///
    /// - Parameter value: The number.
    public init(_ value: Scalar) {
        self.init(unchecked: [value], shape: .scalar)
    }

    /// Creates a tensor from parts that are known to agree.
    @usableFromInline
    init(unchecked elements: [Scalar], shape: Shape) {
        self.elements = elements
        self.shape = shape
    }

    /// The number of axes.
    public var rank: Int { shape.rank }

    /// The number of elements.
    public var count: Int { elements.count }

    /// The element at an index.
    ///
    /// - Parameter index: One position for each axis.
    /// - Returns: The element.
    /// - Throws: ``CoreError`` `shapeMismatch` when there are not as many positions as axes, `invalidArgument` when one is
    ///   out of range.
    public func element(at index: [Int]) throws(CoreError) -> Scalar {
        elements[try offset(of: index)]
    }

    /// Replaces the element at an index.
    ///
    /// - Parameters:
    ///   - value: The new element.
    ///   - index: One position for each axis.
    /// - Throws: The errors of ``element(at:)``; the tensor is then unchanged.
    public mutating func setElement(_ value: Scalar, at index: [Int]) throws(CoreError) {
        elements[try offset(of: index)] = value
    }

    private func offset(of index: [Int]) throws(CoreError) -> Int {
        guard index.count == rank else {
            throw CoreError(
                .shapeMismatch, "\(index.count) positions do not address a tensor of shape \(shape)",
                remedy: "Give \(rank) positions.")
        }
        var offset = 0
        for (axis, position) in index.enumerated() {
            guard position >= 0, position < shape.dimensions[axis] else {
                throw CoreError(
                    .invalidArgument, "the position \(position) is outside of 0..<\(shape.dimensions[axis])",
                    at: "axis \(axis)")
            }
            offset = offset * shape.dimensions[axis] + position
        }
        return offset
    }
}
