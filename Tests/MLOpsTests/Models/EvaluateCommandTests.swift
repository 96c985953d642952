#if CommandLine
import MLCore
import MLLedger
import MLRegistry
import MLTestKit
import Testing

@testable import MLOps

@Suite("mlops evaluate")
struct EvaluateCommandTests {
    private let samples: ModelSamples
    private var folder: TemporaryFolder { samples.folder }

    init() throws { samples = try ModelSamples() }

    private func evaluate(_ model: String, _ target: String, _ further: String...) throws -> Run {
        let data = try samples.people("test.csv", rows: 120, seed: 9)
        return Run(
            ["evaluate", "--model", model, "--data", data, "--target", target, "--missing", "?", "--resamples", "60"]
                + further)
    }

    @Test("A model of every task is measured on other rows")
    func tasks() throws {
        for (name, target, estimator) in ModelSamples.tasks {
            let model = try samples.trained(target: target, estimator: estimator)
            let column = ["binary": "income", "multiclass": "grade", "multilabel": "kinds", "regression": "pay"][name]
            let separator = name == "multilabel" ? ["--separator", "|"] : []
            let data = try samples.people("test.csv", rows: 120, seed: 9)
            let run = Run(
                ["evaluate", "--model", model, "--data", data, "--target", column ?? "", "--missing", "?", "--json"]
                    + separator)
            #expect(run.status == .success, "\(name): \(run.errors)")
            #expect(try run.document().at("rowCount")?.integerValue == 120)
            #expect(try run.document().at("metrics/0/value")?.doubleValue != nil, "\(name)")
        }
    }

    @Test("Slices are the values of a column, quartiles of numbers, and missing values")
    func slices() throws {
        let model = try samples.trained()
        let document = try evaluate(model, "income", "--slice", "job", "--slice", "age", "--json").document()
        let slices = document.at("slices")?.arrayValue ?? []
        let names = slices.compactMap { $0.at("name")?.stringValue }
        #expect(names.contains("job = doctor") && names.contains("age is missing"), "\(names)")
        #expect(names.count { $0.contains("age ≥") || $0.contains("age <") } == 4, "\(names)")
        let counts = slices.filter { $0.at("name")?.stringValue?.hasPrefix("job") == true }
            .compactMap { $0.at("rowCount")?.integerValue }
        #expect(counts.reduce(0, +) == 120)
    }

    @Test("A baseline is compared on pairs")
    func baseline() throws {
        let model = try samples.trained()
        let majority = try samples.trained(estimator: #"{"kind": "baseline.majority"}"#, as: "majority.mlbundle")
        let run = try evaluate(model, "income", "--baseline", majority, "--metrics", "logLoss,accuracy", "--json")
        let document = try run.document()
        #expect(document.at("comparison/0/conclusion")?.stringValue == "better")
        #expect(document.at("comparison/0/interval/method")?.stringValue?.contains("paired") == true)
        let other = try samples.trained(target: #""grade""#, estimator: ModelSamples.boosting, as: "grade.mlbundle")
        #expect(try evaluate(model, "income", "--baseline", other).status == .misuse)
    }

    @Test("A gate decides the exit code; too little evidence is no pass, and is said")
    func gate() throws {
        let model = try samples.trained()
        let passing = try folder.write(#"{"name": "g", "rules": [{"metric": "rocAUC", "atLeast": 0.7}]}"#, as: "p.json")
        let failing = try folder.write(
            #"{"name": "g", "rules": [{"metric": "accuracy", "atMost": 0.2}]}"#, as: "f.json")
        let unclear = try folder.write(
            #"{"rules": [{"metric": "rocAUC", "betterThanBaseline": 0.01}, {"metric": "f1", "atLeast": 0, "minimumRows": 9999}]}"#,
            as: "u.json")
        #expect(try evaluate(model, "income", "--gate", passing).status == .success)
        let fail = try evaluate(model, "income", "--gate", failing)
        #expect(fail.status == .negative && fail.output.contains("The gate fails."), "\(fail.output)\(fail.errors)")
        let few = try evaluate(model, "income", "--gate", unclear)
        #expect(few.status == .negative && few.output.contains("too little evidence"), "\(few.output)")
        let json = try evaluate(model, "income", "--gate", failing, "--json")
        #expect(json.status == .negative)
        #expect(try json.document().at("verdict")?.stringValue == "fail")
        let bad = try folder.write(#"{"rules": [{"metric": "f1", "above": 1}, {"atLeast": "x"}]}"#, as: "b.json")
        let run = try evaluate(model, "income", "--gate", bad)
        #expect(run.status == .misuse)
        #expect(
            run.errors.contains("rules[0]: there is no key \"above\"") && run.errors.contains("rules[1]"),
            "\(run.errors)")
    }

    @Test("The evaluation is also a page, which names model, slices, baseline and verdict")
    func page() throws {
        let model = try samples.trained()
        let majority = try samples.trained(estimator: #"{"kind": "baseline.majority"}"#, as: "majority.mlbundle")
        let gate = try folder.write(#"{"rules": [{"metric": "rocAUC", "atLeast": 0.6}]}"#, as: "gate.json")
        let run = try evaluate(
            model, "income", "--slice", "job", "--baseline", majority, "--gate", gate, "--html",
            folder.file("page.html"))
        #expect(run.status == .success, "\(run.errors)")
        let page = try folder.text("page.html")
        for text in ["<!doctype html>", "model.mlbundle", "job = doctor", "rocAUC", "By slice"] {
            #expect(page.lowercased().contains(text.lowercased()), "\(text)")
        }
        let refused = try evaluate(model, "income", "--html", folder.file("no/such/page.html"))
        #expect(refused.status == .negative && refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
    }

    @Test("A model is registered, promoted on the verdict of a gate, and measured from the registry")
    func registry() throws {
        try samples.people()
        let store = folder.file("registry")
        let config = try samples.configuration()
        for version in 1...2 {
            let run = Run("train", "--config", config, "--store", store, "--name", "income", "--json")
            #expect(run.status == .success, "\(run.errors)")
            #expect(try run.document().at("registered/version")?.integerValue == Int64(version))
            #expect(try run.document().at("registered/run")?.stringValue == "income.run-\(version)")
        }
        let gate = try folder.write(#"{"name": "g", "rules": [{"metric": "rocAUC", "atLeast": 0.6}]}"#, as: "p.json")
        let data = try samples.people("test.csv", rows: 120, seed: 9)
        func evaluate(_ name: String, _ further: String...) -> Run {
            Run(
                ["evaluate", "--store", store, "--name", name, "--data", data, "--target", "income", "--missing", "?"]
                    + further)
        }
        let verdict = folder.file("verdict.json")
        #expect(evaluate("income:2", "--gate", gate, "--save-verdict", verdict).status == .success)
        let promotion = Run(
            "registry", "promote", "income", "--to", "production", "--version", "2", "--by", "me", "--reason", "good",
            "--gate", verdict, "--store", store)
        #expect(promotion.status == .success, "\(promotion.errors)")
        let document = try evaluate("income@production", "--json").document()
        #expect(document.at("model")?.stringValue == "income version 2")
        #expect(evaluate("income").status == .success)
        #expect(Run("registry", "verify", "--store", store).status == .success)
        for name in ["income@staging", "income:3", "other", "income:x", "a@b:1", "Income"] {
            let run = evaluate(name)
            #expect(run.status == .misuse && run.errors.split(separator: "\n").count == 1, "\(name): \(run.errors)")
        }
        let elsewhere = Run(
            "evaluate", "--store", folder.file("none"), "--name", "income", "--data", data, "--target", "income")
        #expect(elsewhere.status == .misuse && !folder.names.contains("none"))
    }

    @Test("Targets and models that do not fit are refused in one line")
    func faults() throws {
        let model = try samples.trained()
        let data = try samples.people("test.csv", rows: 20, seed: 9)
        try folder.write("not a model", as: "junk")
        try folder.write(try folder.text("test.csv").replacing(",low,", with: ",middle,"), as: "labels.csv")
        for arguments in [
            ["--model", folder.file("junk"), "--data", data, "--target", "income"],
            ["--model", folder.path, "--data", data, "--target", "income"],
            ["--model", model, "--data", data, "--target", "none", "--missing", "?"],
            ["--model", model, "--data", data, "--target", "income"],
            ["--model", model, "--data", folder.file("labels.csv"), "--target", "income", "--missing", "?"],
            ["--model", model, "--data", folder.file("gone.csv"), "--target", "income"],
            ["--model", model, "--data", data, "--target", "income", "--missing", "?", "--metrics", "rSquared"],
            ["--model", model, "--data", data, "--target", "income", "--missing", "?", "--slice", "none"],
            ["--data", data, "--target", "income"],
        ] {
            let run = Run(["evaluate"] + arguments)
            #expect(run.status == .misuse, "\(arguments): \(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        }
    }
}
#endif
