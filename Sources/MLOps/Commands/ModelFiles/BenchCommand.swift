#if CommandLine
import ArgumentParser
import MLCore

/// `mlops bench`: how fast a model scores.
struct BenchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how fast a model loads and scores, as one line of JSON.",
        usage: "mlops bench --model <file> --input <file> --features <count> [<options>]",
        discussion: """
            The input is a file of float numbers, little-endian, row after row, without a header; NaN is missing. A call \
            gets all rows, or as many as --batch says, and each repetition scores every row once. With --batch 1 the \
            clock is read around each call, and each call gets another row.
            """)

    @Option(
        help: ArgumentHelp("The model: a bundle, or a file of XGBoost, LightGBM or CatBoost.", valueName: "file"),
        completion: .file(extensions: ["mlbundle", "json", "ubj", "txt"]))
    var model: String

    @Option(help: ArgumentHelp("The rows.", valueName: "file"), completion: .file(extensions: ["f32"]))
    var input: String

    @Option(help: ArgumentHelp("How many numbers a row has.", valueName: "count"))
    var features: Int

    @Option(help: ArgumentHelp("How many threads may be used.", valueName: "count"))
    var threads = 1

    @Option(help: ArgumentHelp("How many rows a call gets; all unless given.", valueName: "count"))
    var batch: Int?

    @Option(help: ArgumentHelp("Use only the first rows.", valueName: "count"))
    var limit: Int?

    @Option(help: ArgumentHelp("How often everything is scored after once to warm up.", valueName: "count"))
    var repetitions = 5

    @Flag(help: "Stop at the sums over the trees, before they become predictions.")
    var margin = false

    @Option(
        help: ArgumentHelp(
            "Write the outputs of the first repetition here: double numbers, little-endian, row after row.",
            valueName: "file"),
        completion: .file())
    var scores: String?

    @OptionGroup(title: "Output")
    var speech: SpeechOptions

    func validate() throws {
        if !(1...1024).contains(threads) { throw ValidationError("--threads \(threads) is not from 1 to 1024") }
        if features < 1 { throw ValidationError("--features \(features) is not positive") }
        if let batch, batch < 1 { throw ValidationError("--batch \(batch) is not positive") }
        if let limit, limit < 1 { throw ValidationError("--limit \(limit) is not positive") }
        if !(1...100_000).contains(repetitions) {
            throw ValidationError("--repetitions \(repetitions) is not from 1 to 100000")
        }
        if batch == 1, threads > 1 { throw ValidationError("--batch 1 is one row on one thread") }
        if batch == 1, scores != nil { throw ValidationError("--scores goes with batches of more than one row") }
    }

    func perform(in session: Session) throws -> CommandResult {
        session.progress.show("Loading the model")
        let begin = MonotonicClock.nanoseconds
        let file = try readingInput { try ModelFile(path: model) }
        let loadSeconds = Double(MonotonicClock.nanoseconds - begin) / 1e9
        session.progress.show("Reading \(input)")
        let rows = try readingInput { try BenchRows(input, width: features, limit: limit) }
        let scorer = try readingInput { try BenchScorer(file, width: features, stopsAtMargins: margin) }
        session.progress.show("Scoring")
        let line: BenchLine
        if batch == 1 {
            line = BenchLine(try SingleRowRun(scorer, rows), case: file.stem, loadSeconds: loadSeconds)
        } else {
            let run = try BatchRun(
                scorer, rows, batch: batch ?? rows.count, threads: threads, repetitions: repetitions)
            if let scores { try OutputFiles.write(run.scores.littleEndianBytes, to: scores) }
            line = BenchLine(run, case: file.stem, loadSeconds: loadSeconds, threads: threads)
        }
        var page = Page()
        page.text(String(decoding: try CanonicalJSONEncoder().encode(line), as: UTF8.self))
        return CommandResult(page: page, document: line)
    }
}

extension ModelFile {
    /// The name of the file without directories and ending, as results call it.
    fileprivate var stem: String {
        let name = title.split(separator: "/").last.map(String.init) ?? title
        return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }
}

extension [Double] {
    /// The bits of each number, the lowest byte first.
    fileprivate var littleEndianBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count * 8)
        for value in self {
            Swift.withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }
}
#endif
