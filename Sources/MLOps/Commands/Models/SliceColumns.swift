#if CommandLine
import MLCore
import MLData
import MLEval
import MLStatistics

/// Makes slices of the values of a column.
enum SliceColumns {
    /// How many values have a slice of their own; of more, the most frequent ones have.
    static let greatestCount = 20

    /// The slices of a column, and one for the rows where it is missing.
    ///
    /// Numbers with more than ``greatestCount`` different values are divided at their quartiles; lists have a slice for
    /// each text.
    ///
    /// - Parameters:
    ///   - column: The column.
    ///   - name: Its name.
    /// - Returns: The slices; those of equally frequent values in the order of the values.
    /// - Throws: ``CommandError`` of code `unusableInput` for times.
    static func slices(of column: Column, named name: String) throws -> [Evaluation.SliceDefinition] {
        var slices: [Evaluation.SliceDefinition]
        switch column.type {
        case .timestamp:
            throw CommandError(
                .unusableInput, "a column of times has no slices", at: "column \"\(name)\"",
                remedy: "Slice by a column of values or numbers")
        case .stringList:
            let lists = try column.values(as: [String].self).compactMap(\.self)
            slices = frequent(lists.flatMap { Set($0).sorted() }).map {
                .init("\(name) has \($0)", .contains(column: name, $0))
            }
        case .int64, .double, .float:
            let numbers = (column.numbers ?? []).filter(\.isFinite)
            let present = column.values.filter { !$0.isMissing && $0.number?.isFinite == true }
            if Set(present).count > greatestCount {
                slices = try quartiles(numbers, name)
            } else {
                slices = frequent(present.map(\.description)).compactMap { text in
                    present.first { $0.description == text }.map {
                        .init("\(name) = \(text)", .equals(column: name, $0))
                    }
                }
            }
        case .bool, .string:
            let present = column.values.filter { !$0.isMissing }
            let isBool = column.type == .bool
            slices = frequent(present.map(\.description)).map {
                .init("\(name) = \($0)", .equals(column: name, isBool ? .bool($0 == "true") : .string($0)))
            }
        }
        if column.missingCount > 0 { slices.append(.init("\(name) is missing", .isMissing(column: name))) }
        return slices
    }

    private static func frequent(_ texts: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for text in texts { counts[text, default: 0] += 1 }
        let ranked = counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
        return ranked.prefix(greatestCount).map(\.key)
    }

    private static func quartiles(_ numbers: [Double], _ name: String) throws -> [Evaluation.SliceDefinition] {
        let sample = try SortedSample(numbers)
        var bounds: [Double] = []
        for share in [0.25, 0.5, 0.75] {
            let bound = try sample.quantile(share)
            if bounds.last.map({ $0 < bound }) ?? true { bounds.append(bound) }
        }
        let edges: [Double?] = [nil] + bounds.map { $0 } + [nil]
        return zip(edges, edges.dropFirst()).map { lower, upper in
            let predicate = SlicePredicate.inRange(column: name, lower: lower, upper: upper)
            return .init(predicate.description, predicate)
        }
    }
}
#endif
