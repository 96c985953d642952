// swift-tools-version: 6.2

import PackageDescription

// A host that uses two modules and asks for no trait: nothing else is resolved.
let package = Package(
    name: "NoTrait",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "swift-mlops", path: "../../..")],
    targets: [
        .executableTarget(
            name: "NoTrait",
            dependencies: [
                .product(name: "MLCore", package: "swift-mlops"), .product(name: "MLLedger", package: "swift-mlops"),
            ])
    ]
)
