import MLCore
import MLData

/// The valid titles, and the genres there are.
struct Titles {
    /// Columns `title`, `year`, `genres` and `plot`; no value is missing.
    let frame: DataFrame
    /// Every genre that at least ``minimumSupport`` titles have, in ascending order.
    let labels: [String]
    /// Where the titles came from.
    let source: String

    /// A genre that only one title has is taken for a mistake.
    static let minimumSupport = 2

    /// The genres of the titles, as targets to learn.
    func targets(of frame: DataFrame) throws -> Targets {
        .labelSets(try LabelSets(try frame.requiredValues(of: .genres), labels: labels))
    }
}

extension ColumnKey where Element == [String] {
    static var genres: Self { Self("genres") }
}

extension ColumnKey where Element == Int64 {
    static var year: Self { Self("year") }
}

extension ColumnKey where Element == String {
    static var plot: Self { Self("plot") }
}
