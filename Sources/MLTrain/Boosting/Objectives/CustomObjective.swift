public import MLCore

/// An objective of the host: a loss of the margins of a row, and its derivatives.
///
/// ```swift
/// let objective = CustomObjective(
///     loss: { row, margin in /* … */ }, derivatives: { row, margin in /* first and second */ })
/// let model = try GradientBoosting().fitted(to: data, minimizing: objective, in: TrainingContext())
/// ```
///
/// The closures are asked from several threads and have to give the same answer each time. Weights of rows are applied
/// to what they give.
public struct CustomObjective: Sendable {
    /// How margins become outputs.
    public let link: TreeEnsemble.Link
    /// The constant margins that boosting starts from, one for each output.
    public let startingMargins: [Double]
    let loss: @Sendable (Int, [Double]) -> Double
    let derivatives: @Sendable (Int, [Double]) -> [SIMD2<Double>]

    /// Creates an objective of one margin.
    ///
    /// - Parameters:
    ///   - link: How the margin becomes an output.
    ///   - startingMargin: The margin that boosting starts from; finite.
    ///   - loss: The loss of a row with a margin, without its weight.
    ///   - derivatives: The first and the second derivative by the margin; the second one at least 0.
    public init(
        link: TreeEnsemble.Link = .identity, startingMargin: Double = 0,
        loss: @escaping @Sendable (_ row: Int, _ margin: Double) -> Double,
        derivatives: @escaping @Sendable (_ row: Int, _ margin: Double) -> SIMD2<Double>
    ) {
        self.init(link: link, startingMargins: [startingMargin]) { row, margins in
            loss(row, margins[0])
        } derivatives: { row, margins in
            [derivatives(row, margins[0])]
        }
    }

    /// Creates an objective of several margins.
    ///
    /// - Parameters:
    ///   - link: How margins become outputs.
    ///   - startingMargins: The margins that boosting starts from; finite, one for each output.
    ///   - loss: The loss of a row with its margins, without its weight.
    ///   - derivatives: For each margin the first and the second derivative; the second one at least 0.
    public init(
        link: TreeEnsemble.Link, startingMargins: [Double],
        loss: @escaping @Sendable (_ row: Int, _ margins: [Double]) -> Double,
        derivatives: @escaping @Sendable (_ row: Int, _ margins: [Double]) -> [SIMD2<Double>]
    ) {
        self.link = link
        self.startingMargins = startingMargins
        self.loss = loss
        self.derivatives = derivatives
    }

    /// Throws unless the objective fits the task of data.
    func check(_ data: TrainingSet) throws(TrainError) {
        guard startingMargins.count == data.targets.task.outputCount, startingMargins.allSatisfy(\.isFinite),
            link.fits(marginCount: startingMargins.count, outputCount: data.targets.task.outputCount)
        else {
            throw TrainError(
                .invalidHyperparameters,
                "\(startingMargins.count) starting margins, all of them finite, and a link that fits for "
                    + "\(data.targets.task.outputCount) outputs", at: GradientBoosting.kind)
        }
    }

    /// The objective for the rows of data.
    func marginObjective(for data: TrainingSet) -> any MarginObjective {
        CustomMarginObjective(objective: self, rowCount: data.rowCount, weights: data.weights)
    }
}

/// An objective of the host for some rows.
private struct CustomMarginObjective: MarginObjective {
    let objective: CustomObjective
    let rowCount: Int
    let weights: [Double]?

    var outputCount: Int { objective.startingMargins.count }
    var link: TreeEnsemble.Link { objective.link }
    var startingMargins: [Double] { objective.startingMargins }
    var totalWeight: Double { weights?.reduce(0, +) ?? Double(rowCount) }
    var blocks: RowBlocks { .even(Chunks(count: rowCount, size: 256)) }

    /// The host knows rows by their numbers.
    func reordered(by order: [Int32]) -> Self? { nil }

    func fill(rows: Range<Int>, margins: UnsafePointer<Double>, _ derivatives: UnsafeMutablePointer<SIMD2<Double>>) {
        for (position, row) in rows.enumerated() {
            let pairs = objective.derivatives(row, Self.margins(row, margins, outputCount))
            for output in 0..<outputCount {
                // What is absent or negative is no number, which ends the run.
                let pair = output < pairs.count && pairs[output].y >= 0 ? pairs[output] : SIMD2(repeating: .nan)
                derivatives[position * outputCount + output] = (weights?[row] ?? 1) * pair
            }
        }
    }

    func loss(rows: Range<Int>, margins: UnsafePointer<Double>) -> Double {
        rows.reduce(0) {
            $0 + (weights?[$1] ?? 1) * objective.loss($1, Self.margins($1, margins, outputCount))
        }
    }

    private static func margins(_ row: Int, _ margins: UnsafePointer<Double>, _ count: Int) -> [Double] {
        Array(UnsafeBufferPointer(start: margins + row * count, count: count))
    }
}
