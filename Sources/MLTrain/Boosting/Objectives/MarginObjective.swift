import MLCore

/// What boosting minimises: a loss of the margins of each row, and its derivatives.
///
/// Margins are row-major, rows × outputs.
protocol MarginObjective: Sendable {
    /// The number of margins of a row.
    var outputCount: Int { get }
    /// How margins become outputs.
    var link: TreeEnsemble.Link { get }
    /// The constant margins that boosting starts from.
    var startingMargins: [Double] { get }
    /// The sum of the weights of all rows.
    var totalWeight: Double { get }
    /// Whether first derivatives are those of the loss.
    var isLoss: Bool { get }
    /// Limits of the size of both derivatives over all rows and margins, weights included; `nil` when there are none.
    var derivativeBounds: DerivativeBounds? { get }
    /// The rows that are computed together; they cover all rows in order.
    var blocks: RowBlocks { get }

    /// Computes the derivatives of the rows of a block.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - margins: The margins of all rows.
    ///   - derivatives: Gets the first and second derivative of each row of the block and output, row-major.
    func fill(rows: Range<Int>, margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>)

    /// The weighted sum of the losses of the rows of a block.
    func loss(rows: Range<Int>, margins: UnsafePointer<Double>) -> Double

    /// The objective for a round, for those that draw something in each round.
    ///
    /// - Parameter round: The number of the round, counted from 1.
    /// - Returns: The objective.
    func prepared(round: Int) -> Self

    /// The objective of the same rows in another order; `nil` when rows have to stay where they are.
    ///
    /// - Parameter order: The row that comes to each place.
    /// - Returns: The objective.
    func reordered(by order: [Int32]) -> Self?

    /// The best constant step of a leaf, for losses whose second derivative does not tell it; `nil` otherwise.
    ///
    /// - Parameters:
    ///   - rows: The rows of the leaf.
    ///   - output: The output of the tree.
    ///   - margins: The margins of all rows.
    /// - Returns: The step.
    func leafStep(rows: UnsafeBufferPointer<Int32>, output: Int, margins: UnsafePointer<Double>) -> Double?
}

extension MarginObjective {
    var isLoss: Bool { true }
    var derivativeBounds: DerivativeBounds? { nil }

    func prepared(round: Int) -> Self { self }

    func leafStep(rows: UnsafeBufferPointer<Int32>, output: Int, margins: UnsafePointer<Double>) -> Double? { nil }
}

/// Limits of the size of derivatives.
struct DerivativeBounds: Sendable, Hashable {
    var gradient: Double
    var hessian: Double

    /// The limits that hold for two parts.
    func joined(_ other: Self) -> Self {
        Self(gradient: max(gradient, other.gradient), hessian: max(hessian, other.hessian))
    }
}

/// Rows in blocks that follow one another.
enum RowBlocks: Sendable {
    /// Blocks of the same size.
    case even(Chunks)
    /// The first row of each block, and the number of rows at the end.
    case starts([Int])

    var count: Int {
        switch self {
        case .even(let chunks): chunks.chunkCount
        case .starts(let starts): max(0, starts.count - 1)
        }
    }

    /// The number of rows of the largest block.
    var largest: Int {
        switch self {
        case .even(let chunks): min(chunks.size, chunks.count)
        case .starts(let starts): zip(starts, starts.dropFirst()).reduce(0) { max($0, $1.1 - $1.0) }
        }
    }

    subscript(block: Int) -> Range<Int> {
        switch self {
        case .even(let chunks): chunks.range(block)
        case .starts(let starts): starts[block]..<starts[block + 1]
        }
    }
}
