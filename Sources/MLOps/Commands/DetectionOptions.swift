#if CommandLine
import ArgumentParser
import MLMonitor

/// From where on a difference counts as drift.
struct DetectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The population stability index from which on there may be drift.", valueName: "number"))
    var psiThreshold = 0.2

    @Option(
        help: ArgumentHelp("The Kolmogorov-Smirnov distance from which on there may be drift.", valueName: "number"))
    var ksThreshold = 0.1

    @Option(help: ArgumentHelp("The highest corrected p-value of drift.", valueName: "number"))
    var level = 0.05

    @Option(help: ArgumentHelp("The values that a test needs on each side.", valueName: "count"))
    var minimum = 100

    @Option(help: ArgumentHelp("The bins of a column of numbers.", valueName: "count"))
    var bins = 10

    var detector: DriftDetector {
        DriftDetector(
            stabilityThreshold: psiThreshold, distanceThreshold: ksThreshold, level: level, minimumCount: minimum)
    }

    var binning: MonitorReference.Binning { MonitorReference.Binning(binCount: bins) }
}
#endif
