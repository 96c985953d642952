import Foundation
import MLCore

/// Expected coefficients of linear models, computed by scikit-learn.
struct LinearReference {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    let document: JSONValue

    /// `MLOPS_FIXTURES`, else `Tests/Fixtures` of this package.
    static var root: String {
        if let path = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"], !path.isEmpty { return path }
        let testsFolder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return testsFolder.joined(separator: "/") + "/Fixtures"
    }

    init() throws {
        let path = Self.root + "/reference/linear-models.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Missing(description: "there is no fixture \(path); set MLOPS_FIXTURES to the fixture root")
        }
        document = try JSONReader().value(from: Array(data))
    }

    func numbers(_ value: JSONValue?) throws -> [Double] {
        guard let array = value?.arrayValue else { throw Missing(description: "a list of numbers is absent") }
        return try array.map {
            guard let number = $0.doubleValue ?? $0.integerValue.map(Double.init) else {
                throw Missing(description: "a number is absent")
            }
            return number
        }
    }

    func rows(_ value: JSONValue?) throws -> [[Double]] {
        guard let array = value?.arrayValue else { throw Missing(description: "a table is absent") }
        return try array.map { try numbers($0) }
    }

    func matrix(_ name: String) throws -> FeatureMatrix<Double> {
        let rows = try rows(document[name])
        return try FeatureMatrix(
            values: rows.flatMap { $0 }, rowCount: rows.count, schema: try .numbered(rows.first?.count ?? 0))
    }

    func classes(_ name: String) throws -> ClassTargets {
        let indices = try numbers(document[name]).map { Int32($0) }
        return try ClassTargets(indices: indices, labels: (0...Int(indices.max() ?? 0)).map { "class \($0)" })
    }
}
