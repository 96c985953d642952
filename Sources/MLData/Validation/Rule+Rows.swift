import MLCore

extension DataExpectation.Rule {
    /// The rows that break a rule about several columns, and how many were looked at.
    func brokenRows(_ frame: DataFrame, _ context: ValidationContext) throws(DataError) -> ([Int], Int) {
        switch self {
        case .compares(let name, let comparison, let other):
            let (left, right) = (try frame.column(name), try frame.column(other))
            guard left.type == right.type || (left.type.isNumeric && right.type.isNumeric) else {
                throw DataError(
                    .typeMismatch, "\(left.type.rawValue) and \(right.type.rawValue) do not compare", at: description)
            }
            let rows = frame.rows(where: [left, right])
            let broken = rows.filter { row in
                RowComparison.order(left, row, right, row).map { !comparison.holds($0) } ?? (comparison != .notEqual)
            }
            return (broken, rows.count)
        case .combinationInSet(let names, let combinations):
            let columns = try frame.columns(names)
            let wanted = Set(combinations.map { $0.map(ValueKey.init) })
            let rows = frame.rows(where: columns)
            return (
                rows.filter { row in !wanted.contains(columns.map { ValueKey($0.uncheckedValue(at: row)) }) },
                rows.count
            )
        case .differentWithinRow(let names):
            let columns = try frame.columns(names)
            let rows = Array(0..<frame.rowCount)
            let broken = rows.filter { row in
                let values = columns.map { $0.uncheckedValue(at: row) }.filter { !$0.isMissing }.map(ValueKey.init)
                return Set(values).count < values.count
            }
            return (broken, rows.count)
        case .sumEquals(let names, let total, let tolerance):
            let columns = try frame.columns(names)
            for (name, column) in zip(names, columns) where !column.type.isNumeric {
                throw DataError(
                    .typeMismatch, "the column has type \(column.type.rawValue)", at: "column \"\(name)\"",
                    remedy: "The expectation needs numbers.")
            }
            let rows = frame.rows(where: columns)
            let numbers = columns.compactMap(\.numbers)
            let broken = rows.filter { row in
                let sum = numbers.reduce(0) { $0 + $1[row] }
                return !((sum - total).magnitude <= tolerance)
            }
            return (broken, rows.count)
        case .references(let names, let table, let key):
            let columns = try frame.columns(names)
            let target = try context.table(table)
            let keys = try target.columns(key)
            let known = Set(target.rows(where: keys).map { row in keys.map { ValueKey($0.uncheckedValue(at: row)) } })
            let rows = frame.rows(where: columns)
            return (
                rows.filter { row in !known.contains(columns.map { ValueKey($0.uncheckedValue(at: row)) }) }, rows.count
            )
        case .agreesWith(let names, let table, let key):
            return try rowsThatDisagree(frame, names, key, try context.table(table), name: table)
        case .uniqueTogether(let names):
            let columns = try frame.columns(names)
            let rows = frame.rows(where: columns)
            var groups = [Int](repeating: 0, count: frame.rowCount)
            for column in columns {
                let codes = column.codes().codes
                var numbers: [[Int]: Int] = [:]
                for row in rows {
                    let pair = [groups[row], codes[row]]
                    let number = numbers[pair] ?? numbers.count
                    numbers[pair] = number
                    groups[row] = number
                }
            }
            var counts: [Int: Int] = [:]
            for row in rows { counts[groups[row], default: 0] += 1 }
            return (rows.filter { counts[groups[$0]] ?? 0 > 1 }, rows.count)
        default: return ([], 0)
        }
    }
}

/// A value that equals others of the same number, whatever their types.
struct ValueKey: Hashable {
    private enum Content: Hashable {
        case integer(Int64)
        case number(UInt64)
        case other(Value)
    }

    private let content: Content

    init(_ value: Value) {
        switch value {
        case .int64(let integer): content = .integer(integer)
        case .double, .float:
            let number = value.number ?? .nan
            content =
                Int64(exactly: number).map(Content.integer)
                ?? .number(number.isNaN ? Double.nan.bitPattern : number.bitPattern)
        default: content = .other(value)
        }
    }
}

extension DataFrame {
    /// The columns of some names.
    func columns(_ names: [String]) throws(DataError) -> [Column] {
        var found: [Column] = []
        for name in names { found.append(try column(name)) }
        return found
    }

    /// The rows where all of the columns have a value.
    func rows(where columns: [Column]) -> [Int] {
        let holed = columns.filter { $0.validity.hasMissing }
        return holed.isEmpty
            ? Array(0..<rowCount) : (0..<rowCount).filter { row in holed.allSatisfy { $0.validity[row] } }
    }
}
