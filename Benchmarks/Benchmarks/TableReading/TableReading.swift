import MLCore
import MLData

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Reads a table and says how long it took, as one line of JSON.
///
///     table-reading FILE [--threads N] [--repetitions N] [--stream] [--missing TOKEN] [--write FILE]
///
/// The file is CSV or, by its name, JSON Lines, LibSVM, Parquet or Arrow. It is read once to warm up. `--stream` reads text
/// in pieces that are forgotten; `--write` writes the rows as JSON Lines.
@main
struct TableReading {
    private var path = ""
    private var threads = 1
    private var repetitions = 1
    private var streams = false
    private var missing: Set<String> = [""]
    private var output: String?

    static func main() async {
        var program = TableReading()
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            switch argument {
            case "--threads": program.threads = arguments.popFirst().flatMap { Int($0) } ?? 1
            case "--repetitions": program.repetitions = arguments.popFirst().flatMap { Int($0) } ?? 1
            case "--missing": if let token = arguments.popFirst() { program.missing.insert(token) }
            case "--write": program.output = arguments.popFirst()
            case "--stream": program.streams = true
            default: program.path = argument
            }
        }
        do {
            try await program.run()
        } catch {
            let text = Array("\(error)\n".utf8)
            _ = write(STDERR_FILENO, text, text.count)
            exit(1)
        }
    }

    private func run() async throws {
        var seconds: [Double] = []
        var processor: [Double] = []
        var rows = 0
        var bytes = 0
        var schema = ""
        for repetition in 0...max(1, repetitions) {
            let start = (Self.time(CLOCK_MONOTONIC), Self.time(CLOCK_PROCESS_CPUTIME_ID))
            if streams {
                (rows, bytes) = try await stream()
            } else if isLibSVM {
                let table = try LibSVMReader().read(path: path)
                (rows, bytes) = (table.labels.count, table.byteCount)
            } else {
                let frame: DataFrame
                (frame, bytes) = try read()
                rows = frame.rowCount
                schema = frame.schema.fields.map { "\"\($0.name)\": \"\($0.type.rawValue)\"" }
                    .joined(separator: ", ")
                if repetition == 0, let output { try JSONLWriter().write(frame, to: output) }
            }
            if repetition == 0 { continue }
            seconds.append(Self.time(CLOCK_MONOTONIC) - start.0)
            processor.append(Self.time(CLOCK_PROCESS_CPUTIME_ID) - start.1)
        }
        print(
            "{\"median\": \(Self.median(seconds)), \"least\": \(seconds.min() ?? 0), \"cpu\": \(Self.median(processor)),",
            "\"rows\": \(rows), \"bytes\": \(bytes), \"peak_rss_mb\": \(Self.peakMegabytes), \"schema\": {\(schema)}}")
    }

    private var isJSONL: Bool { path.hasSuffix(".jsonl") }
    private var isLibSVM: Bool { path.hasSuffix(".svm") || path.hasSuffix(".libsvm") }

    private func read() throws -> (frame: DataFrame, byteCount: Int) {
        if path.hasSuffix(".parquet") { return (try ParquetReader(threads: threads).read(path: path), size) }
        if path.hasSuffix(".arrow") { return (try ArrowReader(threads: threads).read(path: path), size) }
        let outcome =
            isJSONL
            ? try JSONLReader().read(path: path, threads: threads)
            : try CSVReader(missingTokens: missing).read(path: path, threads: threads)
        return (outcome.frame, outcome.byteCount)
    }

    /// The number of bytes of the file.
    private var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private func stream() async throws -> (rows: Int, bytes: Int) {
        var (rows, bytes) = (0, 0)
        let reader = CSVReader(missingTokens: missing)
        for try await piece in isJSONL ? JSONLReader().outcomes(path: path) : reader.outcomes(path: path) {
            rows += piece.frame.rowCount
            bytes = piece.byteCount
        }
        return (rows, bytes)
    }

    private static func time(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }

    /// The most memory that the process had.
    private static var peakMegabytes: Double {
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        #if os(Linux)
        return Double(usage.ru_maxrss) / 1024
        #else
        return Double(usage.ru_maxrss) / 1_048_576
        #endif
    }
}
