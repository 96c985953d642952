import MLReport

extension TableProfile {
    /// The most columns of the map of correlations.
    private static let shownColumns = 12

    /// How columns of numbers go together; nothing without at least two that vary.
    var correlationMap: HTML {
        let pairs = (correlations ?? []).filter { $0.coefficient != nil }
        guard !pairs.isEmpty else { return .empty }
        var strength: [String: Double] = [:]
        var values: [Pair: Double] = [:]
        for pair in pairs {
            let value = pair.coefficient ?? 0
            for name in [pair.first, pair.second] { strength[name] = max(strength[name] ?? 0, value.magnitude) }
            values[Pair(pair.first, pair.second)] = value
        }
        let strongest = strength.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.shownColumns).map(\.key)
        let names = columns.map(\.name).filter(Set(strongest).contains)
        var map = HeatMap(
            "Pearson’s correlation of columns of numbers and truth values; ● from 0.7 on", corner: "",
            columns: names)
        for first in names {
            map.append(
                HTML.name(first),
                names.map { second in
                    guard first != second else { return HeatMap.Cell(level: nil, text: "") }
                    guard let value = values[Pair(first, second)] else {
                        return HeatMap.Cell(level: nil, text: Figure.none)
                    }
                    return HeatMap.Cell(
                        level: value.magnitude, text: Figure.number(value, decimals: 2),
                        isMarked: value.magnitude >= 0.7)
                })
        }
        return HTML {
            map.html
            if strength.count > names.count {
                HTML.note("Shown are the \(names.count) of \(strength.count) columns with the strongest correlations.")
            }
        }
    }

    /// What each column alone tells of the target.
    var targetTable: HTML {
        guard let target else { return .empty }
        let found = columns.compactMap { column in column.association.map { (column, $0) } }
            .sorted { ($1.1.value, $0.0.name) < ($0.1.value, $1.0.name) }
        var table = ReportTable(
            "What each column alone tells of “\(target)”, from 0 to 1; \(Figure.number(TargetAssociation.leakThreshold, decimals: 2)) and more is suspicious",
            [.init("column"), .init("", .chart), .init("tells", .number), .init("measured by")])
        for (column, association) in found {
            table.append([
                HTML.name(column.name), .bar(association.value, association.isSuspicious ? .bad : .first),
                HTML(Figure.number(association.value, decimals: 2)), HTML(association.measure.words),
            ])
        }
        return table.html
    }

    private struct Pair: Hashable {
        let names: Set<String>

        init(_ first: String, _ second: String) { names = [first, second] }
    }
}

extension TargetAssociation.Measure {
    fileprivate var words: String {
        switch self {
        case .correlation: "correlation"
        case .uncertainty: "uncertainty it takes away"
        case .correlationRatio: "variance between classes"
        }
    }
}
