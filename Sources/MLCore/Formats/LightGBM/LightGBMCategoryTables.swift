/// The tables of categories of a model to be written, as LightGBM's Python package writes them.
struct LightGBMCategoryTables {
    /// The JSON after `pandas_categorical:`.
    private(set) var json = "null"
    /// The line of the parameters that names the columns, with its end; empty when there are none.
    private(set) var parameter = ""
    /// The number of categories of each column that has a table.
    private var counts: [Int: Int] = [:]

    /// Creates no tables.
    init() {}

    /// Creates the tables of inputs.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when the codes of a table are not 0, 1, 2 and so on, or its
    ///   categories are hashes.
    init(_ inputs: [ImportedInput]) throws(CoreError) {
        var lists: [String] = []
        var columns: [Int] = []
        for (column, input) in inputs.enumerated() {
            let categories: [String]
            switch input.encoding {
            case .number: continue
            case .categories(let codes): categories = try Self.texts(codes, input.name)
            case .numberCategories(let codes): categories = try Self.ordered(codes, input.name).map { Self.text($0[0]) }
            case .hashedCategories: throw Self.inexpressible("are hashes", input.name)
            }
            counts[column] = categories.count
            columns.append(column)
            lists.append("[\(categories.joined(separator: ", "))]")
        }
        guard !columns.isEmpty else { return }
        json = "[\(lists.joined(separator: ", "))]"
        parameter = "[categorical_feature: \(columns.map { "\($0)" }.joined(separator: ","))]\n"
    }

    /// The description of a column: its codes, of which −1 stands for missing.
    func info(_ column: Int) -> String {
        guard let count = counts[column] else { return "none" }
        return "-1" + (0..<count).map { ":\($0)" }.joined()
    }

    /// The categories by code; some have several texts.
    private static func ordered<Category: Comparable>(
        _ codes: [Category: UInt32], _ name: String
    ) throws(CoreError) -> [[Category]] {
        var categories = [[Category]](repeating: [], count: codes.count)
        for (category, code) in codes {
            guard categories.indices.contains(Int(code)) else {
                throw inexpressible("do not have the codes 0, 1, 2 and so on", name)
            }
            categories[Int(code)].append(category)
        }
        while categories.last?.isEmpty == true { categories.removeLast() }
        guard categories.allSatisfy({ !$0.isEmpty }) else {
            throw inexpressible("do not have the codes 0, 1, 2 and so on", name)
        }
        return categories.map { $0.sorted() }
    }

    /// The JSON of each category: truth values and whole numbers are those that several texts stand for.
    private static func texts(_ codes: [String: UInt32], _ name: String) throws(CoreError) -> [String] {
        var texts: [String] = []
        for alternatives in try ordered(codes, name) {
            if alternatives.count == 1 {
                texts.append(quoted(alternatives[0]))
            } else if alternatives.contains("True") {
                texts.append("true")
            } else if alternatives.contains("False") {
                texts.append("false")
            } else if alternatives.count == 2, alternatives[1] == "\(alternatives[0]).0",
                NumberParser.int64(alternatives[0]) != nil
            {
                texts.append(alternatives[0])
            } else {
                throw inexpressible("have several texts", name)
            }
        }
        return texts
    }

    private static func text(_ number: Double) -> String {
        Int64(exactly: number).map { "\($0)" } ?? NumberText.shortest(number)
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func inexpressible(_ problem: String, _ name: String) -> CoreError {
        LightGBMWriter.inexpressible("categories that \(problem)", at: "input \"\(name.prefix(60))\"")
    }
}
