import Foundation

@testable import MLCore

/// A folder with a model file of another library and what that library answers.
struct ModelFixture: CustomStringConvertible, Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// What `meta.json` says.
    struct Description: Decodable {
        var id: String
        var library: String
    }

    let path: String
    let name: String
    let library: String
    var description: String { name }

    /// `MLOPS_FIXTURES`, else `Tests/Fixtures` of this package, and there `models`.
    static var root: String {
        let environment = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"]
        if let environment, !environment.isEmpty { return environment + "/models" }
        return packageRoot
    }

    /// The models of this package.
    private static var packageRoot: String {
        var directory = URL(fileURLWithPath: #filePath)
        while directory.lastPathComponent != "Tests", directory.path != "/" { directory.deleteLastPathComponent() }
        return directory.appendingPathComponent("Fixtures").appendingPathComponent("models").path
    }

    /// The folders of all models.
    static var all: [ModelFixture] { ["catboost", "lightgbm", "xgboost"].flatMap { all(of: $0) } }

    /// The folders of a library's models, by name: those of the root, or where it has none of the library, those of this
    /// package; none when there is no root.
    static func all(of library: String) -> [ModelFixture] {
        let found = all(of: library, in: root)
        guard found.isEmpty, FileManager.default.fileExists(atPath: root) else { return found }
        return all(of: library, in: packageRoot)
    }

    private static func all(of library: String, in root: String) -> [ModelFixture] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.sorted().compactMap { name in
            let path = root + "/" + name
            guard let meta = FileManager.default.contents(atPath: path + "/meta.json"),
                let description = try? JSONDecoder().decode(Description.self, from: meta),
                description.library.split(separator: " ").first.map(String.init) == library
            else { return nil }
            return ModelFixture(path: path, name: name, library: library)
        }
    }

    func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + file) }

    func bytes(_ file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path + "/" + file) else {
            throw Failure(description: "there is no \(path)/\(file)")
        }
        return [UInt8](data)
    }

    /// The rows of a file of comma-separated cells; a cell in quotes may hold commas.
    func table(_ file: String) throws -> (columns: [String], rows: [[String]]) {
        let text = String(decoding: try bytes(file), as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        var rows = lines.map { Self.cells($0) }
        guard !rows.isEmpty else { throw Failure(description: "\(path)/\(file) is empty") }
        return (rows.removeFirst(), rows)
    }

    private static func cells(_ line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                cells.append(cell)
                cell = ""
            default: cell.append(character)
            }
        }
        cells.append(cell)
        return cells
    }

    /// The inputs of a model as features.
    func features(of model: ImportedModel) throws -> FeatureMatrix<Double> {
        let (columns, rows) = try table("inputs.csv")
        guard columns == model.inputs.map(\.name) else {
            throw Failure(description: "\(name): the columns are \(columns), the inputs \(model.inputs.map(\.name))")
        }
        var values: [Double] = []
        for row in rows {
            for (input, cell) in zip(model.inputs, row) { values.append(try input.feature(ofCell: cell)) }
        }
        return try FeatureMatrix(values: values, rowCount: rows.count, schema: FeatureSchema(columns))
    }

    /// The columns of `expected.csv` whose names begin with a prefix, row by row.
    func expected(_ prefix: String) throws -> [[Double]] {
        let (columns, rows) = try table("expected.csv")
        let wanted = columns.indices.filter { columns[$0].hasPrefix(prefix) }
        return try rows.map { row in
            try wanted.map { column in
                guard let value = Double(row[column]) else {
                    throw Failure(description: "\(name): \"\(row[column])\" is no number")
                }
                return value
            }
        }
    }
}

/// Where computed numbers are not those of a fixture.
struct Disagreement: CustomStringConvertible {
    private(set) var count = 0
    private(set) var largest = 0.0
    private var first = ""

    /// Compares numbers to a tolerance relative to the expected number, or to `floor` where that is larger; equal
    /// infinities and two NaNs agree.
    mutating func compare(
        _ computed: [Double], _ expected: [Double], tolerance: Double, floor: Double = .leastNormalMagnitude,
        _ place: String
    ) {
        guard computed.count == expected.count else { return add("\(place): \(computed.count) for \(expected.count)") }
        for (index, pair) in zip(computed, expected).enumerated() {
            if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { continue }
            let error = abs(pair.0 - pair.1) / max(abs(pair.1), floor)
            largest = max(largest, error)
            if !(error <= tolerance) { add("\(place), number \(index): \(pair.0), expected \(pair.1)") }
        }
    }

    private mutating func add(_ text: String) {
        if count == 0 { first = text }
        count += 1
    }

    var description: String { "\(count) numbers disagree, the first at \(first)" }
}
