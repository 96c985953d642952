#if CommandLine
import Foundation
import Testing

@testable import MLOps

/// Models of other libraries with their libraries' answers.
struct ModelFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let model: String
    let inputs: String
    let expected: String
    /// The leaf for each tree, where the library gives one.
    let leaves: String?
    /// How far an answer may be from the library's, relative to it.
    let tolerance: Double

    var testDescription: String { name }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures")

    /// The path of a file in `Tests/Fixtures/model-files`.
    static func file(_ name: String) -> String { folder.appendingPathComponent("model-files/\(name)").path }

    /// The small models of this suite: LightGBM with a category, XGBoost with three classes.
    static let small = [
        ModelFixture(
            name: "people-lightgbm", model: file("people-lightgbm.txt"), inputs: file("people.csv"),
            expected: file("people-lightgbm-expected.csv"), leaves: file("people-lightgbm-leaves.csv"),
            tolerance: 1e-12),
        ModelFixture(
            name: "people-xgboost", model: file("people-xgboost.json"), inputs: file("people.csv"),
            expected: file("people-xgboost-expected.csv"), leaves: file("people-xgboost-leaves.csv"),
            tolerance: 1e-6),
    ]

    /// The small models, and those under the root of `MLOPS_FIXTURES`.
    static let all = small + folders

    /// One fixture for each folder `models/NAME` whose model has an `expected.csv`.
    private static var folders: [ModelFixture] {
        let root = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"] ?? folder.path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/models")) ?? []
        return names.sorted().compactMap { name in
            let path = "\(root)/models/\(name)"
            func existing(_ file: String) -> String? {
                FileManager.default.fileExists(atPath: "\(path)/\(file)") ? "\(path)/\(file)" : nil
            }
            guard let model = ["model.txt", "model.json", "model.ubj"].lazy.compactMap(existing).first,
                let inputs = existing("inputs.csv"), let expected = existing("expected.csv")
            else { return nil }
            return ModelFixture(
                name: name, model: model, inputs: inputs, expected: expected, leaves: existing("expected-leaves.csv"),
                tolerance: name.hasPrefix("xgb") ? 1e-6 : 1e-12)
        }
    }
}

/// A table of numbers as text.
struct NumberTable {
    let header: [String]
    let rows: [[String]]

    init(path: String) throws { self.init(try String(contentsOfFile: path, encoding: .utf8)) }

    init(_ text: String) {
        let lines = text.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        header = lines.first ?? []
        rows = Array(lines.dropFirst())
    }

    /// The columns of this table that another one has.
    func columns(_ names: [String]) -> [[String]] {
        let positions = names.compactMap { header.firstIndex(of: $0) }
        return rows.map { row in positions.map { row[$0] } }
    }

    /// The first difference of numbers from those that are expected, in words.
    func difference(from expected: NumberTable, tolerance: Double) -> String? {
        guard rows.count >= expected.rows.count else { return "\(rows.count) rows of \(expected.rows.count)" }
        for (row, (own, theirs)) in zip(columns(expected.header), expected.rows).enumerated() {
            guard own.count == theirs.count else { return "columns are \(header)" }
            for (column, (mine, other)) in zip(own, theirs).enumerated() where mine != other {
                guard let mine = Double(mine), let other = Double(other),
                    abs(mine - other) <= tolerance * abs(other)
                else { return "row \(row), \(expected.header[column]): \(mine), not \(other)" }
            }
        }
        return nil
    }
}
#endif
