// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-mlops", path: ".."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "InferenceBenchmarks",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/InferenceBenchmarks",
            swiftSettings: settings,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
        .executableTarget(
            name: "table-reading",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"),
                .product(name: "MLData", package: "swift-mlops"),
            ],
            path: "Benchmarks/TableReading",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
        .executableTarget(
            name: "table-quality",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"),
                .product(name: "MLData", package: "swift-mlops"),
            ],
            path: "Benchmarks/TableQuality",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
        .executableTarget(
            name: "training-speed",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"),
                .product(name: "MLTrain", package: "swift-mlops"),
            ],
            path: "Benchmarks/TrainingSpeed",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
        .executableTarget(
            name: "linear-models",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"),
                .product(name: "MLTrain", package: "swift-mlops"),
            ],
            path: "Benchmarks/LinearModels",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
    ],
    swiftLanguageModes: [.v6]
)
