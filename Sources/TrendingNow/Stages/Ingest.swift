import MLCore
import MLData

extension Loop {
    /// Reads the files and sets rows aside that a model must not learn from; every row is counted.
    mutating func ingest() throws -> Titles {
        console.begin("Ingest and validate")
        let files = options.files.isEmpty ? [try Sample.path()] : options.files
        var frame: DataFrame?
        var rejected = 0
        for file in files {
            let outcome = try reader().read(path: file)
            frame = try frame?.concatenating(outcome.frame) ?? outcome.frame
            for row in outcome.rejectedRows { count(row.reason) }
            rejected += outcome.rejectedRows.count
            console.tell("\(file): \(outcome.frame.rowCount) rows read, \(outcome.rejectedRows.count) unreadable")
        }
        guard let frame else { throw UsageError("there is no file to read") }
        summary.rows = frame.rowCount + rejected

        let basics = try quarantine(frame, suite: basicExpectations())
        let labels = Self.frequentLabels(try basics.requiredValues(of: .genres))
        let valid = try quarantine(
            basics, suite: ExpectationSuite("genres", [.listElementsInSet("genres", labels)]))
        summary.quarantined = summary.rows - valid.rowCount
        console.tell(
            "\(valid.rowCount) titles with \(labels.count) genres are good; \(summary.quarantined) rows are set aside")
        guard valid.rowCount > 0 else {
            throw DataError(
                .emptyInput, "no row is good", at: files.joined(separator: ", "),
                remedy: "Check --field and --min-words against the files.")
        }
        return Titles(frame: valid, labels: labels, source: files.joined(separator: ", "))
    }

    private func reader() -> JSONLReader {
        let fields: [Schema.Field] = [
            .init("title", .string, allowsMissing: true), .init("year", .int64, allowsMissing: true),
            .init("genres", .stringList, allowsMissing: true), .init("plot", .string, allowsMissing: true),
        ]
        return JSONLReader(
            options: ReadingOptions(
                columns: fields.map(\.name),
                columnTypes: Dictionary(fields.map { ($0.name, $0.type) }) { first, _ in first },
                fieldMapping: options.columns.filter { $0.key != $0.value },
                malformedRows: .quarantine(limit: 1_000_000)))
    }

    private func basicExpectations() -> ExpectationSuite {
        ExpectationSuite("titles") {
            DataExpectation.notMissing("title")
            DataExpectation.notMissing("year")
            DataExpectation.inRange("year", lower: 1870, upper: 2100)
            DataExpectation.notMissing("genres")
            DataExpectation.listNotEmpty("genres")
            DataExpectation.notMissing("plot")
            DataExpectation.wordCountBetween("plot", minimum: options.minimumWords)
        }
    }

    /// The rows that meet every expectation; the others are counted by the expectation they break.
    private mutating func quarantine(_ frame: DataFrame, suite: ExpectationSuite) throws -> DataFrame {
        let report = try suite.validate(frame)
        for result in report.results where result.brokenCount > 0 {
            console.tell("\(result.brokenCount) rows break: \(result.expectation)")
            summary.quarantinedByReason["\(result.expectation)", default: 0] += result.brokenCount
        }
        return try report.partition(frame).valid
    }

    private mutating func count(_ reason: String) {
        summary.quarantinedByReason["unreadable: \(reason)", default: 0] += 1
    }

    /// The genres of at least two titles, in ascending order.
    private static func frequentLabels(_ lists: [[String]]) -> [String] {
        var counts: [String: Int] = [:]
        for list in lists { for label in Set(list) { counts[label, default: 0] += 1 } }
        return counts.filter { $0.value >= Titles.minimumSupport }.keys.sorted()
    }
}
