// swift-tools-version: 6.2

import PackageDescription

// A host that logs events: one trait, and one package is resolved.
let package = Package(
    name: "OneTrait",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-mlops", path: "../../..", traits: ["Logging"])],
    targets: [
        .executableTarget(
            name: "OneTrait",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"),
                .product(name: "MLObservability", package: "swift-mlops"),
            ])
    ]
)
