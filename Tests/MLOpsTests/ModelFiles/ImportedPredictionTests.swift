#if CommandLine
import MLCore
import Testing

@testable import MLOps

@Suite("mlops predict with models of other libraries")
struct ImportedPredictionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func predict(_ fixture: ModelFixture, _ further: String..., input: String? = nil) throws -> NumberTable {
        let output = folder.file("out.csv")
        let run = Run(
            ["predict", "--model", fixture.model, "--input", input ?? fixture.inputs, "--output", output] + further)
        try #require(run.status == .success, "\(fixture.name): \(run.errors)")
        return try NumberTable(path: output)
    }

    @Test("Margins, predictions and leaves are those of the library", arguments: ModelFixture.all)
    func parity(fixture: ModelFixture) throws {
        let expected = try NumberTable(path: fixture.expected)
        try #require(!expected.rows.isEmpty)
        let table = try predict(fixture, "--margin")
        #expect(table.header == expected.header)
        #expect(table.rows.count == expected.rows.count)
        #expect(table.difference(from: expected, tolerance: fixture.tolerance) == nil, "\(fixture.name)")
        guard let leaves = fixture.leaves else { return }
        let numbers = try predict(fixture, "--leaves")
        let theirs = try NumberTable(path: leaves)
        #expect(numbers.header == theirs.header)
        #expect(numbers.difference(from: theirs, tolerance: 0) == nil, "\(fixture.name)")
    }

    @Test("Columns are margins, predictions and leaves as they are asked for", arguments: ModelFixture.small)
    func columns(fixture: ModelFixture) throws {
        let expected = try NumberTable(path: fixture.expected)
        let leaves = try NumberTable(path: try #require(fixture.leaves))
        #expect(try predict(fixture).header == expected.header.filter { $0.hasPrefix("pred") })
        #expect(try predict(fixture, "--margin", "--leaves").header == expected.header + leaves.header)
        #expect(try predict(fixture, "--leaves").header == leaves.header)
        let kept = try predict(fixture, "--keep", "job,age")
        #expect(kept.header.prefix(3) == ["job", "age", "pred_0"])
        #expect(kept.rows[0].prefix(2) == ["driver", "60"])
    }

    @Test("Threads and the size of the table change no byte", arguments: ModelFixture.small)
    func threads(fixture: ModelFixture) throws {
        let all = try predict(fixture, "--margin", "--leaves")
        #expect(try predict(fixture, "--margin", "--leaves", "--threads", "3").rows == all.rows)
        let text = try NumberTable(path: fixture.inputs)
        let lines = ([text.header] + Array(repeating: text.rows, count: 800).joined()).map {
            $0.joined(separator: ",")
        }
        let many = try folder.write(lines.joined(separator: "\n"), as: "many.csv")
        let rows = try predict(fixture, "--margin", "--leaves", "--threads", "2", input: many).rows
        #expect(rows == Array(Array(repeating: all.rows, count: 800).joined()))
    }

    @Test("JSON is a list of objects, an object of columns, or lines; all give what CSV gives")
    func json() throws {
        let fixture = ModelFixture.small[0]
        let csv = try folder.write("age,hours,job\n60,39.5,driver\n22,,cook\n,41,\n", as: "in.csv")
        let expected = try predict(fixture, "--margin", input: csv).rows
        let documents = [
            (
                "list.json",
                #"[{"age":60,"hours":39.5,"job":"driver"},{"job":"cook","age":22.0},{"hours":41,"more":[1]}]"#
            ),
            ("columns.json", #"{"job":["driver","cook",null],"age":[60,22,null],"hours":[39.5,null,41]}"#),
            (
                "lines.jsonl",
                """
                {"age":60,"hours":39.5,"job":"driver"}
                {"age":22,"job":"cook"}
                {"hours":41}

                """
            ),
        ]
        for (name, text) in documents {
            let input = try folder.write(text, as: name)
            #expect(try predict(fixture, "--margin", input: input).rows == expected, "\(name)")
        }
        let one = try folder.write(#"{"age":60,"hours":39.5,"job":"driver"}"#, as: "one.json")
        #expect(try predict(fixture, "--margin", input: one).rows == [expected[0]])
        let none = try folder.write("[]", as: "none.json")
        #expect(try predict(fixture, "--margin", input: none).rows.isEmpty)
    }

    @Test("Further columns are left aside, columns may stand in any order, and unknown categories are missing")
    func inputs() throws {
        let fixture = ModelFixture.small[0]
        let plain = try folder.write("age,hours,job\n50,30,doctor\n50,30,\n", as: "plain.csv")
        let other = try folder.write("x,job,hours,age\n7,doctor,30,50\n?,pilot,30,50\n", as: "other.csv")
        #expect(try predict(fixture, "--margin", input: plain).rows == predict(fixture, "--margin", input: other).rows)
        let infinite = try folder.write("age,hours,job\ninf,-inf,cook\n", as: "infinite.csv")
        let large = try folder.write("age,hours,job\n1e300,-1e300,cook\n", as: "large.csv")
        #expect(
            try predict(fixture, "--leaves", input: infinite).rows == predict(fixture, "--leaves", input: large).rows)
        let marked = try folder.write("age,hours,job\n50,30,doctor\n50,30,NA\n", as: "marked.csv")
        #expect(
            try predict(fixture, "--margin", "--missing", "NA", input: marked).rows
                == predict(fixture, "--margin", input: plain).rows)
    }

    @Test("Numbers go to JSON Lines as numbers, and to CSV with 17 significant digits")
    func outputs() throws {
        let fixture = ModelFixture.small[0]
        let lines = Run(
            "predict", "--model", fixture.model, "--input", fixture.inputs, "--output", "-", "--format", "jsonl",
            "--margin")
        #expect(lines.status == .misuse, "the input is no JSONL")
        let output = folder.file("out.jsonl")
        #expect(
            Run("predict", "--model", fixture.model, "--input", fixture.inputs, "--output", output, "--margin").status
                == .success)
        let first = try JSONReader().value(
            fromText: String(try folder.text("out.jsonl").split(separator: "\n").first ?? ""))
        let table = try predict(fixture, "--margin")
        #expect(first["margin_0"]?.doubleValue == Double(table.rows[0][0]))
        #expect(ExactNumber.text(0.1) == "0.10000000000000001" && ExactNumber.text(1) == "1")
        #expect(ExactNumber.text(-1.5e-7) == "-1.4999999999999999e-07" && ExactNumber.text(-0.0) == "-0")
        #expect(ExactNumber.text(-.nan) == "nan" && ExactNumber.text(-.infinity) == "-inf")
    }

    @Test("Iterations that are asked for take part, and no others", arguments: ModelFixture.small)
    func iterations(fixture: ModelFixture) throws {
        let all = try predict(fixture, "--leaves")
        let classes = fixture.name.hasSuffix("xgboost") ? 3 : 1
        let first = try predict(fixture, "--leaves", "--iterations", "0:1")
        #expect(first.header == Array(all.header.prefix(classes)))
        #expect(first.rows == all.rows.map { Array($0.prefix(classes)) })
        #expect(try predict(fixture, "--leaves", "--iterations", "all").rows == all.rows)
        let copy = folder.file(classes == 3 ? "first.json" : "first.txt")
        #expect(Run("convert", fixture.model, copy, "--iterations", "0:1").status == .success)
        let output = folder.file("copy.csv")
        #expect(
            Run("predict", "--model", copy, "--input", fixture.inputs, "--output", output, "--leaves").status
                == .success)
        #expect(try NumberTable(path: output).header == first.header)
        let faults = [
            (fixture.model, "0:1000000"), (fixture.model, "1:1"), (fixture.model, "-1:2"), (fixture.model, "some"),
        ]
        for (model, iterations) in faults {
            let run = Run(
                "predict", "--model", model, "--input", fixture.inputs, "--output", folder.file("no.csv"),
                "--iterations", iterations)
            #expect(run.status == .misuse, "\(iterations)")
        }
    }

    @Test("What does not fit is told in one line")
    func faults() throws {
        let fixture = ModelFixture.small[0]
        func complaint(_ text: String, as name: String, _ further: String...) throws -> String {
            let input = try folder.write(text, as: name)
            let run = Run(
                ["predict", "--model", fixture.model, "--input", input, "--output", folder.file("no.csv")] + further)
            #expect(run.status == .misuse && run.output.isEmpty, "\(run.output)")
            #expect(run.errors.count { $0 == "\n" } == 1, "\(run.errors)")
            #expect(!folder.names.contains("no.csv"))
            return run.errors
        }
        let missing = try complaint("age,job\n1,cook\n", as: "a.csv")
        #expect(missing.contains("\"hours\"") && missing.contains("Columns are: age, job"))
        #expect(try complaint("age,hours,job\n1,2,cook\n1,many,cook\n", as: "a.csv").contains("line 3"))
        #expect(try complaint(#"[{"age":1,"job":"cook"}]"#, as: "a.json").contains("hours"))
        #expect(try complaint(#"[{"age":"x","hours":1,"job":"cook"}]"#, as: "a.json").contains("line 1"))
        #expect(try complaint(#"{"age":[1,2],"hours":[1],"job":["cook"]}"#, as: "a.json").contains("hours"))
        #expect(try complaint("7", as: "a.json").contains("list of objects"))
        #expect(try complaint("[{", as: "a.json").contains("a.json"))
        #expect(try complaint("age,hours,job\n1,2,cook\n", as: "a.csv", "--proba").contains("--proba"))
        #expect(try complaint("age,hours,job\n1,2,cook\n", as: "a.csv", "--keep", "pred_0").contains("pred_0"))
        let evaluation = Run("evaluate", "--model", fixture.model, "--data", fixture.inputs, "--target", "age")
        #expect(evaluation.status == .misuse && evaluation.errors.contains("mlops convert"))
    }

    @Test("A bundle of trees has margins and leaves too, and a linear one has not")
    func bundles() throws {
        let samples = try ModelSamples()
        let trees = try samples.trained(estimator: ModelSamples.boosting)
        let input = try samples.people("rows.csv", rows: 5, seed: 9)
        let output = samples.folder.file("out.csv")
        let base = ["--input", input, "--output", output, "--missing", "?", "--margin", "--leaves"]
        #expect(Run(["predict", "--model", trees] + base).status == .success)
        let table = try NumberTable(path: output)
        #expect(table.header.prefix(3) == ["prediction", "margin_0", "tree_0"] && table.header.count == 14)
        for row in table.rows { #expect(((Double(row[1]) ?? 0) > 0) == (row[0] == "high")) }
        let linear = try samples.trained(as: "linear.mlbundle")
        let run = Run(["predict", "--model", linear] + base)
        #expect(run.status == .misuse && run.errors.contains("Leave --margin and --leaves out"))
    }
}
#endif
