import Foundation
import MLCore

/// Data sets that are not part of the package: the folder named by `MLOPS_DATA`.
enum RealData {
    static var root: String? { ProcessInfo.processInfo.environment["MLOPS_DATA"] }

    /// The rows of a table of numbers.
    static func numbers(_ path: String, separator: Character, hasHeader: Bool) throws -> [[Double]] {
        let text = try String(contentsOfFile: (root ?? "") + "/" + path, encoding: .utf8)
        return text.split(separator: "\n").dropFirst(hasHeader ? 1 : 0).map { line in
            line.split(separator: separator).compactMap { Double($0) }
        }
    }

    /// Rows with the class in one of the columns.
    static func classes(_ rows: [[Double]], target: Int) throws -> TrainingSet {
        let width = (rows.first?.count ?? 1) - 1
        var values: [Double] = []
        for row in rows { values.append(contentsOf: row.enumerated().filter { $0.offset != target }.map(\.element)) }
        let indices = rows.map { Int32($0[target]) }
        return try TrainingSet(
            features: try FeatureMatrix(values: values, rowCount: rows.count, schema: try .numbered(width)),
            targets: .classes(
                try ClassTargets(indices: indices, labels: (0...(indices.max() ?? 0)).map { "class \($0)" })))
    }
}
