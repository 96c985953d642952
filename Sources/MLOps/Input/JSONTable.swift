#if CommandLine
import MLCore
import MLData

/// A table as one JSON document: a list of objects, one a row; an object of columns, each a list; or the object of one
/// row.
struct JSONTable {
    private let name: String
    private let rows: [JSONObject]

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - bytes: The document.
    ///   - name: What errors call it.
    /// - Throws: `CoreError` for what is no JSON, or ``CommandError`` of code `unusableInput` for what is no table.
    init(_ bytes: [UInt8], name: String) throws {
        self.name = name
        let limits = JSONLimits(
            maximumByteCount: InputBytes.maximumByteCount, maximumValueCount: 1 << 28, largeIntegers: .roundToDouble)
        do {
            switch try JSONReader(limits: limits).value(from: bytes) {
            case .array(let elements): rows = try Self.rows(elements, name: name)
            case .object(let object): rows = try Self.rows(object, name: name)
            default: throw Self.noTable("neither a list nor an object", at: name)
            }
        } catch let error as CoreError {
            throw CommandError(.unusableInput, error.details.problem, at: "\(name), \(error.details.place ?? "JSON")")
        }
    }

    /// The columns of the document by their types.
    ///
    /// - Parameters:
    ///   - options: The columns to read, and their types; truth values are 1 and 0 where a type is that of numbers.
    ///   - categories: Columns of texts where numbers and truth values are read as texts.
    /// - Returns: The rows, and the number of each, counted from 1.
    /// - Throws: `DataError` that names the row and the column.
    func read(_ options: ReadingOptions, categories: Set<String>) throws -> (frame: DataFrame, lines: [Int]) {
        guard !rows.isEmpty else {
            let columns = (options.columns ?? []).map { name in
                (name, ColumnBuilder(options.columnTypes[name] ?? .string).column())
            }
            return (try DataFrame(columns), [])
        }
        var lines: [UInt8] = []
        for row in rows {
            var object = row
            for (key, value) in row.members {
                let type = options.columnTypes[key]
                if type == .double || type == .float, let truth = value.boolValue {
                    object[key] = .integer(truth ? 1 : 0)
                }
                if categories.contains(key), let text = Self.category(value) { object[key] = .string(text) }
            }
            lines += try CanonicalJSONEncoder().encode(JSONValue.object(object))
            lines.append(UInt8(ascii: "\n"))
        }
        let outcome = try JSONLReader(options: options).read(bytes: lines, name: "\(name), one object a line")
        return (outcome.frame, outcome.lines)
    }

    /// The name of a category that is written as a number or a truth value.
    private static func category(_ value: JSONValue) -> String? {
        switch value {
        case .integer(let number): number.description
        case .number(let number): NumberText.shortest(number)
        case .bool(let truth): truth ? "true" : "false"
        default: nil
        }
    }

    private static func rows(_ elements: [JSONValue], name: String) throws -> [JSONObject] {
        try elements.enumerated().map { position, element in
            guard let object = element.objectValue else {
                throw noTable("element \(position + 1) of the list is not an object", at: name)
            }
            return object
        }
    }

    private static func rows(_ object: JSONObject, name: String) throws -> [JSONObject] {
        guard let count = object.values.lazy.compactMap(\.arrayValue).first?.count else { return [object] }
        var rows = [JSONObject](repeating: JSONObject(), count: count)
        for (key, value) in object.members {
            guard let cells = value.arrayValue, cells.count == count else {
                throw noTable("the columns are not lists of one length", at: "\(name), column \"\(key)\"")
            }
            for (row, cell) in cells.enumerated() { rows[row][key] = cell }
        }
        return rows
    }

    private static func noTable(_ problem: String, at place: String) -> CommandError {
        CommandError(
            .unusableInput, "the document is no table: \(problem)", at: place,
            remedy: "Write a list of objects, one a row, or an object of columns, each a list.")
    }
}
#endif
