import MLCore
import MLTrain

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Trains boosted trees on numbers of a file and says how long that took, as one line of JSON.
///
///     training-speed binary|regression FOLDER [--threads N] [--rounds N] [--growth leafWise|depthWise|oblivious]
///
/// Reads `higgs_train_X.f32`, `higgs_train_y.f32` and those of `test`, or `reg_X.f32` and `reg_y.f32`, of which the last
/// fifth is for testing: values of 32 bits, row after row. What is timed goes from the matrix in memory to the model.
@main
struct TrainingSpeed {
    private var task = ""
    private var folder = "."
    private var threads = 1
    private var rounds = 100
    private var growth = GradientBoosting.Growth.leafWise

    static func main() {
        var program = TrainingSpeed()
        var arguments = CommandLine.arguments.dropFirst()
        program.task = arguments.popFirst() ?? ""
        while let argument = arguments.popFirst() {
            switch argument {
            case "--threads": program.threads = arguments.popFirst().flatMap { Int($0) } ?? 1
            case "--rounds": program.rounds = arguments.popFirst().flatMap { Int($0) } ?? 100
            case "--growth": program.growth = arguments.popFirst().flatMap { .init(rawValue: $0) } ?? .leafWise
            default: program.folder = argument
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
        let (train, test) = try task == "binary" ? higgs() : regression()
        let estimator = GradientBoosting(
            rounds: rounds, growth: growth, maximumLeaves: growth == .oblivious ? 64 : 63,
            maximumDepth: growth == .leafWise ? nil : 6)
        let start = (Self.time(CLOCK_MONOTONIC), Self.time(CLOCK_PROCESS_CPUTIME_ID))
        let model = try estimator.fitted(to: train, in: TrainingContext(seed: 1, threads: threads))
        let seconds = Self.time(CLOCK_MONOTONIC) - start.0
        let processor = Self.time(CLOCK_PROCESS_CPUTIME_ID) - start.1
        let peak = Self.peakMegabytes
        let outputs = try model.predictions(for: test.features).values
        let quality: String
        switch test.targets {
        case .classes(let classes): quality = "\"auc\": \(Self.area(outputs, classes.indices))"
        case .numbers(let targets):
            let squares = zip(outputs, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            quality = "\"rmse\": \((squares / Double(targets.count)).squareRoot())"
        case .labelSets: quality = ""
        }
        print(
            "{\"seconds\": \(seconds), \"cpu_s\": \(processor), \"peak_rss_mb\": \(peak), \"quality\": {\(quality)}}")
    }

    private func higgs() throws -> (train: TrainingSet, test: TrainingSet) {
        func set(_ part: String) throws -> TrainingSet {
            let labels = try Self.numbers("\(folder)/higgs_\(part)_y.f32").map { Int32($0) }
            let classes = try ClassTargets(indices: labels, labels: ["0", "1"])
            return try TrainingSet(
                features: try Self.matrix(try Self.numbers("\(folder)/higgs_\(part)_X.f32")[...], width: 28),
                targets: .classes(classes))
        }
        return (try set("train"), try set("test"))
    }

    private func regression() throws -> (train: TrainingSet, test: TrainingSet) {
        let values = try Self.numbers("\(folder)/reg_X.f32")
        let targets = try Self.numbers("\(folder)/reg_y.f32")
        let middle = targets.count / 5 * 4
        let width = values.count / max(1, targets.count)
        func set(_ rows: Range<Int>) throws -> TrainingSet {
            try TrainingSet(
                features: try Self.matrix(values[rows.lowerBound * width..<rows.upperBound * width], width: width),
                targets: .numbers(targets[rows].map { Double($0) }))
        }
        return (try set(0..<middle), try set(middle..<targets.count))
    }

    private static func matrix(_ values: ArraySlice<Float>, width: Int) throws -> FeatureMatrix<Double> {
        try FeatureMatrix(
            values: values.map { Double($0) }, rowCount: values.count / width, schema: try .numbered(width))
    }

    private struct Unreadable: Error, CustomStringConvertible {
        let description: String
    }

    private static func numbers(_ path: String) throws -> [Float] {
        guard let file = fopen(path, "rb") else { throw Unreadable(description: "\(path) cannot be read") }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let count = ftell(file) / 4
        rewind(file)
        return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = fread(buffer.baseAddress, 4, count, file)
        }
    }

    /// The area under the ROC curve; scores that are equal count half.
    private static func area(_ scores: [Double], _ labels: [Int32]) -> Double {
        let order = scores.indices.sorted { scores[$0] < scores[$1] }
        var (positives, negatives, area) = (0.0, 0.0, 0.0)
        var first = 0
        while first < order.count {
            var last = first
            var (up, down) = (0.0, 0.0)
            while last < order.count, scores[order[last]] == scores[order[first]] {
                if labels[order[last]] == 1 { up += 1 } else { down += 1 }
                last += 1
            }
            area += up * (negatives + down / 2)
            positives += up
            negatives += down
            first = last
        }
        return area / (positives * negatives)
    }

    private static var peakMegabytes: Double {
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        #if canImport(Darwin)
        return Double(usage.ru_maxrss) / 1e6
        #else
        return Double(usage.ru_maxrss) / 1e3
        #endif
    }

    private static func time(_ clock: clockid_t) -> Double {
        var now = timespec()
        clock_gettime(clock, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
