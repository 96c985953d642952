import MLCore
import MLData

extension Loop {
    /// Reads the files and sets rows aside that a model must not learn from; every row is counted.
    mutating func ingest() throws -> Titles {
        console.begin("Ingest and validate")
        let files = options.files.isEmpty ? [try Sample.path()] : options.files
        // What is stored about the data does not depend on where the package lies.
        let source = options.files.isEmpty ? "sample of the package" : files.joined(separator: ", ")
        var quarantine = Quarantine()
        var rows = Rows(frame: DataFrame(empty: try Schema(Self.fields)), places: [])
        for file in files {
            let outcome = try read(file)
            quarantine.add(outcome.rejectedRows)
            rows = try rows.adding(outcome, of: file)
            console.tell(
                "\(Self.name(of: file)): \(outcome.frame.rowCount) rows read, \(outcome.rejectedRows.count) unreadable")
            for row in outcome.rejectedRows.prefix(3) { console.tell("  \(Self.name(of: row.place)): \(row.reason)") }
        }
        summary.rows = rows.count + quarantine.count

        rows = try check(rows, basicExpectations(), &quarantine)
        guard rows.count > 0 else { throw quarantine.nothingIsLeft(of: source) }
        let labels = Self.frequentLabels(try rows.frame.requiredValues(of: .genres))
        guard !labels.isEmpty else {
            throw DataError(
                .emptyInput, "no genre is on at least \(Titles.minimumSupport) titles of \(rows.count)", at: source,
                remedy: "Check that genres holds lists of names that titles share, or bring more rows.")
        }
        let known = ExpectationSuite("genres", [.listElementsInSet("genres", labels)])
        rows = try check(
            rows, known, &quarantine, called: "every genre is on at least \(Titles.minimumSupport) titles")
        guard rows.count > 0 else { throw quarantine.nothingIsLeft(of: source) }

        summary.quarantined = quarantine.count
        summary.quarantinedByReason = quarantine.countsByReason
        console.tell(
            "\(rows.count) titles with \(labels.count) genres are good; \(quarantine.count) rows are set aside")
        return Titles(frame: rows.frame, labels: labels, source: source)
    }

    private func read(_ file: String) throws -> ReadOutcome {
        let fields = Self.fields
        let reader = JSONLReader(
            options: ReadingOptions(
                columns: fields.map(\.name),
                columnTypes: Dictionary(fields.map { ($0.name, $0.type) }) { first, _ in first },
                fieldMapping: options.columns.filter { $0.key != $0.value },
                malformedRows: .quarantine(limit: 1_000_000)))
        do throws(DataError) {
            return try reader.read(path: file)
        } catch {
            guard error.code == .unknownColumn else { throw error }
            throw DataError(
                error.code, error.details.problem, at: error.details.place,
                remedy: "Name the columns with --field NAME=COLUMN. \(error.details.remedy ?? "")")
        }
    }

    /// A file, or a place in one, without its directories: findings are read beside each other.
    private static func name(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    private static let fields: [Schema.Field] = [
        .init("title", .string, allowsMissing: true), .init("year", .int64, allowsMissing: true),
        .init("genres", .stringList, allowsMissing: true), .init("plot", .string, allowsMissing: true),
    ]

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
    private func check(
        _ rows: Rows, _ suite: ExpectationSuite, _ quarantine: inout Quarantine, called name: String? = nil
    ) throws -> Rows {
        let report = try suite.validate(rows.frame)
        for result in report.results where result.brokenCount > 0 {
            let (reason, count) = (name ?? "\(result.expectation)", result.brokenCount)
            let place = result.examples.first.map { rows.places[$0.row] } ?? suite.name
            quarantine.add(reason, count: count, first: place)
            console.tell(
                "\(count) \(count == 1 ? "row breaks" : "rows break"): \(reason) (first: \(Self.name(of: place)))")
        }
        let bad = Set(report.quarantinedRows.map(\.row))
        quarantine.add(rows: bad.count)
        return Rows(
            frame: try report.partition(rows.frame).valid,
            places: rows.places.indices.filter { !bad.contains($0) }.map { rows.places[$0] })
    }

    /// The genres of at least two titles, in ascending order.
    private static func frequentLabels(_ lists: [[String]]) -> [String] {
        var counts: [String: Int] = [:]
        for list in lists { for label in Set(list) { counts[label, default: 0] += 1 } }
        return counts.filter { $0.value >= Titles.minimumSupport }.keys.sorted()
    }
}
