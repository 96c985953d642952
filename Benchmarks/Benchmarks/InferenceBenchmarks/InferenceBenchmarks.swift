import Benchmark
import MLCore

/// Scoring of forests by the shape of the forest and the size of the batch.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .throughput], warmupIterations: 3, maxDuration: .seconds(2), maxIterations: 100_000,
        // Virtual machines differ from themselves by half from minute to minute.
        thresholds: [
            .wallClock: .init(relative: [.p50: 60, .p90: 100]), .throughput: .init(relative: [.p50: 60, .p90: 100]),
        ])

    for shape in ForestShape.all {
        // Made once for all benchmarks of a shape, outside of what is measured.
        let scene = Result { try Scene(shape) }
        var configuration = Benchmark.defaultConfiguration
        configuration.scalingFactor = .kilo
        Benchmark("\(shape.name)-row", configuration: configuration) { benchmark in
            try scene.get().scoreRows(benchmark)
        }
        for rowCount in [64, 20_000] {
            Benchmark("\(shape.name)-batch-\(rowCount)") { benchmark in
                try scene.get().scoreBatch(of: rowCount, benchmark)
            }
        }
    }
}
