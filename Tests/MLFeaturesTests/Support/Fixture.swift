import Foundation

/// Reads JSON fixtures; a fixture that is absent fails the test that asks for it.
enum Fixture {
    /// The fixtures of this package.
    static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures")

    /// Reference values of established packages: under `MLOPS_FIXTURES`, or in this package.
    static func reference<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        let root = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"].map { URL(filePath: $0) } ?? packageRoot
        return try decode(root.appending(path: "reference").appending(path: name), as: type)
    }

    /// Reference values that only this package has.
    static func package<Value: Decodable>(_ path: String, as type: Value.Type) throws -> Value {
        try decode(packageRoot.appending(path: path), as: type)
    }

    private static func decode<Value: Decodable>(_ file: URL, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: try Data(contentsOf: file))
    }
}
