#if CommandLine
import ArgumentParser
import MLCore

/// A format of tables; the only place that knows which ending of a name means which.
enum TableFormat: String, CaseIterable, ExpressibleByArgument, Sendable, Codable {
    case csv
    case tsv
    case jsonl
    case libsvm
    case parquet
    case arrowFile = "arrow-file"
    case arrowStream = "arrow-stream"

    private static let endings: [(ending: String, format: TableFormat)] = [
        (".csv", .csv), (".tsv", .tsv), (".tab", .tsv), (".jsonl", .jsonl), (".ndjson", .jsonl), (".libsvm", .libsvm),
        (".svm", .libsvm), (".parquet", .parquet), (".arrow", .arrowFile), (".feather", .arrowFile),
        (".arrows", .arrowStream), (".ipc", .arrowStream),
    ]

    /// The format that the name of a file tells, or `nil` when it is no table by its name.
    init?(path: String) {
        let lower = path.lowercased()
        guard let format = Self.endings.first(where: { lower.hasSuffix($0.ending) })?.format else { return nil }
        self = format
    }

    /// The format that the name of a file tells.
    ///
    /// - Throws: ``CommandError`` of code `invalidUsage` when it tells none.
    static func of(_ path: String) throws(CommandError) -> TableFormat {
        if let format = TableFormat(path: path) { return format }
        throw CommandError(
            .invalidUsage, "the name does not tell the format of the table", at: path == "-" ? "standard input" : path,
            remedy: "Say it with --format: \(allCases.map(\.rawValue).joined(separator: ", ")).")
    }
}

/// A format of tables with a row a line, which is read and written piece by piece.
enum LineFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    case csv
    case tsv
    case jsonl

    /// The same format, or `nil` when it has no lines that tell the columns.
    init?(_ format: TableFormat) { self.init(rawValue: format.rawValue) }

    /// The format that the name of a file tells.
    ///
    /// - Throws: ``CommandError`` of code `invalidUsage` when it tells none of these.
    static func of(_ path: String) throws(CommandError) -> LineFormat {
        if let format = TableFormat(path: path).flatMap(LineFormat.init) { return format }
        throw CommandError(
            .invalidUsage, "the name does not tell a format of tables by lines",
            at: path == "-" ? "standard input" : path,
            remedy: "Say it with --format csv, --format tsv or --format jsonl, or convert the table first.")
    }
}
#endif
