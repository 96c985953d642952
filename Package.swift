// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// The layer every module builds on.
let foundation: [Target.Dependency] = ["MLCore", "MLStatistics", "MLLedger", "MLReport"]

let modules = [
    "MLCore", "MLStatistics", "MLLedger", "MLData", "MLFeatures", "MLTrain", "MLEval", "MLRegistry", "MLServe",
    "MLMonitor", "MLTestKit",
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "swift-mlops",
    platforms: [.macOS(.v15)],
    products: modules.map { .library(name: $0, targets: [$0]) } + [
        .executable(name: "trending-now", targets: ["TrendingNow"])
    ],
    targets: [
        // Foundation layer.
        library("MLCore", []),
        library("MLStatistics", ["MLCore"]),
        library("MLLedger", ["MLCore"]),
        library("MLReport", ["MLCore"]),
        // Modules.
        library("MLData", foundation),
        library("MLFeatures", foundation + ["MLData"]),
        library("MLTrain", foundation + ["MLData"]),
        library("MLEval", foundation + ["MLData"]),
        library("MLRegistry", ["MLCore", "MLLedger", "MLReport"]),
        library("MLServe", foundation + ["MLData", "MLFeatures", "MLRegistry"]),
        library("MLMonitor", foundation + ["MLData"]),
        // Edges.
        library(
            "MLTestKit",
            foundation + ["MLData", "MLFeatures", "MLTrain", "MLEval", "MLRegistry", "MLServe", "MLMonitor"]),
        .executableTarget(
            name: "TrendingNow",
            dependencies: foundation + [
                "MLData", "MLFeatures", "MLTrain", "MLEval", "MLRegistry", "MLServe", "MLMonitor",
            ],
            resources: [.copy("Sample")],
            swiftSettings: settings
        ),
        // Tests.
        tests("MLCoreTests", ["MLCore", "MLTestKit"]),
        tests("MLStatisticsTests", ["MLStatistics", "MLCore", "MLTestKit"]),
        tests("MLLedgerTests", ["MLLedger", "MLCore", "MLTestKit", "LedgerWriter"]),
        // The program that the tests of MLLedger kill while it writes.
        .executableTarget(
            name: "LedgerWriter", dependencies: ["MLLedger", "MLCore"], path: "Tests/LedgerWriter",
            swiftSettings: settings),
        tests("MLReportTests", ["MLReport", "MLCore"]),
        tests("MLDataTests", foundation + ["MLData", "MLTestKit"]),
        tests("MLFeaturesTests", foundation + ["MLFeatures", "MLData", "MLTestKit"]),
        tests("MLTrainTests", foundation + ["MLTrain", "MLData", "MLTestKit"]),
        tests("MLEvalTests", foundation + ["MLEval", "MLData", "MLTestKit"]),
        tests("MLRegistryTests", ["MLRegistry", "MLCore", "MLLedger", "MLReport", "MLTestKit"]),
        tests(
            "MLServeTests", foundation + ["MLServe", "MLData", "MLFeatures", "MLTrain", "MLRegistry", "MLTestKit"]),
        tests("MLMonitorTests", foundation + ["MLMonitor", "MLData", "MLTestKit"]),
        tests("MLTestKitTests", ["MLTestKit", "MLCore", "MLLedger"]),
        tests("TrendingNowTests", ["TrendingNow", "MLCore", "MLData"]),
    ],
    swiftLanguageModes: [.v6]
)
