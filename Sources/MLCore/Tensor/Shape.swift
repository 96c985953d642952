/// The extents of a tensor along its axes, checked so that no product of them can overflow.
///
/// A shape without axes is that of a single number. An extent of 0 is allowed and means that there are no elements.
public struct Shape: Sendable, Hashable {
    /// The largest number of elements: 2²⁸, which are 2 GiB of doubles.
    ///
    /// Extents of 0 count as 1 here. So strides cannot overflow, and the result of reducing an empty axis, which has
    /// elements though its operand has none, stays within the limit too.
    public static let elementLimit = 1 << 28
    /// The largest number of axes.
    public static let rankLimit = 16

    /// The extent along each axis.
    public let dimensions: [Int]
    /// The number of elements: the product of the extents, 1 without axes.
    public let elementCount: Int

    /// Checks the extents of a shape.
    ///
    /// - Parameter dimensions: The extent along each axis.
    /// - Throws: ``CoreError`` `invalidArgument` for a negative extent, `limitExceeded` for more than ``rankLimit`` axes
    ///   or more than ``elementLimit`` elements.
    public init(_ dimensions: [Int]) throws(CoreError) {
        guard dimensions.count <= Self.rankLimit else {
            throw CoreError(
                .limitExceeded, "a shape has \(dimensions.count) axes",
                remedy: "Use at most \(Self.rankLimit) axes.")
        }
        var product = 1
        for (axis, extent) in dimensions.enumerated() {
            guard extent >= 0 else {
                throw CoreError(.invalidArgument, "the extent \(extent) is negative", at: "axis \(axis)")
            }
            let (next, overflow) = product.multipliedReportingOverflow(by: max(extent, 1))
            guard !overflow, next <= Self.elementLimit else {
                throw CoreError(
                    .limitExceeded, "the shape \(dimensions) has too many elements",
                    remedy: "Use at most \(Self.elementLimit) elements.")
            }
            product = next
        }
        self.dimensions = dimensions
        elementCount = dimensions.contains(0) ? 0 : product
    }

    /// The shape of a single number.
    public static let scalar = Shape(uncheckedDimensions: [], elementCount: 1)

    /// Creates a shape from parts that are known to be valid.
    init(uncheckedDimensions dimensions: [Int], elementCount: Int) {
        self.dimensions = dimensions
        self.elementCount = elementCount
    }

    /// The number of axes.
    public var rank: Int { dimensions.count }

    /// How far apart neighbours along each axis are in row-major storage.
    var strides: [Int] {
        var strides = [Int](repeating: 1, count: rank)
        for axis in stride(from: rank - 2, through: 0, by: -1) {
            strides[axis] = strides[axis + 1] * max(dimensions[axis + 1], 1)
        }
        return strides
    }

    /// Checks that an axis exists.
    func checkAxis(_ axis: Int) throws(CoreError) {
        guard axis >= 0, axis < rank else {
            throw CoreError(
                .invalidArgument, "the tensor of shape \(self) has no axis \(axis)",
                remedy: "Axes are counted from 0 to \(rank - 1).")
        }
    }
}

extension Shape: CustomStringConvertible {
    /// The extents, such as `[2, 3]`.
    public var description: String { dimensions.description }
}

extension Shape: Codable {
    /// Decodes an array of extents.
    ///
    /// - Parameter decoder: The decoder to read from.
    /// - Throws: What ``init(_:)`` and the decoder throw.
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode([Int].self))
    }

    /// Encodes the extents as an array.
    ///
    /// - Parameter encoder: The encoder to write to.
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(dimensions)
    }
}
