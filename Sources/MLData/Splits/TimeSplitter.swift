public import MLCore

/// Divides rows by time: every row before a boundary goes to an earlier part than every row at or after it.
///
/// Columns of integers are compared with the boundary as they are, so years work; in columns of timestamps a boundary
/// given as a year means midnight UTC of its first of January. A missing time is an error, because it could be any.
///
/// ```swift
/// let split = try TimeSplitter(column: "year", trainBefore: 2000).split(frame)
/// print(split.report)  // proves that the latest training year is before the earliest validation year
/// ```
public struct TimeSplitter: Splitter, Hashable, Codable {
    /// The point where a part begins.
    public enum Boundary: Sendable, Hashable, Codable {
        /// An integer, such as a year, in the unit of the column.
        case integer(Int64)
        /// A point in time.
        case timestamp(Timestamp)
    }

    /// The column of times: integers or timestamps.
    public var column: String
    /// The names of the parts, from the earliest to the latest.
    public var names: [String]
    /// Where each part but the first begins, ascending.
    public var boundaries: [Boundary]

    /// Creates a splitter.
    ///
    /// - Parameters:
    ///   - column: The column of times: integers or timestamps.
    ///   - names: The names of the parts, from the earliest to the latest.
    ///   - boundaries: Where each part but the first begins, ascending.
    public init(column: String, names: [String], boundaries: [Boundary]) {
        self.column = column
        self.names = names
        self.boundaries = boundaries
    }

    /// Creates a splitter into `train` and `validation` at a year or another integer.
    ///
    /// - Parameters:
    ///   - column: The column of times: integers, or timestamps for a year.
    ///   - trainBefore: Where validation begins.
    public init(column: String, trainBefore: Int64) {
        self.init(column: column, names: ["train", "validation"], boundaries: [.integer(trainBefore)])
    }

    /// Divides the rows.
    ///
    /// - Parameter frame: The table.
    /// - Returns: Parts that hold every row exactly once; the report has the range of times of each part and checks that
    ///   the latest time of each is before the earliest time of the next.
    /// - Throws: ``DataError`` with code `invalidConfiguration`, `unknownColumn`, `typeMismatch`, `missingValue`, or
    ///   `invalidSplit` when a part gets no rows.
    /// - Complexity: O(rows × parts).
    public func split(_ frame: DataFrame) throws(DataError) -> Split {
        let times = try frame.column(column)
        let values: [Int64]
        switch times.storage {
        case .int64(let integers): values = integers
        case .timestamp(let micros): values = micros
        default:
            throw DataError(
                .typeMismatch, "the column has type \(times.type.rawValue)", at: "column \"\(column)\"",
                remedy: "Times are integers or timestamps.")
        }
        if times.validity.hasMissing {
            let row = (0..<times.count).first { !times.validity[$0] } ?? 0
            throw DataError(
                .missingValue, "\(times.missingCount) times are missing", at: "column \"\(column)\", row \(row)",
                remedy: "Fill the column or quarantine such rows first.")
        }
        let starts = try starts(of: times.type)
        let assignment = values.map { value in starts.count(where: { $0 <= value }) }
        let spans = Self.spans(values, assignment, count: names.count)
        return try Split(
            assignment: assignment, names: names, requested: nil, method: "time by \(column)", seed: nil,
            checks: checks(spans, times.type),
            ranges: spans.map { span in
                span.map { (Self.text($0.earliest, times.type), Self.text($0.latest, times.type)) }
            })
    }

    /// The boundaries in the unit of the column.
    private func starts(of type: ColumnType) throws(DataError) -> [Int64] {
        var faults: [String] = []
        if names.count != boundaries.count + 1 {
            faults.append("\(names.count) parts for \(boundaries.count) boundaries")
        }
        if Set(names).count < names.count { faults.append("two parts have the same name") }
        var starts: [Int64] = []
        for boundary in boundaries {
            switch (boundary, type) {
            case (.integer(let value), .int64): starts.append(value)
            case (.timestamp(let time), .timestamp): starts.append(time.microseconds)
            case (.integer(let year), .timestamp):
                let start = Int(exactly: year).flatMap { Timestamp(year: $0, month: 1, day: 1) }
                if let start { starts.append(start.microseconds) } else { faults.append("\(year) is not a year") }
            default: faults.append("a point in time is no boundary for integers")
            }
        }
        for (left, right) in zip(starts, starts.dropFirst()) where left >= right {
            faults.append("the boundaries do not ascend")
            break
        }
        if !faults.isEmpty {
            throw DataError(.invalidConfiguration, faults.joined(separator: "; "), at: "split by time of \(column)")
        }
        return starts
    }

    private struct Span {
        var earliest: Int64
        var latest: Int64
    }

    /// The range of times of each part, read from the finished assignment.
    private static func spans(_ values: [Int64], _ assignment: [Int], count: Int) -> [Span?] {
        var spans = [Span?](repeating: nil, count: count)
        for (value, part) in zip(values, assignment) {
            let span = spans[part] ?? Span(earliest: value, latest: value)
            spans[part] = Span(earliest: min(span.earliest, value), latest: max(span.latest, value))
        }
        return spans
    }

    private func checks(_ spans: [Span?], _ type: ColumnType) -> [SplitReport.Check] {
        zip(spans.indices, spans.indices.dropFirst()).compactMap { earlier, later in
            guard let left = spans[earlier], let right = spans[later] else { return nil }
            return SplitReport.Check(
                name: "\(names[earlier]) ends before \(names[later]) begins", passed: left.latest < right.earliest,
                finding: "latest \(Self.text(left.latest, type)), earliest \(Self.text(right.earliest, type))")
        }
    }

    private static func text(_ value: Int64, _ type: ColumnType) -> String {
        type == .timestamp ? Timestamp(microseconds: value).description : "\(value)"
    }
}
