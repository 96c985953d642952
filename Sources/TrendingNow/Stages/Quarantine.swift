import MLCore
import MLData

/// Rows of the files, each with the file and the line that it came from.
struct Rows {
    var frame: DataFrame
    var places: [String]

    var count: Int { frame.rowCount }

    func adding(_ outcome: ReadOutcome, of file: String) throws -> Rows {
        Rows(
            frame: try frame.concatenating(outcome.frame),
            places: places + outcome.lines.map { "\(file), line \($0)" })
    }
}

/// The rows that were set aside: how many, for which reasons, and where each reason occurred first.
struct Quarantine {
    /// Reasons may quote the data; later ones than these are counted together, so that the summary stays small.
    static let maximumReasonCount = 20
    static let otherReasons = "other reasons"

    private(set) var count = 0
    /// How often each reason applied; a row may have several.
    private(set) var countsByReason: [String: Int] = [:]
    private var firstPlaces: [String: String] = [:]

    /// Adds rows that could not be read.
    mutating func add(_ rows: [RejectedRow]) {
        for row in rows { add("unreadable: \(row.reason)", count: 1, first: row.place) }
        add(rows: rows.count)
    }

    /// Adds rows whose reasons are added by themselves.
    mutating func add(rows: Int) { count += rows }

    /// Adds a reason.
    mutating func add(_ reason: String, count: Int, first place: String) {
        let text = String(Console.plain(reason).prefix(200))
        let isKept = countsByReason[text] != nil || countsByReason.count < Self.maximumReasonCount
        let key = isKept ? text : Self.otherReasons
        countsByReason[key, default: 0] += count
        if firstPlaces[key] == nil { firstPlaces[key] = place }
    }

    /// The error when every row is set aside, with the most common reason.
    func nothingIsLeft(of source: String) -> DataError {
        let common = countsByReason.max { ($0.value, $1.key) < ($1.value, $0.key) }
        let place = common.flatMap { firstPlaces[$0.key] } ?? source
        let reason = common.map { "; \($0.value) of \(count) have the same fault: \($0.key)" } ?? ""
        return DataError(
            .emptyInput, "no row is good\(reason)", at: "first in \(place)",
            remedy: "Correct the rows, name other columns with --field NAME=COLUMN, or lower --min-words.")
    }
}
