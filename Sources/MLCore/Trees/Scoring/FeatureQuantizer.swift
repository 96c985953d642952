/// Turns rows of features into one-byte codes, one for each column, that the fast layouts compare instead of values.
///
/// A column stands for one feature, one ``MissingRule`` and up to ``cutsPerColumn`` cuts of the feature. A split is a
/// column and a cut of it, and its row goes right exactly when the row's code in the column is above the position of
/// the cut: ranks are codes, missing values are code 0 (always left) or 255 (always right).
struct FeatureQuantizer: Sendable {
    /// The largest number of cuts of a column: codes are from 0 to this number, or 255.
    static let cutsPerColumn = 254

    /// One column of codes.
    struct Column: Sendable {
        let rule: MissingRule
        /// The rank that has code 0.
        let firstRank: Int
        /// The code of zero, for the rules that compare missing values as zero.
        let zeroCode: UInt8

        /// The code of a rank.
        @inline(__always)
        func code(ofRank rank: Int) -> UInt8 {
            UInt8(truncatingIfNeeded: min(max(rank &- firstRank, 0), FeatureQuantizer.cutsPerColumn))
        }
    }

    /// A feature that some split looks at.
    struct Feature: Sendable {
        let feature: Int
        /// The columns of the feature begin here.
        let firstColumn: Int
        let columnCount: Int
        /// Whether each column holds all ranks and only NaN is missing in it: numbers have one code in all of them.
        let isPlain: Bool
    }

    /// The features in rising order.
    let features: [Feature]
    /// All columns, those of one feature together.
    let columns: [Column]
    /// The cuts of each feature, rounded down to `Float`.
    let floats: RankTables<Float>
    /// The cuts of each feature, when values may have to be compared in `Double`.
    let doubles: RankTables<Double>
    /// What single rows need of ``floats``.
    let floatRows: RowColumns<Float>
    /// What single rows need of ``doubles``.
    let doubleRows: RowColumns<Double>

    /// The memory of the tables.
    var byteCount: Int {
        features.count * MemoryLayout<Feature>.stride + columns.count * MemoryLayout<Column>.stride + floats.byteCount
            + doubles.byteCount + floatRows.byteCount + doubleRows.byteCount
    }
}
