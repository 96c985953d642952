#if CommandLine
import MLCore
import Testing

@testable import MLOps

@Suite("mlops bench")
struct BenchCommandTests {
    private let folder: TemporaryFolder
    private let model = ModelFixture.small[1].model

    init() throws { folder = try TemporaryFolder() }

    /// Rows of two floats.
    private func rows(_ count: Int) throws -> String {
        var generator = SeededGenerator(seed: 2)
        var bytes: [UInt8] = []
        for index in 0..<count * 2 {
            let value = index.isMultiple(of: 7) ? Float.nan : Float.random(in: 10...80, using: &generator)
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return try folder.write(bytes, as: "rows.f32")
    }

    @Test("Batches give rows a second, in the form of the peers")
    func batches() throws {
        let input = try rows(100)
        let run = Run(
            "bench", "--model", model, "--input", input, "--features", "2", "--repetitions", "3", "--threads", "2",
            "--scores", folder.file("scores.f64"))
        let line = try run.document()
        #expect(line["workload"] == "W1" && line["metric"] == "rows_per_s" && line["engine"] == "swift-mlops")
        #expect(line["case"] == "people-xgboost" && line["rows"] == 100 && line["threads"] == 2)
        let value = try #require(line["value"]?.doubleValue)
        #expect(value > 0)
        #expect(try #require(line["best_value"]?.doubleValue) >= value)
        #expect(try #require(line["worst_value"]?.doubleValue) <= value)
        #expect(try #require(line["load_s"]?.doubleValue) > 0)
        #expect(try folder.bytes("scores.f64").count == 800)
        let parts = Run("bench", "--model", model, "--input", input, "--features", "2", "--batch", "32", "--json")
        #expect(try parts.document()["quality"] == line["quality"])
        #expect(try parts.document()["notes"] == "calls of 32 rows")
        let few = Run("bench", "--model", model, "--input", input, "--features", "2", "--limit", "10")
        #expect(try few.document()["rows"] == 10)
    }

    @Test("Single rows give nanoseconds of a call")
    func singleRows() throws {
        let input = try rows(50)
        let line = try Run("bench", "--model", model, "--input", input, "--features", "2", "--batch", "1").document()
        let batch = try Run("bench", "--model", model, "--input", input, "--features", "2").document()
        #expect(line.at("quality/first_score") == batch.at("quality/first_score"))
        #expect(line["workload"] == "W2" && line["metric"] == "p50_ns" && line["rows"] == 1)
        let median = try #require(line["value"]?.doubleValue)
        #expect(median > 0)
        #expect(try #require(line["p90_ns"]?.doubleValue) >= median)
        #expect(try #require(line["p99_ns"]?.doubleValue) >= #require(line["p90_ns"]?.doubleValue))
        #expect(try #require(line["mean_ns"]?.doubleValue) > 0)
        #expect(try #require(line["reps"]?.doubleValue) >= 1000)
    }

    @Test("Rows that do not fit, and options that do not go together, are told in one line")
    func faults() throws {
        let input = try rows(5)
        func complaint(_ arguments: String...) -> String {
            let run = Run(["bench", "--model", model] + arguments)
            #expect(run.status == .misuse && run.errors.count { $0 == "\n" } == 1, "\(run.errors)")
            return run.errors
        }
        #expect(complaint("--input", input, "--features", "3").contains("whole rows"))
        #expect(complaint("--input", input, "--features", "1").contains("model of 2"))
        #expect(complaint("--input", try folder.write("", as: "no.f32"), "--features", "2").contains("whole rows"))
        #expect(complaint("--input", input, "--features", "\(Int.max)").contains("whole rows"))
        #expect(complaint("--input", input, "--features", "0").contains("positive"))
        #expect(complaint("--input", input, "--features", "2", "--batch", "0").contains("positive"))
        #expect(complaint("--input", input, "--features", "2", "--batch", "1", "--threads", "2").contains("one thread"))
        #expect(complaint("--input", folder.file("none.f32"), "--features", "2").contains("none.f32"))
    }
}
#endif
