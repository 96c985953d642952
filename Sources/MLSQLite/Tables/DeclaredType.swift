#if SQLiteStore
import MLCore

/// What the declared type of a column says about its values.
///
/// The rules are those of SQLite's type affinity, except that truth values, times, floats and lists have names of
/// their own; they are tried in this order, on the upper-case text:
///
/// | Declared type                              | Column type  | Values                                |
/// |--------------------------------------------|--------------|---------------------------------------|
/// | contains `BOOL`                            | `bool`       | INTEGER 0 and 1                       |
/// | `FLOAT32`                                  | `float`      | REAL                                  |
/// | `TEXT_LIST`                                | `stringList` | TEXT, a JSON array of strings         |
/// | `TIMESTAMP_US`                             | `timestamp`  | INTEGER, microseconds UTC             |
/// | begins with `TIMESTAMP`, `DATETIME`, `DATE`| `timestamp`  | TEXT, ISO 8601                        |
/// | contains `INT`                             | `int64`      | INTEGER                               |
/// | contains `CHAR`, `CLOB` or `TEXT`          | `string`     | TEXT                                  |
/// | contains `REAL`, `FLOA` or `DOUB`          | `double`     | REAL, `'NaN'`, INTEGER up to 2⁵³      |
/// | anything else, or none                     | by the values |                                      |
struct DeclaredType: Hashable {
    /// The type of the column, `nil` when the values decide.
    let type: ColumnType?
    /// Whether times are text; integers then have an unknown unit.
    let hasTextTimes: Bool
    /// Whether SQLite makes numbers of texts that look like one, such as of `007`: what it does with declared types
    /// that it does not know, `STRING` among them.
    let makesNumbers: Bool

    init(_ declaration: String?) {
        let text = (declaration ?? "").uppercased()
        func contains(_ words: String...) -> Bool {
            words.contains { word in
                text.utf8.indices.contains { text.utf8[$0...].starts(with: word.utf8) }
            }
        }
        let isTime = ["TIMESTAMP", "DATE"].contains { text.hasPrefix($0) }
        hasTextTimes = isTime && text != Self.timestampMicroseconds
        type =
            if contains("BOOL") {
                .bool
            } else if text == Self.float {
                .float
            } else if text == Self.list {
                .stringList
            } else if isTime {
                .timestamp
            } else if contains("INT") {
                .int64
            } else if contains("CHAR", "CLOB", "TEXT") {
                .string
            } else if contains("REAL", "FLOA", "DOUB") {
                .double
            } else {
                nil
            }
        makesNumbers = type == nil && !text.isEmpty && !contains("BLOB")
    }

    private static let float = "FLOAT32"
    private static let list = "TEXT_LIST"
    private static let timestampMicroseconds = "TIMESTAMP_US"

    /// What a column of a new table is declared as.
    static func text(for type: ColumnType, hasTextTimes: Bool) -> String {
        switch type {
        case .bool: "BOOLEAN"
        case .int64: "INTEGER"
        case .double: "REAL"
        case .float: float
        case .string: "TEXT"
        case .timestamp: hasTextTimes ? "TIMESTAMP" : timestampMicroseconds
        case .stringList: list
        }
    }
}
#endif
