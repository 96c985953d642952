#if CommandLine
import MLCore
import Testing

@testable import MLOps

@Suite("mlops convert")
struct ConvertCommandTests {
    private let folder: TemporaryFolder
    private let trees = ModelFixture.small[1]

    init() throws { folder = try TemporaryFolder() }

    private func table(_ model: String, _ further: String...) throws -> NumberTable {
        let output = folder.file("out.csv")
        let run = Run(["predict", "--model", model, "--input", trees.inputs, "--output", output] + further)
        try #require(run.status == .success, "\(model): \(run.errors)")
        return try NumberTable(path: output)
    }

    @Test("A bundle, LightGBM text, XGBoost JSON and UBJSON give the margins of the model they were made of")
    func formats() throws {
        let expected = try table(trees.model, "--margin")
        let margins = expected.header.filter { $0.hasPrefix("margin") }
        for name in ["m.mlbundle", "m.json", "m.ubj"] {
            let run = Run("convert", trees.model, folder.file(name))
            #expect(run.status == .success, "\(name): \(run.errors)")
            #expect(try table(folder.file(name), "--margin").columns(margins) == expected.columns(margins), "\(name)")
        }
        // There and back again.
        #expect(Run("convert", folder.file("m.mlbundle"), folder.file("back.json")).status == .success)
        #expect(try folder.text("back.json") == folder.text("m.json"))
    }

    @Test("The option --to decides before the name does")
    func target() throws {
        let run = Run("convert", trees.model, folder.file("model"), "--to", "xgboost-ubjson", "--json")
        #expect(run.status == .success, "\(run.errors)")
        #expect(try run.document()["from"] == "xgboost-json" && run.document()["to"] == "xgboost-ubjson")
        let inspected = Run("inspect", folder.file("model"), "--json")
        #expect(try inspected.document()["format"] == "xgboost-ubjson")
    }

    @Test("What a format cannot hold is refused, and nothing is written")
    func refusals() throws {
        let text = ModelFixture.small[0].model
        func complaint(_ input: String, _ output: String) -> String {
            let run = Run("convert", input, folder.file(output))
            #expect(run.status == .misuse && run.errors.count { $0 == "\n" } == 1, "\(run.errors)")
            #expect(!folder.names.contains(output))
            return run.errors
        }
        #expect(complaint(text, "a.mlbundle").contains("\"job\""))
        #expect(complaint(text, "a.onnx").contains("--to"))
        #expect(complaint(folder.file("none.txt"), "a.json").contains("none.txt"))
        #expect(complaint(ModelFixture.file("people-linear.json"), "a.txt").contains("a linear booster"))
        #expect(Run("convert", trees.model, folder.file("b.mlbundle")).status == .success)
        #expect(complaint(folder.file("b.mlbundle"), "c.mlbundle").contains("bundle already"))
    }

    @Test("Files of XGBoost and LightGBM keep the names of categories")
    func categories() throws {
        let model = ModelFixture.small[0].model
        let expected = try table(model, "--margin")
        for (name, tolerance) in [("names.json", 1e-6), ("names.txt", 1e-12)] {
            let run = Run("convert", model, folder.file(name), "--json")
            #expect(try run.status == .success && run.document()["notes"] == [], "\(run.errors)")
            let written = try table(folder.file(name), "--margin")
            #expect(written.difference(from: expected, tolerance: tolerance) == nil, "\(name)")
        }
    }

    @Test("A linear model is written as a bundle and for XGBoost")
    func linear() throws {
        let model = ModelFixture.file("people-linear.json")
        let expected = try table(model, "--margin")
        for name in ["linear.mlbundle", "linear.ubj"] {
            let run = Run("convert", model, folder.file(name))
            #expect(run.status == .success, "\(name): \(run.errors)")
            #expect(try table(folder.file(name), "--margin").columns(["margin_0"]) == expected.columns(["margin_0"]))
        }
    }
}
#endif
