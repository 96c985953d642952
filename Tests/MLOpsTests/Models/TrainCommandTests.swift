#if CommandLine
import Foundation
import MLCore
import MLLedger
import Synchronization
import Testing

@testable import MLOps

@Suite("mlops train")
struct TrainCommandTests {
    private let samples: ModelSamples
    private var folder: TemporaryFolder { samples.folder }

    init() throws { samples = try ModelSamples() }

    @Test("A model of every task is trained, and is the same file with one thread and with two")
    func tasks() throws {
        try samples.people()
        for (name, target, estimator) in ModelSamples.tasks {
            let config = try samples.configuration(target: target, estimator: estimator)
            var files: [[UInt8]] = []
            for threads in ["1", "2"] {
                let output = folder.file("\(name)-\(threads).mlbundle")
                let run = Run("train", "--config", config, "--output", output, "--threads", threads, "--json")
                #expect(run.status == .success, "\(name): \(run.errors)")
                let document = try run.document()
                #expect(try document.at("digest")?.stringValue == Bundle(file: output).digest().hex)
                #expect(document.at("rows/train")?.integerValue ?? 0 > 180)
                #expect(document.at("metrics")?.arrayValue?.isEmpty == false)
                files.append(try Bundle(file: output).fileContent())
            }
            #expect(files[0] == files[1], "\(name)")
        }
    }

    @Test("What is learned is better than chance, and is said with an interval")
    func metrics() throws {
        try samples.people()
        let config = try samples.configuration()
        let document = try Run("train", "--config", config, "--output", folder.file("m"), "--json").document()
        #expect(document.at("metrics/0/metric")?.stringValue == "rocAUC")
        #expect(document.at("metrics/0/value")?.doubleValue ?? 0 > 0.9)
        let lower = document.at("metrics/0/interval/lower")?.doubleValue ?? 1
        #expect(lower < document.at("metrics/0/value")?.doubleValue ?? 0)
        #expect(document.at("task/binary/positive")?.stringValue == "high")
        let page = Run("train", "--config", config, "--output", folder.file("m"))
        #expect(page.output.contains("rocAUC") && page.output.contains("95 % interval"), "\(page.output)")
    }

    @Test("The example configuration works on the table that it names")
    func example() throws {
        try samples.people()
        let example = Run("train", "--example-config")
        #expect(example.status == .success)
        let config = try folder.write(example.output, as: "example.json")
        let run = Run("train", "--config", config, "--output", folder.file("example.mlbundle"))
        #expect(run.status == .success, "\(run.errors)")
        #expect(try Run("train", "--example-config", "--json").document().at("estimator/kind") != nil)
    }

    @Test("Features are made of the types of the columns when no steps are given")
    func automaticFeatures() throws {
        try samples.people()
        for kind in ["linear.logistic-regression", "trees.gradient-boosting"] {
            let config = try folder.write(
                #"{"data": {"train": "people.csv", "missing": ["?"]}, "target": "income", "resamples": 0, "#
                    + #""estimator": {"kind": "\#(kind)"}}"#, as: "auto.json")
            let run = Run("train", "--config", config, "--output", folder.file("auto.mlbundle"), "--json")
            #expect(run.status == .success, "\(run.errors)")
            #expect(try run.document().at("featureCount")?.integerValue ?? 0 > 5)
        }
    }

    @Test("Boosting stops early, thresholds are chosen, and validation rows come from a file or a split")
    func validation() throws {
        try samples.people()
        let valid = try samples.people("valid.csv", rows: 90, seed: 2)
        let further = #""earlyStopping": {"metric": "logLoss", "patience": 3}, "thresholds": {"minimumPositives": 5}"#
        let config = try samples.configuration(estimator: ModelSamples.boosting, further: further)
        let run = Run("train", "--config", config, "--valid", valid, "--output", folder.file("m"), "--json")
        #expect(run.status == .success, "\(run.errors)")
        let document = try run.document()
        #expect(document.at("rows/validation")?.integerValue == 90)
        #expect(document.at("rows/train")?.integerValue == 240)
        #expect(document.at("thresholds/0")?.doubleValue != 0.5)
        for split in [
            #"{"kind": "random", "validation": 0.5}"#, #"{"kind": "hash", "column": "id"}"#,
            #"{"kind": "group", "column": "job"}"#, #"{"kind": "time", "column": "hours", "validationFrom": 40}"#,
        ] {
            let config = try samples.configuration(further: "\"split\": \(split)", name: "split.json")
            let run = Run("train", "--config", config, "--output", folder.file("m"), "--json")
            #expect(run.status == .success, "\(split): \(run.errors)")
        }
        let none = try samples.configuration(further: #""split": {"kind": "none"}"#, name: "none.json")
        let all = try Run("train", "--config", none, "--output", folder.file("m"), "--json").document()
        #expect(all.at("rows/train")?.integerValue == 240 && all.at("metrics")?.arrayValue?.isEmpty == true)
    }

    @Test("Progress shows rounds with their loss on a terminal, and nothing elsewhere")
    func progress() throws {
        try samples.people()
        let config = try samples.configuration(estimator: ModelSamples.boosting)
        let terminal = MemoryStream(isTerminal: true)
        let run = Run(["train", "--config", config, "--output", folder.file("m")], errors: terminal)
        #expect(run.status == .success)
        #expect(run.errors.contains("round 6, loss 0."), "\(run.errors.prefix(500))")
        #expect(run.errors.contains("50 %"))
        #expect(Run("train", "--config", config, "--output", folder.file("m")).errors.isEmpty)
    }

    @Test("The time that is left is told from the rounds since the first one, and not while each label begins anew")
    func timeLeft() {
        final class Time: Sendable {
            let seconds = Mutex(0)
            let start = ContinuousClock.now
            @Sendable func now() -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds.withLock { $0 })) }
        }
        let (time, stream) = (Time(), MemoryStream(isTerminal: true))
        let progress = TrainingProgress(on: ProgressLine(on: stream), now: time.now)
        func round(_ fraction: Double, at second: Int) -> String {
            time.seconds.withLock { $0 = second }
            let before = stream.text.count
            progress.observe(
                Event(.metric, "train.boosting.round", fraction: fraction, fields: ["loss": .double(0.5)]))
            return String(stream.text.dropFirst(before))
        }
        #expect(!round(0.1, at: 50).contains("left"))
        #expect(round(0.2, at: 52).contains("loss 0.5000, 16 s left"))
        #expect(round(0.3, at: 250).contains("11 min left"))
        #expect(!round(1, at: 260).contains("left"))
        #expect(!round(0.1, at: 261).contains("left"))
        #expect(!round(0.5, at: 270).contains("left"))
    }

    @Test("Tables of every format give the same model")
    func formats() throws {
        try samples.people()
        // The type of the column is told, as text tells no difference between 30 and 30.0.
        let table = try folder.write(folder.text("people.csv").replacing("?", with: ""), as: "people.csv")
        for ending in ["tsv", "parquet", "arrow"] {
            let run = Run("convert", table, folder.file("people.\(ending)"))
            #expect(run.status == .success, "\(run.errors)")
        }
        try folder.write(folder.bytes("people.parquet"), as: "people.bin")
        var digests: Set<String> = []
        for (name, format) in [
            ("people.csv", ""), ("people.tsv", ""), ("people.parquet", ""), ("people.arrow", ""),
            ("people.bin", #""format": "parquet", "#),
        ] {
            let data = #"{\#(format)"train": "\#(name)", "types": {"age": "double"}}"#
            let config = try samples.configuration(data: data, name: "\(name).json")
            let run = Run("train", "--config", config, "--output", folder.file("m"), "--json")
            #expect(run.status == .success, "\(name): \(run.errors)")
            digests.insert(try run.document().at("digest")?.stringValue ?? name)
        }
        #expect(digests.count == 1)
    }

    @Test("A set-up is checked without a model: sound ones pass, leaks fail, as text, JSON and page")
    func diagnose() throws {
        try samples.people()
        let sound = try samples.configuration(estimator: ModelSamples.boosting)
        let run = Run("train", "--config", sound, "--diagnose", "--json")
        #expect(run.status == .success, "\(run.errors)\(run.output)")
        #expect(try run.document().at("estimator")?.stringValue == "trees.gradient-boosting")
        #expect(try run.document().at("findings/0/check")?.stringValue == "initialLoss")
        #expect(!folder.names.contains { $0.hasSuffix(".mlbundle") })
        let leaking = try samples.configuration(
            features: #"[{"columns": ["age", "hours", "pay"], "numbers": {}}, {"columns": ["grade"], "oneHot": {}}]"#,
            estimator: ModelSamples.boosting, name: "leak.json")
        let page = folder.file("page.html")
        let leak = Run("train", "--config", leaking, "--diagnose", "--html", page)
        #expect(leak.status == .negative && leak.output.contains("power of single features"), "\(leak.output)")
        #expect(leak.output.contains("pay: AUC"))
        #expect(try folder.text("page.html").contains("Training diagnostics"))
        let terminal = MemoryStream(isTerminal: true)
        #expect(Run(["train", "--config", sound, "--diagnose"], errors: terminal).errors.contains("shuffled targets"))
    }

    @Test("Training files may be several, and integers in one are decimals beside another")
    func severalFiles() throws {
        try samples.people("a.csv", rows: 120, seed: 3)
        try samples.people("b.csv", rows: 120, seed: 4)
        let text = try folder.text("b.csv").replacing(",40,", with: ",40.5,")
        try folder.write(text, as: "b.csv")
        let config = try samples.configuration(data: #"{"train": ["a.csv", "b.csv"], "missing": "?"}"#)
        let run = Run("train", "--config", config, "--output", folder.file("m"), "--json")
        #expect(run.status == .success, "\(run.errors)")
    }
}
#endif
