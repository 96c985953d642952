/// What to take along one axis of a tensor.
public enum AxisSelection: Sendable, Hashable {
    /// The whole axis.
    case all
    /// The positions of a range; the axis stays, also for a range of one or none.
    case range(Range<Int>)
    /// One position; the axis goes away.
    case index(Int)
}

extension Tensor {
    /// The part of the tensor that one selection for each axis takes out.
    ///
    /// - Parameter selections: A selection for each axis in order; axes without one are taken whole.
    /// - Returns: A tensor of its own, with the axes that were not selected by ``AxisSelection/index(_:)``.
    /// - Throws: ``CoreError`` `shapeMismatch` for more selections than axes, `invalidArgument` for a range or position
    ///   outside of its axis.
    /// - Complexity: O(elements of the result).
    public func sliced(_ selections: [AxisSelection]) throws(CoreError) -> Tensor {
        guard selections.count <= rank else {
            throw CoreError(
                .shapeMismatch, "\(selections.count) selections for a tensor of shape \(shape)",
                remedy: "Give at most \(rank) selections.")
        }
        let strides = shape.strides
        var dimensions: [Int] = []
        var steps: [Int] = []
        var offset = 0
        for axis in 0..<rank {
            let extent = shape.dimensions[axis]
            let selection = axis < selections.count ? selections[axis] : .all
            switch selection {
            case .all:
                dimensions.append(extent)
                steps.append(strides[axis])
            case .range(let range):
                guard range.lowerBound >= 0, range.upperBound <= extent else {
                    throw CoreError(
                        .invalidArgument, "the range \(range) is not within 0..<\(extent)", at: "axis \(axis)")
                }
                dimensions.append(range.count)
                steps.append(strides[axis])
                offset += range.lowerBound * strides[axis]
            case .index(let position):
                guard position >= 0, position < extent else {
                    throw CoreError(
                        .invalidArgument, "the position \(position) is outside of 0..<\(extent)", at: "axis \(axis)")
                }
                offset += position * strides[axis]
            }
        }
        let view = StridedView(shape: try Shape(dimensions), strides: steps, offset: offset)
        return Tensor(unchecked: view.gathered(from: elements), shape: view.shape)
    }
}
