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

/// The whole loop.
let loop: [Target.Dependency] =
    foundation + ["MLData", "MLFeatures", "MLTrain", "MLEval", "MLRegistry", "MLServe", "MLMonitor"]

let modules = [
    "MLCore", "MLStatistics", "MLLedger", "MLData", "MLFeatures", "MLTrain", "MLEval", "MLRegistry", "MLServe",
    "MLMonitor", "MLTestKit",
]

/// The modules that join a package of others to the loop; empty without their trait.
let integrations = ["MLServeHummingbird", "MLSQLite", "MLObservability", "MLLifecycle"]

/// What can be switched on, and with it the packages that are resolved.
let gains = [
    (name: "CommandLine", description: "The mlops command, with swift-argument-parser."),
    (name: "HummingbirdServing", description: "Open Inference Protocol over HTTP, with Hummingbird."),
    (name: "SQLiteStore", description: "Ledgers, blobs and tables in SQLite, with GRDB."),
    (name: "Logging", description: "Events as log messages, with swift-log."),
    (name: "Metrics", description: "Events as metrics, with swift-metrics."),
    (name: "Tracing", description: "Events as spans, with swift-distributed-tracing."),
    (name: "ServiceLifecycle", description: "Long-running parts as services, with swift-service-lifecycle."),
]

/// For editors, documentation and checks of the interface, which know no traits; the second variable is that of the
/// builder of the Swift Package Index.
let allTraits =
    Context.environment["MLOPS_ALL_TRAITS"] != nil || Context.environment["SPI_GENERATE_DOCS"] != nil

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A product of another package that is resolved only when one of the traits is on.
func product(_ name: String, _ package: String, _ traits: String...) -> Target.Dependency {
    .product(name: name, package: package, condition: .when(traits: Set(traits)))
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// One program for each format of another library that is read, which libFuzzer feeds with changed files (`.ci/fuzz`).
///
/// They are only here when they are asked for, as they need flags that a dependency must not have.
let fuzzers: [Target] =
    Context.environment["MLOPS_FUZZ"] == nil
    ? []
    : [
        .target(
            name: "FuzzSupport", dependencies: ["MLCore", "MLData"], path: "Tests/Fuzz/FuzzSupport",
            swiftSettings: settings)
    ]
        + ["CatBoostJSON", "LightGBM", "XGBoostJSON", "XGBoostUBJSON"].map { format in
            .executableTarget(
                name: "Fuzz\(format)", dependencies: ["FuzzSupport", "MLCore"], path: "Tests/Fuzz/Fuzz\(format)",
                swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
        }
        + ["Arrow", "CSV", "Inflate", "JSONL", "LibSVM", "Parquet", "Snappy", "Zstandard"].map { format in
            .executableTarget(
                name: "Fuzz\(format)", dependencies: ["FuzzSupport", "MLCore", "MLData"],
                path: "Tests/Fuzz/Fuzz\(format)",
                swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
        }

let package = Package(
    name: "swift-mlops",
    platforms: [.macOS(.v15)],
    products: (modules + integrations).map { .library(name: $0, targets: [$0]) } + [
        .executable(name: "mlops", targets: ["MLOps"]),
        .executable(name: "trending-now", targets: ["TrendingNow"]),
    ],
    traits: Set(gains.map { .trait(name: $0.name, description: $0.description) })
        .union([
            .trait(
                name: "Everything", description: "Every integration.", enabledTraits: Set(gains.map { $0.name })),
            .default(enabledTraits: Set(allTraits ? ["Everything"] : [])),
        ]),
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.9.0"),
        // Earlier versions do not bound the headers of a request (CVE-2026-28980).
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.6.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.26.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.6.0"),
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
        library("MLTestKit", loop),
        library(
            "MLServeHummingbird",
            ["MLCore", "MLServe"] + [
                product("Hummingbird", "hummingbird", "HummingbirdServing"),
                product("HummingbirdCore", "hummingbird", "HummingbirdServing"),
                product("HTTPTypes", "swift-http-types", "HummingbirdServing"),
                product("Logging", "swift-log", "HummingbirdServing"),
                product("NIOCore", "swift-nio", "HummingbirdServing"),
                product("NIOHTTP1", "swift-nio", "HummingbirdServing"),
                product("NIOPosix", "swift-nio", "HummingbirdServing"),
                product("ServiceLifecycle", "swift-service-lifecycle", "HummingbirdServing"),
                product("UnixSignals", "swift-service-lifecycle", "HummingbirdServing"),
            ]),
        library(
            "MLSQLite",
            [
                "MLCore", "MLLedger", "MLData", "CSQLiteSettings",
                product("GRDB", "GRDB.swift", "SQLiteStore"),
                product("GRDBSQLite", "GRDB.swift", "SQLiteStore"),
            ]),
        // Settings of SQLite that are functions of C with a variable number of arguments.
        .target(name: "CSQLiteSettings"),
        library(
            "MLObservability",
            [
                "MLCore",
                product("Logging", "swift-log", "Logging"),
                product("Metrics", "swift-metrics", "Metrics"),
                product("Tracing", "swift-distributed-tracing", "Tracing"),
            ]),
        library(
            "MLLifecycle",
            [
                "MLCore", "MLServe", "MLMonitor",
                product("ServiceLifecycle", "swift-service-lifecycle", "ServiceLifecycle"),
            ]),
        .executableTarget(
            name: "MLOps",
            dependencies: loop + [
                "MLSQLite", product("ArgumentParser", "swift-argument-parser", "CommandLine"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "TrendingNow",
            dependencies: loop + ["MLServeHummingbird"],
            resources: [.copy("Sample")],
            swiftSettings: settings
        ),
        // Tests.
        tests("MLCoreTests", ["MLCore", "MLTestKit"]),
        tests("MLStatisticsTests", ["MLStatistics", "MLCore", "MLTestKit"]),
        // The programs that tests run: how they are found, and what those do that are killed while they write.
        .target(
            name: "TestPrograms", dependencies: ["MLCore", "MLLedger"], path: "Tests/TestPrograms",
            swiftSettings: settings),
        tests("MLLedgerTests", ["MLLedger", "MLCore", "MLTestKit", "TestPrograms", "LedgerWriter"]),
        // The program that the tests of MLLedger kill.
        .executableTarget(
            name: "LedgerWriter", dependencies: ["MLLedger", "TestPrograms"], path: "Tests/LedgerWriter",
            swiftSettings: settings),
        tests("MLReportTests", ["MLReport", "MLCore", "MLTestKit"]),
        tests("MLDataTests", foundation + ["MLData", "MLTestKit"]),
        tests("MLFeaturesTests", foundation + ["MLFeatures", "MLData", "MLTestKit"]),
        tests("MLTrainTests", foundation + ["MLTrain", "MLData", "MLTestKit"]),
        tests("MLEvalTests", foundation + ["MLEval", "MLData", "MLTestKit"]),
        tests("MLRegistryTests", ["MLRegistry", "MLCore", "MLLedger", "MLReport", "MLTestKit"]),
        tests(
            "MLServeTests", foundation + ["MLServe", "MLData", "MLFeatures", "MLTrain", "MLRegistry", "MLTestKit"]),
        tests("MLMonitorTests", foundation + ["MLMonitor", "MLData", "MLTestKit"]),
        tests("MLTestKitTests", ["MLTestKit", "MLCore", "MLLedger"]),
        .testTarget(
            name: "MLServeHummingbirdTests",
            dependencies: foundation + [
                "MLServeHummingbird", "MLServe", "MLData", "MLFeatures", "MLTrain", "MLRegistry", "MLTestKit",
            ] + [
                product("Hummingbird", "hummingbird", "HummingbirdServing"),
                product("HummingbirdCore", "hummingbird", "HummingbirdServing"),
                product("HTTPTypes", "swift-http-types", "HummingbirdServing"),
                product("Logging", "swift-log", "HummingbirdServing"),
                product("NIOCore", "swift-nio", "HummingbirdServing"),
                product("ServiceLifecycle", "swift-service-lifecycle", "HummingbirdServing"),
            ],
            exclude: ["Triton"], swiftSettings: settings),
        tests(
            "MLSQLiteTests",
            [
                "MLSQLite", "MLCore", "MLLedger", "MLData", "MLRegistry", "MLTestKit", "TestPrograms",
                "SQLiteWriter", product("GRDB", "GRDB.swift", "SQLiteStore"),
            ]),
        // The program that the tests of MLSQLite kill.
        .executableTarget(
            name: "SQLiteWriter", dependencies: ["MLSQLite", "TestPrograms"], path: "Tests/SQLiteWriter",
            swiftSettings: settings),
        tests(
            "MLObservabilityTests",
            [
                "MLObservability", "MLCore", "MLTestKit",
                product("InMemoryLogging", "swift-log", "Logging"),
                product("MetricsTestKit", "swift-metrics", "Metrics"),
                product("InMemoryTracing", "swift-distributed-tracing", "Tracing"),
            ]),
        tests(
            "MLLifecycleTests",
            foundation + ["MLLifecycle", "MLServe", "MLMonitor", "MLTestKit"] + [
                product("Logging", "swift-log", "ServiceLifecycle"),
                product("ServiceLifecycle", "swift-service-lifecycle", "ServiceLifecycle"),
                product("ServiceLifecycleTestKit", "swift-service-lifecycle", "ServiceLifecycle"),
            ]),
        tests(
            "MLOpsTests",
            loop + [
                "MLOps", "MLSQLite", "MLTestKit", "TestPrograms",
                product("ArgumentParser", "swift-argument-parser", "CommandLine"),
            ]),
        tests("TrendingNowTests", ["TrendingNow", "MLCore", "MLData", "MLTestKit"]),
        tests("GoldenTests", loop + ["MLTestKit", "MLSQLite", "MLLifecycle"]),
    ] + fuzzers,
    swiftLanguageModes: [.v6]
)
