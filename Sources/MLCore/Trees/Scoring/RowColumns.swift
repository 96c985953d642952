/// The columns of codes in the order in which single rows fill them.
///
/// Those of one kind are together, so that no step of a row depends on the kind of a column.
struct RowColumns<Scalar: RankScalar>: Sendable {
    /// A column that holds all ranks of its feature, and in which only NaN is missing.
    struct Plain: Sendable {
        let table: RankTables<Scalar>.Table
        let feature: Int
        let column: Int
        /// The code of NaN.
        let missingCode: UInt8
    }

    /// Plain columns of tables with at most one step in a bucket.
    private(set) var oneStep: [Plain] = []
    /// Plain columns of tables with two.
    private(set) var twoSteps: [Plain] = []
    /// Plain columns of tables with more.
    private(set) var manySteps: [Plain] = []
    /// The other features, by their positions in the quantizer.
    private(set) var others: [Int] = []

    /// Sorts the columns of a quantizer; there are none when the tables were not made.
    init(_ features: [FeatureQuantizer.Feature], _ columns: [FeatureQuantizer.Column], _ ranks: RankTables<Scalar>) {
        for ((position, feature), table) in zip(features.enumerated(), ranks.tables) {
            guard feature.isPlain else {
                others.append(position)
                continue
            }
            for column in feature.firstColumn..<feature.firstColumn + feature.columnCount {
                let missingCode = columns[column].code(ofMissing: .nan) ?? 0
                let plain = Plain(table: table, feature: feature.feature, column: column, missingCode: missingCode)
                switch table.stepCount {
                case 0, 1: oneStep.append(plain)
                case 2: twoSteps.append(plain)
                default: manySteps.append(plain)
                }
            }
        }
    }

    /// The memory of the columns.
    var byteCount: Int {
        (oneStep.count + twoSteps.count + manySteps.count) * MemoryLayout<Plain>.stride + others.count * 8
    }
}
