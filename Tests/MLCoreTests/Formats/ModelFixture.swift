import Foundation
import MLCore
import Testing

/// A model that another library saved, with inputs and that library's answers.
struct ModelFixture: CustomTestStringConvertible {
    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    /// A table of a fixture: the names of its columns and its cells.
    struct Table {
        var names: [String]
        var rows: [[String]]

        /// The numbers of all columns whose name begins with a text, row after row.
        func numbers(_ prefix: String) throws -> [Double] {
            let columns = names.indices.filter { names[$0].hasPrefix(prefix) }
            return try rows.flatMap { row in
                try columns.map { column in
                    switch row[column] {
                    case "nan", "": return .nan
                    case "inf": return .infinity
                    case "-inf": return -.infinity
                    case let cell:
                        guard let value = Double(cell) else { throw Missing(description: "\(cell) is no number") }
                        return value
                    }
                }
            }
        }
    }

    private struct Meta: Decodable {
        var library: String
    }

    /// The name of the folder.
    let name: String
    private let folder: String

    var testDescription: String { name }

    /// The folder of all models: `models` of `MLOPS_FIXTURES`, else of `Tests/Fixtures` of this package.
    static var root: String {
        if let path = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"], !path.isEmpty { return path + "/models" }
        var directory = URL(fileURLWithPath: #filePath)
        while directory.lastPathComponent != "Tests", directory.path != "/" { directory.deleteLastPathComponent() }
        return directory.appendingPathComponent("Fixtures/models").path
    }

    /// The fixtures of a library, by name; none when the folder is missing.
    static func all(of library: String) -> [ModelFixture] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        return names.sorted().compactMap { name in
            let fixture = ModelFixture(name: name, folder: root + "/" + name)
            guard let bytes = try? fixture.bytes(of: "meta.json"),
                let meta = try? JSONDecoder().decode(Meta.self, from: Data(bytes)), meta.library == library
            else { return nil }
            return fixture
        }
    }

    /// The bytes of a file.
    func bytes(of file: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: folder + "/" + file) else {
            throw Missing(description: "there is no \(folder)/\(file); set MLOPS_FIXTURES to the fixture root")
        }
        return [UInt8](data)
    }

    /// Whether a file is there.
    func has(_ file: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + file) }

    /// A file of comma-separated cells with a first line of names; cells in quotes may hold commas.
    func table(_ file: String) throws -> Table {
        let text = String(decoding: try bytes(of: file), as: UTF8.self)
        var lines = text.split(whereSeparator: \.isNewline).map { Self.cells($0) }
        guard !lines.isEmpty else { throw Missing(description: "\(folder)/\(file) is empty") }
        return Table(names: lines.removeFirst(), rows: lines)
    }

    private static func cells(_ line: Substring) -> [String] {
        guard line.contains("\"") else {
            return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var cells = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: cells.append("")
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    /// The inputs as the features of a model.
    func features(for model: ImportedModel) throws -> FeatureMatrix<Double> {
        let table = try table("inputs.csv")
        let columns = try model.inputs.map { input in
            guard let column = table.names.firstIndex(of: input.name) else {
                throw Missing(description: "inputs.csv has no column \(input.name)")
            }
            return column
        }
        let values = try table.rows.flatMap { row in
            try zip(model.inputs, columns).map { try $0.feature(ofCell: row[$1]) }
        }
        return try FeatureMatrix(
            values: values, rowCount: table.rows.count, schema: FeatureSchema(model.inputs.map(\.name)))
    }
}
