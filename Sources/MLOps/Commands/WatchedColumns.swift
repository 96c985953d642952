#if CommandLine
import MLCore
import MLData
import MLMonitor

/// What is compared of each column of a table.
enum WatchedColumns {
    /// A column of texts with at most so many distinct values holds categories; with more, free text.
    static let categoryLimit = 50

    /// Numbers and times as numbers, truth values and few distinct texts as categories, other texts by their lengths,
    /// lists by their elements and their number.
    static func signals(of frame: DataFrame) throws -> [MonitoredSignal] {
        let profile = try TableProfile(of: frame, distinctLimit: categoryLimit, topCount: 0)
        return profile.columns.flatMap { column -> [MonitoredSignal] in
            switch column.type {
            case .int64, .double, .float, .timestamp: [MonitoredSignal(.number(input: column.name))]
            case .bool: [MonitoredSignal(.category(input: column.name))]
            case .string:
                column.distinct.isExact
                    ? [MonitoredSignal(.category(input: column.name))]
                    : [
                        MonitoredSignal(.characterCount(input: column.name)),
                        MonitoredSignal(.wordCount(input: column.name)),
                    ]
            case .stringList:
                [MonitoredSignal(.elements(input: column.name)), MonitoredSignal(.elementCount(input: column.name))]
            }
        }
    }
}

extension MonitoredSignal.Source {
    /// The column that the values are read from, and the types that they may have there; `nil` for what is no column.
    var readable: (column: String, types: [ColumnType])? {
        switch self {
        case .number(let input): (input, [.bool, .int64, .double, .float, .timestamp])
        case .category(let input): (input, [.string, .bool, .int64])
        case .characterCount(let input), .wordCount(let input): (input, [.string])
        case .elementCount(let input), .elements(let input): (input, [.stringList])
        case .summary, .output, .highestOutput, .decidedLabels, .decidedLabelCount: nil
        }
    }
}

extension MonitorReference {
    /// The columns that the signals are read from, each once, in order.
    var inputNames: [String] {
        var seen: Set<String> = []
        return signals.compactMap { $0.source.readable?.column }.filter { seen.insert($0).inserted }
    }
}
#endif
