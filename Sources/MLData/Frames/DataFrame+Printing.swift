import MLCore
import MLReport

extension DataFrame: CustomStringConvertible {
    /// The first ten rows as a table.
    public var description: String { formatted() }

    /// The first rows as a table with aligned columns, and the size of the frame.
    ///
    /// - Parameters:
    ///   - maximumRows: The most rows that are shown.
    ///   - maximumWidth: The most characters of a value that are shown.
    /// - Returns: The table; long texts end with `…` and line breaks are shown as spaces.
    public func formatted(maximumRows: Int = 10, maximumWidth: Int = 40) -> String {
        var table = TextTable(
            schema.fields.map { (header: $0.name, alignment: $0.type.isNumeric ? .trailing : .leading) })
        let shown = Swift.max(0, Swift.min(rowCount, maximumRows))
        for row in 0..<shown {
            table.append(columns.map { Self.cell($0.uncheckedValue(at: row), width: Swift.max(1, maximumWidth)) })
        }
        let size = "\(rowCount) rows × \(columns.count) columns"
        if columns.isEmpty { return size }
        return table.aligned + "\n" + (shown < rowCount ? "(first \(shown) of \(size))" : "(\(size))")
    }

    private static func cell(_ value: Value, width: Int) -> String {
        // Characters beyond the width are not looked at: a value may be megabytes long.
        let text = value.description.prefix(width + 1).map { $0.isNewline ? " " : String($0) }
        return text.count > width ? text.prefix(width - 1).joined() + "…" : text.joined()
    }
}
