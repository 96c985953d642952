/// How the score of an estimator changes with the number of rows that it learns from.
///
/// For each fold the rows are put into a stratified random order, and the estimator learns from beginnings of it of
/// growing length, so that smaller samples are parts of larger ones and differences between sizes are paired. Scores are
/// taken of the rows learned from and of the rows left out (as `learning_curve` of scikit-learn does); what the curve
/// says about bias, variance and more rows is said in words, with the errors of its slopes.
///
/// ```swift
/// let curve = try LearningCurve(shares: [0.1, 0.3, 1]).report(
///     for: GradientBoosting(), metric: LogLoss(), on: data, in: TrainingContext(seed: 1, threads: 4))
/// print(curve)
/// ```
public struct LearningCurve: Sendable, Hashable {
    /// The sizes as shares of the rows that a fold learns from, above 0 and at most 1; empty with ``rowCounts``.
    public var shares: [Double]
    /// The sizes as numbers of rows, at least 1; empty with ``shares``.
    public var rowCounts: [Int]
    /// How many folds there are, from 2 to 100; with validation data in the context how many samples are drawn.
    public var folds: Int

    /// Creates a curve over shares of the rows.
    ///
    /// - Parameters:
    ///   - shares: The sizes as shares of the rows that a fold learns from; above 0 and at most 1.
    ///   - folds: How many folds there are; with validation data in the context how many samples are drawn.
    public init(shares: [Double] = [0.1, 0.2, 0.4, 0.7, 1], folds: Int = 5) {
        self.shares = shares
        self.folds = folds
        rowCounts = []
    }

    /// Creates a curve over numbers of rows.
    ///
    /// - Parameters:
    ///   - rowCounts: The sizes as numbers of rows; at least 1.
    ///   - folds: How many folds there are; with validation data in the context how many samples are drawn.
    public init(rowCounts: [Int], folds: Int = 5) {
        self.rowCounts = rowCounts
        self.folds = folds
        shares = []
    }

    /// Checks the configuration.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad field.
    public func validated() throws {
        var faults = Faults()
        faults.require(
            shares.isEmpty != rowCounts.isEmpty, "there have to be either shares or rowCounts, and not both")
        for share in shares { faults.require(share > 0 && share <= 1, "the share \(share) is not in (0, 1]") }
        for count in rowCounts { faults.require(count >= 1, "the row count \(count) is not at least 1") }
        faults.require(shares.count + rowCounts.count <= 1000, "there are more than 1000 sizes")
        faults.require((2...100).contains(folds), "folds \(folds) is not from 2 to 100")
        try faults.throwIfAny(at: Self.kind)
    }

    /// Stands for learning curves in errors.
    static var kind: String { "learning curve" }

    /// The numbers of rows, ascending, each once.
    ///
    /// - Parameter available: How many rows a fold can learn from.
    /// - Returns: The sizes.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` when there are not so many rows.
    func sizes(available: Int) throws(TrainError) -> [Int] {
        var faults = Faults()
        for count in rowCounts {
            faults.require(count <= available, "the row count \(count) is above the \(available) rows of a fold")
        }
        try faults.throwIfAny(at: Self.kind)
        let scaled = shares.map { max(1, min(available, Int((Double(available) * $0).rounded()))) }
        return Set(rowCounts + scaled).sorted()
    }
}

extension LearningCurve: Codable {
    private enum CodingKeys: String, CodingKey {
        case shares, rowCounts, folds
    }

    /// Decodes a configuration; sizes that are absent are empty, unless both are, and then they have their default.
    ///
    /// - Throws: `DecodingError`. The values are checked by ``validated()``.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let shares = try container.decodeIfPresent([Double].self, forKey: .shares)
        let counts = try container.decodeIfPresent([Int].self, forKey: .rowCounts)
        self.init()
        if shares != nil || counts != nil { (self.shares, rowCounts) = (shares ?? [], counts ?? []) }
        folds = try container.decodeIfPresent(Int.self, forKey: .folds) ?? folds
    }
}
