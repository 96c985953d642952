import MLCore

extension ValidationReport {
    /// The values of repaired rows, by column and row of the table that was checked.
    func repairedValues(of frame: DataFrame) throws(DataError) -> [String: [Int: Value]] {
        var changes: [String: [Int: Value]] = [:]
        for row in repairedRows where row.row < frame.rowCount {
            for expectation in row.expectations.filter(results.indices.contains).map({ results[$0].expectation }) {
                guard let name = expectation.columnName, let repair = expectation.repair else { continue }
                let stored = try frame.column(name).uncheckedValue(at: row.row)
                let value = changes[name]?[row.row] ?? stored
                if let repaired = repair.repaired(value, rule: expectation.rule) {
                    changes[name, default: [:]][row.row] = repaired
                }
            }
        }
        return changes
    }

    /// The table with other values in some rows.
    func replacing(values changes: [String: [Int: Value]], in frame: DataFrame) throws(DataError) -> DataFrame {
        var result = frame
        for (name, values) in changes.sorted(by: { $0.key < $1.key }) {
            let column = try frame.column(name)
            var builder = ColumnBuilder(column.type)
            builder.reserve(column.count)
            for row in 0..<column.count { try builder.append(values[row] ?? column.uncheckedValue(at: row)) }
            result = try result.replacing(name, with: builder.column())
        }
        return result
    }

    /// The report in which a row only counts as repaired when its new values satisfy every expectation that can be decided
    /// from a row; others are quarantined, with what the new values break as well.
    func withoutVainRepairs(_ frame: DataFrame, _ context: ValidationContext) throws(DataError) -> ValidationReport {
        guard !repairedRows.isEmpty else { return self }
        let rows = repairedRows.map(\.row)
        let values = try repairedValues(of: frame).mapValues { changes in
            Dictionary(rows.enumerated().compactMap { position, row in changes[row].map { (position, $0) } }) { $1 }
        }
        let repaired = try replacing(values: values, in: frame.uncheckedTaking(rows))
        let facts = TableFacts(repaired)
        var broken = [Set<Int>](repeating: [], count: rows.count)
        for (position, result) in results.enumerated() where result.expectation.scope == .row {
            for row in try result.expectation.evaluate(facts, context).brokenRows { broken[row].insert(position) }
        }
        var quarantined = quarantinedRows
        var kept: [QuarantinedRow] = []
        for (position, row) in repairedRows.enumerated() {
            guard !broken[position].isEmpty else {
                kept.append(row)
                continue
            }
            let expectations = broken[position].union(row.expectations).sorted()
            quarantined.append(QuarantinedRow(row: row.row, expectations: expectations))
        }
        return ValidationReport(
            suite: suite, rowCount: rowCount, results: results, quarantinedRows: quarantined.sorted { $0.row < $1.row },
            repairedRows: kept)
    }
}
