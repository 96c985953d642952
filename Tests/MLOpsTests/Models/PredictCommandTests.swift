#if CommandLine
import MLCore
import MLData
import Testing

@testable import MLOps

@Suite("mlops predict")
struct PredictCommandTests {
    private let samples: ModelSamples
    private var folder: TemporaryFolder { samples.folder }

    init() throws { samples = try ModelSamples() }

    private func predict(_ model: String, _ input: String, _ output: String, _ further: String...) -> Run {
        Run(["predict", "--model", model, "--input", input, "--output", output, "--missing", "?"] + further)
    }

    @Test("A model of every task writes its columns, with the same bytes for any number of threads")
    func tasks() throws {
        let columns = [
            "binary": "id,prediction,probability_low,probability_high",
            "multiclass": "id,prediction,probability_A,probability_B,probability_C",
            "multilabel": "id,prediction,probability_kitchen,probability_old hand,probability_young",
            "regression": "id,prediction",
        ]
        for (name, target, estimator) in ModelSamples.tasks {
            let model = try samples.trained(target: target, estimator: estimator)
            let input = try samples.people("input.csv", rows: 30, seed: 5)
            let run = predict(model, input, folder.file("one.csv"), "--proba", "--keep", "id")
            #expect(run.status == .success, "\(name): \(run.errors)")
            let lines = try folder.text("one.csv").split(separator: "\n").map(String.init)
            #expect(lines.count == 31)
            #expect(lines[0] == columns[name])
            #expect(lines[30].hasPrefix("p29,"))
            #expect(
                predict(model, input, folder.file("two.csv"), "--proba", "--keep", "id", "--threads", "3").status
                    == .success)
            #expect(try folder.text("one.csv") == folder.text("two.csv"))
        }
    }

    @Test("A row alone gets the bits that it gets in a table of many pieces, in CSV and in JSONL")
    func rows() throws {
        let model = try samples.trained(estimator: ModelSamples.boosting)
        let input = try samples.people("many.csv", rows: 20_000, seed: 6)
        #expect(predict(model, input, folder.file("many-out.csv"), "--proba").status == .success)
        let all = try folder.text("many-out.csv").split(separator: "\n")
        #expect(all.count == 20_001)
        let lines = try folder.text("many.csv").split(separator: "\n")
        for row in [1, 4096, 4097, 19_999, 20_000] {
            let single = try folder.write("\(lines[0])\n\(lines[row])\n", as: "single.csv")
            #expect(predict(model, single, folder.file("single-out.csv"), "--proba").status == .success)
            #expect(try folder.text("single-out.csv").split(separator: "\n")[1] == all[row])
        }
        let run = predict(model, input, "-", "--proba", "--format", "csv")
        #expect(try run.status == .success && run.output == folder.text("many-out.csv"))
    }

    @Test("JSONL goes in and out, with lists of labels and types that are kept")
    func jsonl() throws {
        let multilabel = ModelSamples.tasks[2]
        let model = try samples.trained(target: multilabel.target, estimator: multilabel.estimator)
        let input = try folder.write(
            """
            {"id": 7, "age": 25, "hours": 30, "job": "cook"}
            {"id": 8, "age": null, "hours": 50.5, "job": "doctor", "more": [1]}

            """, as: "in.jsonl")
        let run = predict(model, input, folder.file("out.jsonl"), "--keep", "id,job")
        #expect(run.status == .success, "\(run.errors)")
        let lines = try folder.text("out.jsonl").split(separator: "\n").map(String.init)
        #expect(lines.count == 2)
        let first = try JSONReader().value(fromText: lines[0])
        #expect(first.at("id")?.integerValue == 7 && first.at("job")?.stringValue == "cook")
        #expect(first.at("prediction")?.arrayValue?.contains("young") == true)
    }

    @Test("Columns that are kept are repeated as they were written, inputs of the model too")
    func kept() throws {
        let model = try samples.trained()
        let input = try folder.write("age,hours,job,id\n030,+40,cook,007\n?,40.50,cook,\n", as: "in.csv")
        #expect(predict(model, input, folder.file("out.csv"), "--keep", "id,hours,age").status == .success)
        let lines = try folder.text("out.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(lines[0] == ["id", "hours", "age", "prediction"])
        #expect(lines[1].prefix(3) == ["007", "+40", "030"])
        #expect(lines[2].prefix(3) == ["", "40.50", ""])
        #expect(predict(model, input, folder.file("out.csv"), "--keep", "id,id").status == .misuse)
    }

    @Test("A table without rows gives a header")
    func empty() throws {
        let model = try samples.trained()
        let input = try folder.write("hours,age,job\n", as: "empty.csv")
        #expect(predict(model, input, folder.file("out.csv")).status == .success)
        #expect(try folder.text("out.csv") == "prediction\n")
    }

    @Test("The first bad row is named by line and column, and the output stays as it was")
    func faults() throws {
        let model = try samples.trained()
        let good = (0..<9000).map { "\(20 + $0 % 40),\(10 + $0 % 50),cook\n" }.joined()
        let output = try folder.write("as it was", as: "out.csv")
        func expectFault(_ text: String, _ parts: String...) throws {
            let input = try folder.write(text, as: "bad.csv")
            let run = predict(model, input, output)
            #expect(run.status == .misuse, "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
            for part in parts { #expect(run.errors.contains(part), "\(part) in \(run.errors)") }
            #expect(try folder.text("out.csv") == "as it was")
        }
        try expectFault("age,job\n20,cook\n", "\"hours\"", "Columns are: age, job")
        try expectFault("age,hours,job\n\(good)30,many,cook\n", "line 9002", "hours", "many")
        try expectFault("age,hours,job\n\(good)30,40\n", "line 9002")
        try expectFault("", "empty")
        #expect(folder.names.filter { $0.contains("partial") }.isEmpty)
        #expect(predict(model, folder.file("gone.csv"), output).status == .misuse)
        let input = try samples.people("input.csv", rows: 3)
        #expect(predict(model, input, folder.file("no/such/out.csv")).status == .negative)
        #expect(predict(model, input, output, "--keep", "prediction").status == .misuse)
        #expect(predict(model, input, "-", "--json").status == .misuse)
    }

    @Test("A category that the model refuses is told with its line and column")
    func unseenCategory() throws {
        try samples.people()
        let config = try samples.configuration(features: #"[{"columns": ["job"], "oneHot": {}}]"#)
        #expect(Run("train", "--config", config, "--output", folder.file("strict.mlbundle")).status == .success)
        let rows = String(repeating: "cook\n", count: 5000)
        let input = try folder.write("job\n\(rows)pilot\n", as: "bad.csv")
        let run = predict(folder.file("strict.mlbundle"), input, folder.file("out.csv"))
        #expect(run.status == .misuse)
        #expect(
            run.errors.contains("line 5002") && run.errors.contains("\"job\"") && run.errors.contains("pilot"),
            "\(run.errors)")
    }
}
#endif
