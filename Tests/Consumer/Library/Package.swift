// swift-tools-version: 6.2

import PackageDescription

// A library that counts events and so asks for another trait than the application that uses it.
let package = Package(
    name: "Library",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Library", targets: ["Library"])],
    dependencies: [.package(name: "swift-mlops", path: "../../..", traits: ["Metrics"])],
    targets: [
        .target(
            name: "Library",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"),
                .product(name: "MLObservability", package: "swift-mlops"),
            ])
    ]
)
