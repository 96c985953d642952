#if CommandLine
import MLCore
import MLData

/// A predictor whose outputs are a function of sums, such as those over trees.
protocol MarginPredictor: Predictor {
    /// The number of sums of a row.
    var marginCount: Int { get }

    /// Computes the sums of a batch, row-major.
    func margins(_ features: FeatureMatrix<Double>, into margins: inout [Double], threads: Int) throws
}

extension TreeEnsemble: MarginPredictor {}

extension LinearBooster: MarginPredictor {}

/// The columns about the trees of a model: the margins of a row, and the leaf that it ends in for each tree.
struct TreeColumns {
    /// Which of them are wanted.
    struct Choice {
        /// Whether the sums before the link are.
        var margins = false
        /// Whether the number of the leaf for each tree is.
        var leaves = false
    }

    /// The names of the margins, in order.
    let marginNames: [String]
    /// The names of the leaves, in order.
    let leafNames: [String]
    /// All names: margins, then leaves.
    var names: [String] { marginNames + leafNames }
    private let predictor: any MarginPredictor
    private let ensemble: TreeEnsemble?
    private let format: LineFormat

    /// Decides the columns; `nil` when none are wanted.
    ///
    /// - Parameters:
    ///   - predictor: What makes outputs of features.
    ///   - title: What to call the model.
    ///   - choice: Which columns are wanted.
    ///   - format: The format of the table that is written.
    /// - Throws: ``CommandError`` of code `invalidUsage` when the model does not have what is wanted.
    init?(
        of predictor: any Predictor, called title: String, _ choice: Choice, in format: LineFormat
    ) throws {
        guard choice.margins || choice.leaves else { return nil }
        guard let predictor = predictor as? any MarginPredictor else {
            throw CommandError(
                .invalidUsage, "the model has no margins and no leaves", at: title,
                remedy: "Leave --margin and --leaves out.")
        }
        self.predictor = predictor
        ensemble = predictor as? TreeEnsemble
        guard ensemble != nil || !choice.leaves else {
            throw CommandError(.invalidUsage, "the model has no leaves", at: title, remedy: "Leave --leaves out.")
        }
        self.format = format
        marginNames = choice.margins ? (0..<predictor.marginCount).map { "margin_\($0)" } : []
        leafNames = choice.leaves ? (ensemble?.members.indices.map { "tree_\($0)" } ?? []) : []
    }

    /// The margins of some rows, by column.
    func margins(of features: FeatureMatrix<Double>, threads: Int) throws -> [Column] {
        guard !marginNames.isEmpty else { return [] }
        let width = predictor.marginCount
        var margins = [Double](
            repeating: 0, count: try DenseSize.checked(rows: features.rowCount, columns: width, at: "margins"))
        try predictor.margins(features, into: &margins, threads: threads)
        return (0..<width).map { margin in
            ExactNumber.column((0..<features.rowCount).map { margins[$0 * width + margin] }, in: format)
        }
    }

    /// The leaves of some rows, by tree.
    func leaves(of features: FeatureMatrix<Double>, threads: Int) throws -> [Column] {
        guard let ensemble, !leafNames.isEmpty else { return [] }
        let width = leafNames.count
        let numbers = try ensemble.leafNumbers(features, threads: threads)
        return (0..<width).map { tree in
            Column(present: (0..<features.rowCount).map { Int64(numbers[$0 * width + tree]) })
        }
    }
}
#endif
