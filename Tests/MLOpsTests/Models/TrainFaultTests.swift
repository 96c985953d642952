#if CommandLine
import Foundation
import MLCore
import Testing

@testable import MLOps

@Suite("mlops train: faults")
struct TrainFaultTests {
    private let samples: ModelSamples
    private var folder: TemporaryFolder { samples.folder }

    init() throws {
        samples = try ModelSamples()
        try samples.people()
    }

    private func run(_ config: String) -> Run {
        Run("train", "--config", config, "--output", folder.file("model.mlbundle"))
    }

    /// One line that says what is wrong, and no model.
    private func expectFault(_ config: String, _ texts: String..., status: Status = .misuse) throws {
        let run = run(config)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        for text in texts { #expect(run.errors.contains(text), "\(text) in \(run.errors)") }
        #expect(!folder.names.contains("model.mlbundle"))
        #expect(run.output.isEmpty)
    }

    @Test("All faults of a configuration are told at once, each with its place and what there is")
    func allFaults() throws {
        let config = try folder.write(
            """
            {"data": {"train": "people.csv", "trian": 1}, "target": {"column": "income", "task": "guess"},
             "features": [{"columns": ["age"], "numbers": {"operations": [{"imputer": {"strategy": "best"}}]}},
                          {"columns": "job", "oneHot": {"unseen": "drop", "maximumCategories": 0}}],
             "estimator": {"kind": "trees.gradient-boosting", "parameters": {"rounds": 0, "depth": 3}},
             "seed": -1, "metrics": ["aoc"], "extra": true}
            """, as: "bad.json")
        try expectFault(
            config, "data: there is no key \"trian\"; keys are: delimiter, format, missing", "target.task",
            "features[0].numbers.operations[0].imputer.strategy", "features[1].columns", "features[1].oneHot.unseen",
            "estimator.parameters: there is no key \"depth\"; keys are: categories, drawsThresholds, dropout, featureShare",
            "seed",
            "there is no metric \"aoc\"", "there is no key \"extra\"")
        let hyperparameters = try samples.configuration(
            estimator: #"{"kind": "trees.gradient-boosting", "parameters": {"rounds": 0, "learningRate": 2}}"#)
        try expectFault(hyperparameters, "rounds 0", "learningRate 2")
    }

    @Test("A word with a mistake in it is answered with the one that was meant")
    func misspelled() throws {
        let config = try samples.configuration(
            estimator: #"{"kind": "trees.gradient-bosting"}"#, further: #""metrics": ["rocAuc"], "sede": 1"#)
        try expectFault(
            config, "(did you mean \"trees.gradient-boosting\"?)", "(did you mean \"rocAUC\"?)",
            "(did you mean \"seed\"?)")
        let words = ["train", "validation", "missing"]
        for (word, meant) in [
            ("trian", "train"), ("Train", "train"), ("valdation", "validation"), ("mising", "missing"), ("x", nil),
            ("quarantine", nil), ("", nil), (String(repeating: "a", count: 500), nil),
        ] { #expect(Misspelling.nearest(word, words) == meant, "\(word)") }
        #expect(Misspelling.nearest("a", []) == nil && Misspelling.hint("zzz", words).isEmpty)
        let parameters = try samples.configuration(
            estimator: #"{"kind": "trees.gradient-boosting", "parameters": {"maximumDepht": 3}}"#)
        try expectFault(parameters, "(did you mean \"maximumDepth\"?)")
    }

    @Test("What is missing, no JSON, or no object is said")
    func shape() throws {
        try expectFault(try folder.write("{}", as: "a.json"), "\"data\" is missing", "\"target\"", "\"estimator\"")
        try expectFault(try folder.write("[]", as: "b.json"), "expected an object")
        try expectFault(try folder.write("{\"data\":", as: "c.json"), "not JSON")
        try expectFault(folder.file("none.json"), "cannot be opened")
        try expectFault(
            try samples.configuration(estimator: #"{"kind": "magic"}"#), "there is no kind \"magic\"",
            "linear.logistic-regression")
    }

    @Test("Columns that are not there are named, with those that are")
    func columns() throws {
        try expectFault(try samples.configuration(target: #""salary""#), "\"salary\"")
        try expectFault(
            try samples.configuration(features: #"[{"columns": ["size"], "numbers": {}}]"#), "\"size\"", "hours")
        try expectFault(
            try samples.configuration(features: #"[{"columns": ["income"], "oneHot": {}}]"#), "\"income\"", "target")
        try expectFault(
            try samples.configuration(further: #""weightColumn": "job""#), "weights are numbers")
    }

    @Test("Files that cannot be read, and tables without rows, are faults of the input")
    func files() throws {
        try expectFault(try samples.configuration(data: #"{"train": "gone.csv"}"#), "gone.csv")
        try folder.write("id,age,hours,job,note,income,kinds,pay,grade\n", as: "empty.csv")
        try expectFault(try samples.configuration(data: #"{"train": "empty.csv"}"#), "no row")
        try folder.write("", as: "nothing.csv")
        try expectFault(try samples.configuration(data: #"{"train": "nothing.csv"}"#), "empty")
        try expectFault(try samples.configuration(data: #"{"train": "people.dat"}"#), "people.dat")
    }

    @Test("Targets of one class, of other values than numbers, NaN and missing ones are refused")
    func targets() throws {
        let one = try folder.text("people.csv").replacing(",high,", with: ",low,")
        try folder.write(one, as: "one.csv")
        try expectFault(
            try samples.configuration(data: #"{"train": "one.csv", "missing": "?"}"#, name: "1.json"), "high")
        try expectFault(
            try samples.configuration(target: #""income""#, data: #"{"train": "one.csv", "missing": "?"}"#),
            "two labels", "\"low\"")
        try expectFault(
            try samples.configuration(target: #"{"column": "job", "task": "regression"}"#), "needs numbers")
        try expectFault(try samples.configuration(target: #""hours""#), "may hold numbers or classes")
        var lines = try folder.text("people.csv").split(separator: "\n").map(String.init)
        lines[3] = "p2,30,20,cook,x,low,,nan,A"
        try folder.write(lines.joined(separator: "\n"), as: "nan.csv")
        let regression = #"{"column": "pay", "task": "regression"}"#
        let nan = #"{"train": "nan.csv", "missing": "?", "types": {"pay": "double"}}"#
        try expectFault(
            try samples.configuration(target: regression, estimator: ModelSamples.boosting, data: nan), "line 4", "pay")
        lines[3] = "p2,30,20,cook,x,low,,,A"
        try folder.write(lines.joined(separator: "\n"), as: "nan.csv")
        let missing = #"{"train": "nan.csv", "missing": ["", "?"]}"#
        try expectFault(
            try samples.configuration(target: regression, estimator: ModelSamples.boosting, data: missing),
            "1 targets are missing", "row 3")
        let dropping = try samples.configuration(
            target: #"{"column": "pay", "dropsMissing": true}"#, estimator: ModelSamples.boosting, data: missing)
        let run = Run("train", "--config", dropping, "--output", folder.file("dropped"), "--json")
        #expect(try run.document().at("rows/withoutTarget")?.integerValue == 1)
    }

    @Test("Arguments that do not go together are refused")
    func usage() throws {
        let config = try samples.configuration()
        #expect(Run("train", "--config", config, "--diagnose", "--output", "x").status == .misuse)
        #expect(Run("train", "--config", config, "--output", "x", "--html", "y").errors.contains("--diagnose"))
        #expect(Run("train").status == .misuse)
        #expect(Run("train", "--config", config).errors.contains("--output"))
        #expect(Run("train", "--config", config, "--store", folder.path).errors.contains("--name"))
        #expect(Run("train", "--config", config, "--output", "x", "--threads", "0").status == .misuse)
        // An output that cannot be written is found before the data, which is not there, is read.
        let absent = try samples.configuration(data: #"{"train": "gone.csv"}"#)
        try folder.write("", as: "file")
        for output in [folder.path, folder.file("file/model.mlbundle"), "/dev/null"] {
            let run = Run("train", "--config", absent, "--output", output)
            #expect(run.status == .negative && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
            #expect(!run.errors.contains("gone.csv"))
        }
        let long = Run(
            "train", "--config", absent, "--store", folder.file("s"), "--name", "m" + String(repeating: "x", count: 127)
        )
        #expect(long.status == .misuse && long.errors.contains("at most 128"), "\(long.errors)")
        #expect(!folder.names.contains("s"))
    }
}
#endif
