import MLCore
import MLTrain

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Fits a logistic regression for each label of a sparse matrix, and says how long that took, as one line of JSON.
///
///     linear-models FOLDER [--threads N] [--repetitions N] [--strength C] [--tolerance T] [--weights FILE]
///
/// The folder holds little-endian arrays without headers: `shape.i64` (rows, features, labels), `offsets.i64`,
/// `columns.i32` and `values.f64` of the compressed rows, `label_offsets.i64` and `labels.i32` of the label sets.
/// Reading them is not timed. The weights are written as float64, label by label, each with its intercept last.
@main
struct LinearModels {
    private var folder = ""
    private var threads = 1
    private var repetitions = 1
    private var estimator = LogisticRegression()
    private var weights: String?

    static func main() {
        var program = LinearModels()
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            switch argument {
            case "--threads": program.threads = arguments.popFirst().flatMap { Int($0) } ?? 1
            case "--repetitions": program.repetitions = arguments.popFirst().flatMap { Int($0) } ?? 1
            case "--strength":
                program.estimator.inverseRegularization = arguments.popFirst().flatMap { Double($0) } ?? 1
            case "--tolerance": program.estimator.tolerance = arguments.popFirst().flatMap { Double($0) } ?? 1e-4
            case "--weights": program.weights = arguments.popFirst()
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
        let data = try trainingSet()
        var seconds: [Double] = []
        var processor: [Double] = []
        var model = try estimator.fitted(to: data, in: TrainingContext(threads: threads))
        for _ in 0..<repetitions {
            let start = (Self.time(CLOCK_MONOTONIC), Self.time(CLOCK_PROCESS_CPUTIME_ID))
            model = try estimator.fitted(to: data, in: TrainingContext(threads: threads))
            seconds.append(Self.time(CLOCK_MONOTONIC) - start.0)
            processor.append(Self.time(CLOCK_PROCESS_CPUTIME_ID) - start.1)
        }
        if let weights { try store(model, in: weights) }
        print(
            "{\"median\": \(Self.median(seconds)), \"least\": \(seconds.min() ?? 0), \"cpu\": \(Self.median(processor))}"
        )
    }

    private func trainingSet() throws -> TrainingSet {
        let shape = try read("shape.i64", as: Int.self)
        let rows = try SparseRows(
            offsets: read("offsets.i64", as: Int.self), columns: read("columns.i32", as: Int32.self),
            values: read("values.f64", as: Double.self), columnCount: shape[1])
        let names = (0..<shape[2]).map { "label \($0)" }
        let offsets = try read("label_offsets.i64", as: Int.self)
        let labels = try read("labels.i32", as: Int32.self)
        let sets = try LabelSets(
            (0..<shape[0]).map { row in labels[offsets[row]..<offsets[row + 1]].map { names[Int($0)] } }, labels: names)
        let features = try FeatureMatrix(rows: rows, absentMeans: .zero, schema: .numbered(shape[1]))
        return try TrainingSet(features: features, targets: .labelSets(sets))
    }

    private func read<Number: BitwiseCopyable>(_ name: String, as type: Number.Type) throws -> [Number] {
        let path = "\(folder)/\(name)"
        guard let file = fopen(path, "rb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        let count = ftell(file) / MemoryLayout<Number>.stride
        rewind(file)
        return try [Number](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = fread(buffer.baseAddress, MemoryLayout<Number>.stride, count, file)
            if filled != count { throw Unreadable(path: path) }
        }
    }

    private func store(_ model: LinearModel, in path: String) throws {
        guard let file = fopen(path, "wb") else { throw Unreadable(path: path) }
        defer { fclose(file) }
        for output in model.intercepts.indices {
            var own = try (0..<model.featureCount).map { try model.weight(ofFeature: $0, forOutput: output) }
            own.append(model.intercepts[output])
            fwrite(own, 8, own.count, file)
        }
    }

    private struct Unreadable: Error {
        var path: String
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
