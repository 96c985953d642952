import MLCore
import MLReport

extension TableProfile {
    /// What a person should look at before using the table: problems first, then in the order of the columns.
    ///
    /// Problems are repeated rows, columns without values or with the same value everywhere, at least 20 % missing
    /// values, NaN, infinities, and texts such as `?` or `N/A` that are not marked as missing.
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
        return found.filter(\.isProblem) + found.filter { !$0.isProblem }
    }
}

extension ColumnProfile {
    /// What a person should look at in this column.
    var findings: [ProfileFinding] {
        guard rowCount > 0 else { return [] }
        guard presentCount > 0 else { return [finding(.noValues, true, "no values at all")] }
        return [
            missingFinding, placeholderFinding, numberFinding,
            nanCount > 0 ? finding(.notANumber, true, count(nanCount, "NaN")) : nil,
            infiniteCount > 0 ? finding(.infinite, true, count(infiniteCount, "infinite")) : nil,
            constantFinding, distinctFinding, similarFinding,
            emptyCount > 0
                ? finding(
                    .empty, false,
                    count(emptyCount, "empty \(type == .stringList ? "list" : "text")\(emptyCount == 1 ? "" : "s")"))
                : nil,
        ].compactMap { $0 }
    }

    /// The number of values that are not missing.
    var presentCount: Int { rowCount - missingCount }

    private func finding(_ kind: ProfileFinding.Kind, _ isProblem: Bool, _ text: String) -> ProfileFinding {
        ProfileFinding(kind: kind, column: name, isProblem: isProblem, text: text)
    }

    private func count(_ count: Int, _ what: String) -> String {
        "\(Figure.count(count)) \(what) (\(Figure.share(count, of: rowCount)))"
    }

    private var missingFinding: ProfileFinding? {
        guard missingCount > 0 else { return nil }
        return finding(.missingValues, missingCount >= (rowCount + 4) / 5, count(missingCount, "missing"))
    }

    private var placeholderFinding: ProfileFinding? {
        guard type == .string,
            let value = topValues?.first(where: { Self.placeholders.contains(Self.folded($0.value)) })
        else { return nil }
        return finding(
            .placeholders, true, "“\(value.value)” may stand for missing: \(count(value.count, "values"))")
    }

    private var numberFinding: ProfileFinding? {
        guard type == .string, let values = topValues?.filter({ !Self.placeholders.contains(Self.folded($0.value)) }),
            values.count >= 2, values.allSatisfy({ NumberParser.double($0.value)?.isFinite ?? false })
        else { return nil }
        return finding(.numbersAsText, true, "the most frequent values are numbers, but the column was read as text")
    }

    private var constantFinding: ProfileFinding? {
        guard rowCount > 1, let top = topValues?.first else { return nil }
        if distinct.isExact, distinct.count == 1 {
            return finding(.constant, missingCount == 0, "the only value is “\(top.value)”")
        }
        guard rowCount >= 100, Double(top.count) >= 0.95 * Double(presentCount) else { return nil }
        return finding(
            .nearlyConstant, false, "\(Figure.share(top.count, of: presentCount)) of the values are “\(top.value)”")
    }

    private var distinctFinding: ProfileFinding? {
        guard type == .string || type == .int64, distinct.isExact, distinct.count == presentCount, presentCount >= 20
        else { return nil }
        return finding(.allDistinct, false, "every value is different, as in a column of identifiers")
    }

    private var similarFinding: ProfileFinding? {
        guard type == .string, let values = topValues else { return nil }
        var seen: [String: String] = [:]
        for frequency in values {
            let folded = Self.folded(frequency.value)
            if folded.isEmpty { continue }
            if let other = seen[folded] {
                return finding(
                    .similarTexts, false,
                    "“\(other)” and “\(frequency.value)” differ only in letter case or white space")
            }
            seen[folded] = frequency.value
        }
        return nil
    }

    private static let placeholders: Set<String> = [
        "?", "-", "--", "n/a", "na", "nan", "null", "nil", "none", "unknown", "missing", "#n/a", "undefined",
    ]

    private static func folded(_ text: String) -> String {
        text.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }
}
