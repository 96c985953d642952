/// Which boosting iterations of a foreign model are read.
public enum ImportedIterations: Sendable, Hashable {
    /// Every iteration.
    case all
    /// The iterations up to the best one, when the file says which that is (early stopping); else every iteration.
    case best
    /// The iterations of a range, counted from zero.
    case range(Range<Int>)

    /// The iterations to read.
    ///
    /// - Parameters:
    ///   - count: How many iterations the file has.
    ///   - best: The best iteration according to the file, counted from zero.
    ///   - format: The format of the file.
    /// - Returns: A range within the iterations of the file.
    /// - Throws: ``CoreError`` with code `invalidArgument` when the asked range is empty or not within the file, or
    ///   `malformedModel` when the best iteration is not.
    package func range(count: Int, best: Int?, of format: ModelFormat) throws(CoreError) -> Range<Int> {
        switch self {
        case .all: return 0..<count
        case .best:
            guard let best else { return 0..<count }
            guard best >= 0, best < count else {
                throw CoreError(
                    .malformedModel, "the best iteration is \(best), and there are \(count)", at: format.rawValue)
            }
            return 0..<best + 1
        case .range(let range):
            guard range.lowerBound >= 0, range.upperBound <= count, !range.isEmpty else {
                throw CoreError(
                    .invalidArgument,
                    "iterations \(range.lowerBound) to before \(range.upperBound) are asked for, of \(count)",
                    at: format.rawValue)
            }
            return range
        }
    }
}
