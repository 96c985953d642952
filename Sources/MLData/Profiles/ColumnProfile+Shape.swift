import MLCore
import MLReport
import MLStatistics

extension ColumnProfile {
    /// The numbers that tell most about the column: its values, or the sizes of its texts or lists.
    var mainDistribution: Distribution? {
        switch type {
        case .int64, .double, .float, .bool: numbers
        case .string: wordCounts
        case .stringList: elementCounts
        case .timestamp: nil
        }
    }

    /// Whether the column has so few different values that they are best listed.
    var isCategory: Bool {
        switch type {
        case .bool: true
        case .string: distinct.isExact && (distinct.count <= 50 || distinct.count * 20 <= presentCount)
        case .int64, .double, .float: distinct.isExact && distinct.count <= 10
        case .timestamp, .stringList: false
        }
    }

    /// What the range of ``mainDistribution`` counts; empty for the values themselves.
    var unitSuffix: String {
        switch type {
        case .string: " words"
        case .stringList: " elements"
        default: ""
        }
    }

    /// The distribution in the height of a line.
    var shape: HTML {
        if let times { return times.drawing("", .times).ornament() }
        if type == .string || type == .bool || type == .stringList, let values = topElements ?? topValues,
            isCategory || type == .stringList
        {
            return Histogram(
                "",
                bins: values.enumerated().map {
                    Histogram.Bin(from: Double($0), to: Double($0) + 1, count: Int64($1.count))
                }
            ).ornament()
        }
        return mainDistribution?.histogram?.drawing("", .numbers).ornament() ?? .empty
    }

    /// The median of numbers and sizes, or the most frequent category.
    var center: HTML {
        switch type {
        case .int64, .double, .float: return HTML(numbers.map { Figure.number($0.median) } ?? "")
        case .timestamp: return .empty
        case .bool: return HTML(numbers.map { "\(Figure.share($0.mean)) true" } ?? "")
        case .string, .stringList:
            if let value = (topElements ?? topValues)?.first, isCategory || type == .stringList {
                return HTML {
                    value.value.isEmpty ? HTML(.em) { "empty text" } : HTML.name(value.value)
                    HTML(.small) { " \(Figure.share(value.count, of: rowCount))" }
                }
            }
            return HTML(mainDistribution.map { "\(Figure.number($0.median))\(unitSuffix)" } ?? "")
        }
    }
}

extension ColumnProfile.Distribution {
    /// Whether all numbers that are known are whole.
    var isWhole: Bool { ([minimum, maximum] + quantiles).allSatisfy { $0 == $0.rounded() } }

    /// From the 5 % to the 95 % quantile.
    var middle: String? {
        guard quantiles.count > 5 else { return nil }
        return "\(Figure.number(quantiles[1])) to \(Figure.number(quantiles[5]))"
    }

    /// The statistics of numbers; short ones without quantiles.
    func add(to facts: inout FactList, isShort: Bool) {
        facts.add("mean", Figure.number(mean))
        facts.add("standard deviation", standardDeviation.map { HTML(Figure.number($0)) } ?? .missing("one value"))
        if !isShort, let skewness { facts.add("skewness", Figure.number(skewness, digits: 2)) }
        if let zeroCount, zeroCount > 0 {
            facts.add("zero", "\(Figure.count(zeroCount)) (\(Figure.share(zeroCount, of: count)))")
        }
        if let negativeCount, negativeCount > 0 {
            facts.add("below zero", "\(Figure.count(negativeCount)) (\(Figure.share(negativeCount, of: count)))")
        }
        facts.add("smallest", Figure.number(minimum))
        for (probability, quantile) in zip(Self.quantileProbabilities, quantiles) where !isShort || probability == 0.5 {
            facts.add(probability == 0.5 ? "median" : "\(Figure.share(probability)) quantile", Figure.number(quantile))
        }
        facts.add("largest", Figure.number(maximum))
    }

    /// The sizes of texts or lists.
    func addRange(of unit: String, to facts: inout FactList) {
        facts.add("fewest \(unit)", Figure.number(minimum))
        facts.add("median \(unit)", Figure.number(median))
        facts.add("mean \(unit)", Figure.number(mean))
        facts.add("most \(unit)", Figure.number(maximum))
    }
}

extension FixedHistogram {
    /// The bins with their counts.
    func drawing(_ title: String, _ scale: Axis.Scale) -> Histogram {
        guard let range = edges.range else { return Histogram(title, bins: []) }
        let borders = [range.lower] + edges.cuts + [range.upper]
        return Histogram(
            title,
            bins: counts.indices.filter { $0 + 1 < borders.count }.map {
                Histogram.Bin(from: borders[$0], to: borders[$0 + 1], count: counts[$0])
            },
            scale: scale, below: below, above: above)
    }
}

extension ColumnProfile.DistinctCount {
    /// Such as `1,234` or `about 105,000`.
    var text: String { isExact ? Figure.count(count) : "about \(Figure.number(Double(count), digits: 3))" }
}

extension ProfileFinding.Kind {
    /// The finding in two words.
    var badge: String {
        switch self {
        case .noRows: "no rows"
        case .duplicateRows: "repeated rows"
        case .noValues: "no values"
        case .missingValues: "many missing"
        case .placeholders: "placeholders"
        case .numbersAsText: "numbers as text"
        case .mixedContents: "mixed contents"
        case .leaksTarget: "leaks the target"
        case .manyValues: "many values"
        case .skewed: "skewed"
        case .correlated: "correlated"
        case .notANumber: "NaN"
        case .infinite: "infinite"
        case .constant: "constant"
        case .nearlyConstant: "nearly constant"
        case .allDistinct: "all different"
        case .similarTexts: "similar texts"
        case .empty: "empty"
        }
    }
}
