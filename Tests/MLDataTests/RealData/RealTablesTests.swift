import Foundation
import MLCore
import MLData
import Testing

private let root = ProcessInfo.processInfo.environment["MLOPS_DATA"]

@Suite("Real tables (MLOPS_DATA)", .enabled(if: root != nil, "set MLOPS_DATA to the folder with the tables"))
struct RealTablesTests {
    private func path(_ name: String) -> String { (root ?? "") + "/" + name }

    @Test("Film plots are read, validated, divided by year, and read back from CSV")
    func movies() throws {
        let outcome = try JSONLReader().read(path: path("movies-wikipedia/train-1900-1999.jsonl"))
        let frame = outcome.frame
        #expect(frame.rowCount == 28_508)
        #expect(try frame.schema.field("genres").type == .stringList)
        let suite = ExpectationSuite(
            "titles",
            [
                .columnsExist(["title", "year", "genres", "plot"]), .notMissing("year"),
                .wordCountBetween("plot", minimum: 15), .listNotEmpty("genres"),
            ])
        let report = try suite.validate(frame)
        let (valid, quarantined) = try report.partition(frame, lines: outcome.lines)
        #expect(valid.rowCount + quarantined.rowCount == frame.rowCount)
        #expect(valid.rowCount > 10_000)
        let split = try TimeSplitter(column: "year", trainBefore: 1990).split(valid)
        #expect(split.report.isLeakFree)
        let stratified = try StratifiedSplitter(column: "genres", shares: .trainValidation(), seed: 1).split(valid)
        #expect(abs(stratified.report.parts[1].share - 0.2) < 0.001)
        let csv = try CSVWriter().bytes(of: frame)
        #expect(try CSVReader(options: .init(schema: frame.schema)).read(bytes: csv).frame == frame)
    }

    @Test("Another table of titles is read by field mapping")
    func netflix() throws {
        let schema = try Schema([
            .init("title", .string), .init("year", .int64), .init("genres", .stringList), .init("plot", .string),
            .init("added", .timestamp, allowsMissing: true),
        ])
        let options = ReadingOptions(
            schema: schema, fieldMapping: ["plot": "description", "year": "release_year", "added": "date_added"],
            malformedRows: .quarantine())
        let outcome = try JSONLReader(options: options).read(path: path("netflix-titles/titles-added-to-2019.jsonl"))
        #expect(outcome.recordCount == 5420)
        #expect(outcome.rejectedRows.isEmpty)
    }

    @Test("The census table gets its types from all rows")
    func adult() throws {
        let frame = try CSVReader().read(path: path("adult-income/adult-train.csv")).frame
        #expect(frame.rowCount == 26_049)
        #expect(try frame.schema.field("age").type == .int64)
        #expect(try frame.schema.field("income").type == .string)
        #expect(try TableProfile(of: frame).column("age").numbers?.minimum == 17)
    }
}
