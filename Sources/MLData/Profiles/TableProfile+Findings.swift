import MLCore
import MLReport

extension TableProfile {
    /// What a person should look at before using the table: problems first, then in the order of the columns.
    ///
    /// Problems are repeated rows, columns without values or with the same value everywhere, at least 20 % missing
    /// values, NaN, infinities, texts such as `?` or `N/A` that are not marked as missing, and columns that give the
    /// target away, as ``TargetAssociation/isSuspicious`` judges.
    ///
    /// Good to know are further: a skewness of more than 3, correlations from 0.95 on, texts of which 5 % to 95 % can be
    /// read as numbers, times or truth values, and texts with more than 100 values of which most are rare.
    public var findings: [ProfileFinding] {
        if rowCount == 0 {
            return [ProfileFinding(kind: .noRows, column: nil, isProblem: true, text: "The table has no rows.")]
        }
        var found: [ProfileFinding] = []
        if let count = duplicateRowCount, count > 0 {
            found.append(
                ProfileFinding(
                    kind: .duplicateRows, column: nil, isProblem: true,
                    text: "\(Figure.count(count, "row")) (\(Figure.share(count, of: rowCount))) "
                        + "\(count == 1 ? "repeats" : "repeat") an earlier row"))
        }
        found += columns.flatMap(\.findings)
        for pair in correlations ?? [] {
            guard let value = pair.coefficient, value.magnitude >= 0.95, pair.count >= 20 else { continue }
            found.append(
                ProfileFinding(
                    kind: .correlated, column: pair.second, isProblem: false,
                    text: "goes with “\(pair.first)”: correlation \(Figure.number(value, decimals: 3))"))
        }
        return found.filter(\.isProblem) + found.filter { !$0.isProblem }
    }
}
