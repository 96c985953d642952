import MLCore
import MLReport
import MLStatistics

extension ColumnProfile {
    /// What a person should look at in this column.
    var findings: [ProfileFinding] {
        guard rowCount > 0 else { return [] }
        guard presentCount > 0 else { return [finding(.noValues, true, "no values at all")] }
        return [
            leakFinding, missingFinding, placeholderFinding, numberFinding, mixedFinding,
            nanCount > 0 ? finding(.notANumber, true, count(nanCount, "NaN")) : nil,
            infiniteCount > 0 ? finding(.infinite, true, count(infiniteCount, "infinite")) : nil,
            constantFinding, distinctFinding, manyFinding, skewFinding, similarFinding,
            emptyCount > 0
                ? finding(
                    .empty, false,
                    count(emptyCount, "empty \(type == .stringList ? "list" : "text")\(emptyCount == 1 ? "" : "s")"))
                : nil,
        ].compactMap { $0 }
    }

    /// The number of values that are not missing.
    var presentCount: Int { rowCount - missingCount }

    func finding(_ kind: ProfileFinding.Kind, _ isProblem: Bool, _ text: String) -> ProfileFinding {
        ProfileFinding(kind: kind, column: name, isProblem: isProblem, text: text)
    }

    func count(_ count: Int, _ what: String) -> String {
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

    private var leakFinding: ProfileFinding? {
        guard let association, association.isSuspicious else { return nil }
        let how =
            switch association.measure {
            case .correlation: "its correlation with the target is \(Figure.number(association.value, decimals: 3))"
            case .uncertainty: "nearly every value comes with one class only"
            case .correlationRatio:
                "\(Figure.share(association.value)) of its variance lies between the classes of the target"
            }
        return finding(.leaksTarget, true, "gives the target away: \(how)")
    }

    private var mixedFinding: ProfileFinding? {
        guard type == .string, let contents = textContents, numberFinding == nil else { return nil }
        let kinds = [
            (contents.numbers, "numbers"), (contents.times, "times"), (contents.truthValues, "truth values"),
        ]
        let total = [contents.times, contents.truthValues, contents.others].reduce(contents.numbers) {
            Int(clamping: Int64($0).addingClamped(Int64($1)))
        }
        guard let most = kinds.max(by: { $0.0 < $1.0 }), total > 0,
            (0.05...0.95).contains(Double(most.0) / Double(total))
        else { return nil }
        return finding(
            .mixedContents, false, "\(Figure.share(most.0, of: total)) of the texts are \(most.1), the others are not")
    }

    private var manyFinding: ProfileFinding? {
        guard type == .string, distinct.count > 100, distinct.count * 2 > presentCount,
            !(distinct.isExact && distinct.count == presentCount), wordCounts.map({ $0.median <= 3 }) ?? false
        else { return nil }
        return finding(
            .manyValues, false,
            "\(distinct.text) different values in \(Figure.count(presentCount, "row")), most of them rare")
    }

    private var skewFinding: ProfileFinding? {
        guard type.isNumeric, !isCategory, let skewness = numbers?.skewness, skewness.magnitude > 3 else { return nil }
        return finding(
            .skewed, false,
            "long tail to the \(skewness > 0 ? "right" : "left"): skewness \(Figure.number(skewness, digits: 2))")
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
