import MLCore
import MLData

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Profiles a table, or validates it by 20 expectations, and says how long that took, as one line of JSON.
///
///     table-quality profile|validate FILE [--threads N] [--repetitions N]
///
/// The file is Parquet or, by its name, CSV. Reading it is not timed; the pass over the table is done once to warm up.
@main
struct TableQuality {
    private var work = ""
    private var path = ""
    private var threads = 1
    private var repetitions = 1

    static func main() {
        var program = TableQuality()
        var arguments = CommandLine.arguments.dropFirst()
        program.work = arguments.popFirst() ?? ""
        while let argument = arguments.popFirst() {
            switch argument {
            case "--threads": program.threads = arguments.popFirst().flatMap { Int($0) } ?? 1
            case "--repetitions": program.repetitions = arguments.popFirst().flatMap { Int($0) } ?? 1
            default: program.path = argument
            }
        }
        do {
            try program.run()
        } catch {
            let text = Array("\(error)\n".utf8)
            _ = write(STDERR_FILENO, text, text.count)
            exit(1)
        }
    }

    private func run() throws {
        let isCSV = path.hasSuffix(".csv")
        let frame = isCSV ? try CSVReader().read(path: path).frame : try ParquetReader().read(path: path)
        let pass = try work == "validate" ? validation(of: frame) : profile(of: frame)
        var seconds: [Double] = []
        var processor: [Double] = []
        var quality = try pass()
        for _ in 0..<max(1, repetitions) {
            let start = (Self.time(CLOCK_MONOTONIC), Self.time(CLOCK_PROCESS_CPUTIME_ID))
            quality = try pass()
            seconds.append(Self.time(CLOCK_MONOTONIC) - start.0)
            processor.append(Self.time(CLOCK_PROCESS_CPUTIME_ID) - start.1)
        }
        print(
            "{\"median\": \(Self.median(seconds)), \"least\": \(seconds.min() ?? 0), \"cpu\": \(Self.median(processor)),",
            "\"rows\": \(frame.rowCount), \"quality\": {\(quality)}}")
    }

    /// The profile of all columns; what it is judged by are sums over the columns.
    private func profile(of frame: DataFrame) -> () throws -> String {
        let threads = threads
        return {
            let profile = try TableProfile(of: frame, configuration: ProfileConfiguration(), threads: threads)
            let numbers = profile.columns.compactMap(\.numbers)
            let mean = numbers.reduce(0) { $0 + $1.mean }
            let deviation = numbers.reduce(0) { $0 + ($1.standardDeviation ?? 0) }
            let median = numbers.reduce(0) { $0 + $1.median }
            let distinct = profile.columns.reduce(0) { $0 + $1.distinct.count }
            return "\"mean\": \(mean), \"deviation\": \(deviation), \"distinct\": \(distinct), \"median\": \(median)"
        }
    }

    /// The expectations of W15: columns c0, c1 and so on of numbers, and a column k of texts.
    private func validation(of frame: DataFrame) throws -> () throws -> String {
        let texts = try frame.column("k").values(as: String.self).compactMap { $0 }
        let values = Set(texts).sorted().map { Value.string($0) }
        let suite = ExpectationSuite("W15") {
            DataExpectation.rowCountBetween(minimum: 1, maximum: 2_000_000)
            DataExpectation.statistic(.columnCount, lower: 29, upper: 29)
            for column in 0..<6 { DataExpectation.notMissing("c\(column)") }
            for column in 0..<6 { DataExpectation.inRange("c\(column)", lower: -100, upper: 100) }
            for column in 0..<3 { DataExpectation.statistic(.mean, of: "c\(column)", lower: -10, upper: 10) }
            DataExpectation.statistic(.standardDeviation, of: "c0", lower: 0, upper: 10)
            DataExpectation.statistic(.median, of: "c1", lower: -5, upper: 5)
            DataExpectation.inSet("k", values)
        }
        let threads = threads
        return {
            let report = try suite.validate(frame, threads: threads)
            return "\"success\": \(report.passed), \"expectations\": \(suite.expectations.count)"
        }
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
}
