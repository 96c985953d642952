// swift-tools-version: 6.2

import PackageDescription

// An application that logs events and uses a library that counts them. Traits are united over the whole graph, but
// Swift 6.3.1 resolves such a graph only when the application also names the traits of its libraries.
let package = Package(
    name: "App",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "swift-mlops", path: "../../..", traits: ["Logging", "Metrics"]),
        .package(name: "Library", path: "../Library"),
    ],
    targets: [
        .executableTarget(
            name: "App",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"),
                .product(name: "MLObservability", package: "swift-mlops"),
                .product(name: "Library", package: "Library"),
            ])
    ]
)
