#if CommandLine
import MLCore
import Testing

@testable import MLOps

@Suite("mlops inspect")
struct InspectCommandTests {
    @Test("The shape of a model is counted, and its categories are listed in the order of their codes")
    func lightGBM() throws {
        let document = try Run("inspect", ModelFixture.small[0].model, "--json").document()
        #expect(document["format"] == "lightgbm-text" && document["objective"] == "binary")
        #expect(document["featureCount"] == 3 && document["outputCount"] == 1)
        #expect(document.at("trees/treeCount") == 3 && document.at("trees/maximumLeafCount") == 5)
        #expect(try #require(document.at("trees/scoringByteCount")?.integerValue) > 0)
        let leaves = try #require(document.at("trees/leafCount")?.integerValue)
        #expect(document.at("trees/nodeCount")?.integerValue == 2 * leaves - 3)
        let job = try #require(document["features"]?.arrayValue?[2])
        #expect(job["name"] == "job" && job["type"] == "category")
        #expect(job["categories"] == ["clerk", "cook", "doctor", "driver"])
        let splits = document["features"]?.arrayValue?.compactMap { $0["splits"]?.integerValue }.reduce(0, +)
        #expect(splits == leaves - 3)
    }

    @Test("A model of several classes has as many margins")
    func xgboost() throws {
        let document = try Run("inspect", ModelFixture.small[1].model, "--json").document()
        #expect(document["format"] == "xgboost-json" && document["objective"] == "multi:softmax")
        #expect(document.at("trees/treeCount") == 6 && document.at("trees/marginCount") == 3)
        #expect(document["outputCount"] == 1)
    }

    @Test("People see facts and features, a bundle too")
    func page() throws {
        let text = Run("inspect", ModelFixture.small[0].model).output
        for part in ["lightgbm-text", "Splits by category", "hours", "4: clerk, cook, doctor, driver"] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
        let samples = try ModelSamples()
        let bundle = Run("inspect", try samples.trained(estimator: ModelSamples.boosting))
        #expect(bundle.status == .success && bundle.output.contains("mlbundle") && bundle.output.contains("12"))
        let linear = Run("inspect", ModelFixture.file("people-linear.json"), "--json")
        #expect(try linear.status == .success && linear.document()["trees"] == nil)
    }

    @Test("What is no model is told in one line")
    func faults() throws {
        let folder = try TemporaryFolder()
        for (text, name) in [("", "empty.json"), ("{}", "object.json"), ("tree\n", "short.txt"), ("x", "x.bin")] {
            let run = Run("inspect", try folder.write(text, as: name))
            #expect(run.status == .misuse && run.errors.count { $0 == "\n" } == 1, "\(name): \(run.errors)")
            #expect(run.errors.contains(name), "\(run.errors)")
        }
        #expect(Run("inspect", try folder.write([0x89, 0x4D, 0x4C], as: "cut.mlbundle")).status == .misuse)
        #expect(Run("inspect", folder.path).status == .misuse)
    }
}
#endif
