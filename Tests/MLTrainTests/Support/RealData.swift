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

    /// The rows of a LibSVM file, its absent values as zeros.
    static func sparse(_ path: String, width: Int) throws -> [(label: Double, values: [Double])] {
        let text = try String(contentsOfFile: (root ?? "") + "/" + path, encoding: .utf8)
        return text.split(separator: "\n").map { line in
            let fields = line.split(separator: " ")
            var values = [Double](repeating: 0, count: width)
            for field in fields.dropFirst() {
                let parts = field.split(separator: ":")
                if parts.count == 2, let index = Int(parts[0]), values.indices.contains(index) {
                    values[index] = Double(parts[1]) ?? .nan
                }
            }
            return (Double(fields.first ?? "") ?? .nan, values)
        }
    }
}
