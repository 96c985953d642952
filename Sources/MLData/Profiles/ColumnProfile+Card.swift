import MLCore
import MLReport
import MLStatistics

extension ColumnProfile {
    /// The cells of the overview after the name.
    var overviewCells: [HTML] {
        let numbers = type == .string && isCategory ? nil : mainDistribution
        let range: String? =
            if let earliest, let latest {
                "\(Figure.time(earliest)) to \(Figure.time(latest))"
            } else {
                type == .bool ? nil : numbers.map { "\(Figure.number($0.minimum)) to \(Figure.number($0.maximum))" }
            }
        let middle = type == .bool ? nil : numbers.flatMap(\.middle).map { $0 + unitSuffix }
        return [
            HTML.code(type.rawValue), HTML(missingCount == 0 ? "0" : Figure.share(missingCount, of: rowCount)),
            HTML((distinctElements ?? distinct).text), shape, center, HTML(middle ?? ""),
            HTML(range.map { $0 + unitSuffix } ?? ""),
        ]
    }

    /// The column with everything that is known about it.
    func card(_ identifier: HTML.Identifier, isFolded: Bool) -> HTML {
        let header = HTML {
            HTML(.h3) { HTML.name(name) }
            HTML(.span, .class("badges")) {
                HTML.badge(.plain, type.rawValue)
                for finding in findings where finding.isProblem { HTML.badge(.unsure, finding.kind.badge) }
            }
        }
        if isFolded {
            return HTML(.details, .class("card"), .identifier(identifier)) {
                HTML(.summary) { header }
                content
            }
        }
        return HTML(.article, .class("card"), .identifier(identifier)) {
            HTML(.header) { header }
            content
        }
    }

    private var content: HTML {
        HTML {
            if presentCount == 0 {
                HTML.note(rowCount == 0 ? "There are no rows." : "All \(Figure.count(rowCount, "value")) are missing.")
            }
            histogramDrawing
            facts.compact
            frequencies
        }
    }

    private var histogramDrawing: HTML {
        if let times { return times.drawing("Rows by time in \(name)", .times).html() }
        guard type != .bool, let distribution = mainDistribution, let histogram = distribution.histogram else {
            return .empty
        }
        let title =
            switch type {
            case .string: "Rows by number of words in \(name)"
            case .stringList: "Rows by number of elements in \(name)"
            default: "Rows by value of \(name)"
            }
        // Few different values are all among the most frequent ones, which the table shows.
        if isCategory { return .empty }
        let chart = histogram.drawing(title, distribution.isWhole ? .integers : .numbers).html()
        guard type == .string || type == .stringList else { return chart }
        return HTML(.figure) {
            HTML(.figcaption) { type == .string ? "rows by number of words" : "rows by number of elements" }
            chart
        }
    }

    private var facts: FactList {
        var facts = FactList()
        facts.add("values", Figure.count(presentCount))
        facts.add(
            "missing",
            missingCount == 0 ? "0" : "\(Figure.count(missingCount)) (\(Figure.share(missingCount, of: rowCount)))")
        facts.add("distinct", distinct.text)
        if let distinctElements { facts.add("distinct elements", distinctElements.text) }
        if nanCount > 0 { facts.add("NaN", Figure.count(nanCount)) }
        if infiniteCount > 0 { facts.add("infinite", Figure.count(infiniteCount)) }
        if emptyCount > 0 { facts.add("empty", Figure.count(emptyCount)) }
        switch type {
        case .bool: if let numbers { facts.add("share of true", Figure.share(numbers.mean)) }
        case .int64, .double, .float: numbers?.add(to: &facts, isShort: isCategory)
        case .timestamp:
            if let earliest { facts.add("earliest", Figure.time(earliest, showsFraction: true)) }
            if let latest { facts.add("latest", Figure.time(latest, showsFraction: true)) }
        case .string:
            if isCategory {
                if let longest = characterCounts?.maximum {
                    facts.add("longest", "\(Figure.number(longest)) characters")
                }
            } else {
                characterCounts?.addRange(of: "characters", to: &facts)
                wordCounts?.addRange(of: "words", to: &facts)
            }
        case .stringList: elementCounts?.addRange(of: "elements", to: &facts)
        }
        return facts
    }

    private var frequencies: HTML {
        let values = topElements ?? topValues
        guard let values, !values.isEmpty, isCategory || type == .stringList || values[0].count > 1 else {
            return .empty
        }
        // Numbers with a drawing need no list, unless they are few.
        if type.isNumeric, !isCategory { return .empty }
        if type == .timestamp { return .empty }
        let isElements = topElements != nil
        let total = isElements ? distinctElements?.count ?? values.count : distinct.count
        var table = ReportTable(
            total > values.count
                ? "The \(values.count) most frequent of \(Figure.count(total)) \(isElements ? "elements" : "values")"
                : isElements ? "All elements" : "All values",
            [
                .init(isElements ? "element" : "value"), .init("", .chart), .init("rows", .number),
                .init("share", .number),
            ])
        let most = Double(values.map(\.count).max() ?? 1)
        for value in type.isNumeric ? values.sorted(by: Self.isSmaller) : values {
            table.append([
                value.value.isEmpty ? HTML(.em) { "empty text" } : HTML.name(value.value),
                .bar(Double(value.count) / most), HTML(Figure.count(value.count)),
                HTML(Figure.share(value.count, of: rowCount)),
            ])
        }
        return table.html
    }

    private static func isSmaller(_ left: Frequency, _ right: Frequency) -> Bool {
        guard let first = NumberParser.double(left.value), let second = NumberParser.double(right.value) else {
            return left.value < right.value
        }
        return first < second
    }
}
