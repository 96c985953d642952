#if CommandLine
import MLCore
import MLData
import Testing

@testable import MLOps

@Suite("mlops profile, validate and drift")
struct DataCommandTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("profile reads CSV, TSV and JSONL alike, by ending or by --format")
    func formats() throws {
        let files = [
            try folder.write("a,b\n1,x\n2,\n", as: "t.csv"), try folder.write("a\tb\n1\tx\n2\t\n", as: "t.tsv"),
            try folder.write("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":null}\n", as: "t.jsonl"),
        ]
        let documents = try files.map { try Run("profile", $0, "--json").document() }
        for document in documents {
            #expect(document.at("rowCount")?.integerValue == 2)
            #expect(document.at("columns") == documents[0].at("columns"))
        }
        #expect(documents[0].at("columns/1/missingCount")?.integerValue == 1)
        let data = try folder.write("a;b\n1;NA\n2;y\n", as: "t.data")
        let run = Run(
            "profile", data, "--format", "csv", "--delimiter", ";", "--missing", "NA", "--limit", "1", "--json")
        #expect(try run.document().at("rowCount")?.integerValue == 1)
        #expect(try run.document().at("columns/1/missingCount")?.integerValue == 1)
    }

    @Test("profile, validate and suggest read every format of tables, and as one format reads so do the others")
    func columnarFormats() throws {
        let rows = (0..<40).map { "\($0),\(Double($0) / 8),\($0 % 3)" }.joined(separator: "\n")
        let csv = try folder.write("label,x,y\n" + rows + "\n", as: "t.csv")
        let suite = try folder.write(
            #"{"name":"s","expectations":[{"rule":"inRange","column":"x","lower":0,"upper":4.5}]}"#, as: "s.json")
        let profile = try Run("profile", csv, "--json").document()
        for ending in ["parquet", "arrow", "arrows", "feather", "ipc"] {
            let file = folder.file("t." + ending)
            #expect(Run("convert", csv, file).status == .success)
            let document = try Run("profile", file, "--json").document()
            #expect(document.at("columns") == profile.at("columns") && document.at("rowCount")?.integerValue == 40)
            #expect(Run("suggest", file).output == Run("suggest", csv).output)
            let validation = Run("validate", file, "--suite", suite, "--quarantine", folder.file("q.parquet"), "--json")
            #expect(validation.status == .negative)
            #expect(try validation.document().at("results/0/examples/0/line")?.integerValue == 38)
            #expect(try ParquetReader().read(path: folder.file("q.parquet")).rowCount == 3)
            let chosen = try Run("profile", file, "--columns", "y,label", "--limit", "5", "--json").document()
            #expect(chosen.at("columns")?.arrayValue?.compactMap { $0.at("name")?.stringValue } == ["y", "label"])
            #expect(chosen.at("rowCount")?.integerValue == 5)
            #expect(Run("profile", file, "--columns", "z").status == .misuse)
        }
        let schema = try folder.write(#"[{"name":"y","type":"double","allowsMissing":true}]"#, as: "schema.json")
        let typed = try Run("profile", folder.file("t.parquet"), "--schema", schema, "--json").document()
        #expect(typed.at("columns/0/type")?.stringValue == "double")
        let texts = try folder.write(#"[{"name":"y","type":"string","allowsMissing":true}]"#, as: "texts.json")
        #expect(Run("profile", folder.file("t.parquet"), "--schema", texts).errors.contains("int64"))
        #expect(Run("convert", csv, folder.file("t.svm")).status == .success)
        let sparse = try Run("profile", folder.file("t.svm"), "--json").document()
        #expect(sparse.at("columns/1/name")?.stringValue == "f0" && sparse.at("rowCount")?.integerValue == 40)
        let unknown = try folder.write("a\n1\n", as: "t.data")
        #expect(Run("profile", unknown).errors.contains("arrow-file"))
        #expect(Run("profile", unknown, "--format", "parquet").status == .misuse)
    }

    @Test("times are written as people write them")
    func times() throws {
        let file = try folder.write("t\n2024-02-29T12:00:00+01:00\n2023-01-01\n", as: "times.csv")
        let column = try #require(try Run("profile", file, "--json").document().at("columns/0"))
        #expect(column.at("type")?.stringValue == "timestamp")
        #expect(column.at("earliest")?.stringValue == "2023-01-01T00:00:00.000000Z")
        #expect(column.at("latest")?.stringValue == "2024-02-29T11:00:00.000000Z")
    }

    @Test("columns and schema choose what is read")
    func columns() throws {
        let file = try folder.write("a,b,c\n1,2,3\n", as: "t.csv")
        let chosen = try Run("profile", file, "--columns", "c,a", "--json").document()
        #expect(chosen.at("columns")?.arrayValue?.compactMap { $0.at("name")?.stringValue } == ["c", "a"])
        let schema = try folder.write(#"[{"name":"b","type":"double","allowsMissing":true}]"#, as: "schema.json")
        let typed = try Run("profile", file, "--schema", schema, "--json").document()
        #expect(typed.at("columns/0/type")?.stringValue == "double")
        #expect(Run("profile", file, "--columns", "d").errors.contains("d"))
        #expect(Run("profile", file, "--schema", file).status == .misuse)
    }

    @Test("the page of a profile has one line for each column")
    func page() throws {
        let file = try folder.write("title,year\n七人の侍,1954\nAmélie,2001\n", as: "films.csv")
        #expect(
            Run("profile", file).output == """
                \(file)
                Rows     2
                Columns  2
                Size     42 B

                column  type    missing  distinct  content
                ------  ------  -------  --------  --------------------------------------------
                title   string        0         2  Amélie (1), 七人の侍 (1)
                year    int64         0         2  1954 to 2001, median 1977.500, mean 1977.500

                """)
    }

    @Test("keys of JSON documents stay")
    func keys() throws {
        let file = try folder.write("a\n1\n2\n", as: "t.csv")
        let suite = try folder.write(#"{"name":"s","expectations":[{"rule":"unique","column":"a"}]}"#, as: "s.json")
        #expect(
            try Run("profile", file, "--json").keys() == [
                "columns", "correlations", "duplicateRowCount", "findings", "rejectedRowCount", "rowCount", "source",
            ])
        let validation = Run("validate", file, "--suite", suite, "--json")
        #expect(
            try validation.keys() == [
                "passed", "quarantinedCount", "rejectedRowCount", "repairedCount", "results", "rowCount", "source",
                "suite",
                "validCount",
            ])
        #expect(
            try validation.document().at("results/0")?.objectValue?.keys.sorted() == [
                "brokenCount", "description", "evaluatedCount", "examples", "expectation", "status",
            ])
        let drift = Run("drift", file, file, "--minimum", "1", "--json")
        #expect(
            try drift.keys() == [
                "current", "detector", "driftedSignals", "reference", "referenceDigest", "results", "rowCount",
                "testedSignals", "verdict",
            ])
    }

    @Test("validate says no by its exit code, names lines of the file, and writes what broke")
    func validating() throws {
        let file = try folder.write("a,b\n1,x\n\n2,=SUM(A1)\n3,z\n", as: "t.csv")
        let suite = try folder.write(
            #"{"name":"s","expectations":[{"rule":"inSet","column":"b","values":["x","z"]},{"rule":"notMissing","column":"a"}]}"#,
            as: "s.json")
        let quarantine = folder.file("q.csv")
        let run = Run("validate", file, "--suite", suite, "--quarantine", quarantine, "--json")
        #expect(run.status == .negative)
        let document = try run.document()
        #expect(document.at("passed")?.boolValue == false && document.at("quarantinedCount")?.integerValue == 1)
        #expect(document.at("results/0/status")?.stringValue == "failed")
        #expect(document.at("results/0/examples/0/line")?.integerValue == 4)
        #expect(document.at("results/1/status")?.stringValue == "passed")
        #expect(run.errors == "Wrote \(quarantine)\n")
        // A spreadsheet does not run what is written for it; JSON Lines are exact.
        #expect(try folder.text("q.csv").contains("2,\"'=SUM(A1)\","))
        _ = Run("validate", file, "--suite", suite, "--quarantine", folder.file("q.jsonl"))
        #expect(try folder.text("q.jsonl").contains(#""b":"=SUM(A1)""#))
        let good = Run("validate", file, "--suite", suite, "--limit", "1")
        #expect(good.status == .success && good.output.contains("satisfies all 2 expectations"))
    }

    @Test("an expectation that cannot be evaluated fails the check and leaves no quarantine")
    func undecided() throws {
        let file = try folder.write("a\n1\n", as: "t.csv")
        let suite = try folder.write(#"{"name":"s","expectations":[{"rule":"notMissing","column":"z"}]}"#, as: "s.json")
        let run = Run("validate", file, "--suite", suite, "--quarantine", folder.file("q.csv"))
        #expect(run.status == .negative && run.output.contains("UNDECIDED"))
        #expect(run.errors.contains("was not written") && !folder.names.contains("q.csv"))
    }

    @Test("pages are whole files with the escaped name of the table, and leave nothing behind when they cannot be")
    func pages() throws {
        let table = try folder.write("a<b>\n1\n2\n", as: "<t>.csv")
        let suite = try folder.write(#"{"name":"s","expectations":[{"rule":"unique","column":"a<b>"}]}"#, as: "s.json")
        let commands = [
            ["profile", table], ["validate", table, "--suite", suite], ["drift", table, table, "--minimum", "1"],
        ]
        for command in commands {
            let run = Run(command + ["--html", folder.file("page.html")])
            #expect(run.status == .success && run.errors == "Wrote \(folder.file("page.html"))\n")
            let page = try folder.text("page.html")
            #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("</html>"))
            #expect(page.contains("&lt;t&gt;.csv") && !page.contains("<t>") && !page.contains("<script"))
            let before = folder.names
            for target in [folder.file("none/page.html"), folder.path] {
                let refused = Run(command + ["--html", target])
                #expect(refused.status == .negative && refused.output.isEmpty)
                #expect(refused.errors.count { $0 == "\n" } == 1 && refused.errors.contains(target))
            }
            #expect(folder.names == before)
        }
    }

    @Test("the state of a profile is validated by itself, and what needs rows says so")
    func states() throws {
        let file = try folder.write("a,b\n1,x\n2,y\n3,z\n", as: "t.csv")
        let state = folder.file("state.json")
        #expect(Run("profile", file, "--save-state", state).status == .success)
        let tables =
            #"{"rule":"rowCountBetween","minimum":3},{"rule":"statistic","statistic":"mean","column":"a","upper":2}"#
        let suite = try folder.write(#"{"name":"s","expectations":[\#(tables)]}"#, as: "s.json")
        let run = Run("validate", "--state", state, "--suite", suite, "--json")
        #expect(try run.status == .success && run.document().at("rowCount")?.integerValue == 3)
        let rows = try folder.write(
            #"{"name":"s","expectations":[\#(tables),{"rule":"unique","column":"b"}]}"#, as: "rows.json")
        let page = folder.file("page.html")
        let undecided = Run("validate", "--state", state, "--suite", rows, "--html", page)
        #expect(undecided.status == .negative && undecided.output.contains("NEEDS ROWS"))
        #expect(try folder.text("page.html").contains("needs the rows"))
        for arguments in [[file], ["--quarantine", "q.csv"], ["--lineage", "l.json"]] {
            #expect(Run(["validate", "--state", state, "--suite", suite] + arguments).status == .misuse)
        }
        #expect(Run("validate", "--state", file, "--suite", suite).status == .misuse)
    }

    @Test("the example suite has every rule and reads back, as text and as JSON")
    func example() throws {
        let text = Run("validate", "--example-suite")
        let decoder = CanonicalJSONDecoder(rejectsUnknownKeys: true)
        #expect(try decoder.decode(ExpectationSuite.self, from: Array(text.output.utf8)) == ExampleSuite.suite)
        let json = Run("validate", "--example-suite", "--json")
        #expect(try decoder.decode(ExpectationSuite.self, from: Array(json.output.utf8)) == ExampleSuite.suite)
        #expect(text.output.split(separator: "\n").count { $0.contains("\"rule\":") } == 50)
    }

    @Test("suggest prints a suite that the table satisfies, and validate takes tables and a stored state beside it")
    func suggesting() throws {
        let rows = (0..<60).map { "\($0),\($0 % 3 == 0 ? "a" : "b")" }
        let file = try folder.write("id,kind\n" + rows.joined(separator: "\n") + "\n", as: "t.csv")
        let suggestion = Run("suggest", file, "--name", "mine \"x\"")
        #expect(suggestion.status == .success)
        let suite = try folder.write(suggestion.output, as: "suite.json")
        #expect(Run("validate", file, "--suite", suite).status == .success)
        #expect(try Run("suggest", file, "--json").document().at("name")?.stringValue == "suggested")
        let state = folder.file("state.json")
        #expect(Run("profile", file, "--target", "kind", "--save-state", state).status == .success)
        #expect(Run("profile", file, "--target", "none").status == .misuse)
        let like = try folder.write(
            #"{"name":"s","expectations":[{"rule":"distribution","column":"kind","measure":"totalVariation","limit":0.1},{"rule":"references","columns":["kind"],"table":"kinds","key":["kind"]}]}"#,
            as: "like.json")
        let kinds = try folder.write("kind\na\nb\n", as: "kinds.csv")
        let moved = try folder.write("id,kind\n1,b\n2,c\n", as: "moved.csv")
        let lineage = folder.file("lineage.json")
        for reference in [file, state] {
            let arguments = ["--suite", like, "--reference", reference, "--table", "kinds=" + kinds]
            #expect(Run(["validate", file] + arguments).status == .success)
            let run = Run(["validate", moved, "--lineage", lineage, "--json"] + arguments)
            #expect(run.status == .negative)
            #expect(try run.document().at("results/0/observed")?.doubleValue ?? 0 > 0.3)
            #expect(try run.document().at("results/1/brokenCount")?.integerValue == 1)
        }
        #expect(try folder.text("lineage.json").contains("dataQualityAssertions"))
        #expect(Run("validate", file, "--suite", like).status == .negative)
        #expect(Run("validate", file, "--suite", like, "--table", "kinds").status == .misuse)
    }

    @Test("drift compares with a table or a stored reference, and fails only when asked to")
    func drifting() throws {
        let rows = (0..<400).map { "\($0 % 20),\($0 % 3 == 0 ? "a" : "b")" }
        let moved = (0..<400).map { "\($0 % 20 + 15),\($0 % 3 == 0 ? "a" : "b")" }
        let before = try folder.write("n,c\n" + rows.joined(separator: "\n") + "\n", as: "before.csv")
        let after = try folder.write("n,c\n" + moved.joined(separator: "\n") + "\n", as: "after.csv")
        let stored = folder.file("reference.json")
        let same = Run("drift", before, before, "--save-reference", stored, "--fail-on-drift")
        #expect(same.status == .success && same.output.contains("None of 2 signals has drifted."))
        for reference in [before, stored] {
            let run = Run("drift", reference, after, "--json")
            let document = try run.document()
            #expect(run.status == .success && document.at("verdict")?.stringValue == "drift")
            #expect(document.at("driftedSignals")?.arrayValue == [.string("n")])
            #expect(Run("drift", reference, after, "--fail-on-drift").status == .negative)
        }
        let few = Run("drift", before, after, "--minimum", "1000", "--fail-on-drift", "--json")
        #expect(try few.document().at("verdict")?.stringValue == "insufficientEvidence" && few.status == .success)
        let narrow = try folder.write("n\n1\n", as: "narrow.csv")
        let absent = Run("drift", before, narrow)
        #expect(absent.status == .misuse && absent.errors.contains("\"c\""))
        // Texts where the reference has numbers are no drift but another table; without any value there is no type.
        let texts = try folder.write("n,c\n" + (0..<200).map { "x\($0),a\n" }.joined(), as: "texts.csv")
        for reference in [before, stored] {
            let other = Run("drift", reference, texts, "--fail-on-drift")
            #expect(other.status == .misuse && other.errors.contains("\"n\" has type string"), "\(other.errors)")
        }
        let vacant = try folder.write("n,c\n" + String(repeating: ",a\n", count: 200), as: "vacant.csv")
        #expect(Run("drift", before, vacant).status == .success)
        #expect(Run("drift", try folder.write("{}", as: "no.json"), after).status == .misuse)
    }
}
#endif
