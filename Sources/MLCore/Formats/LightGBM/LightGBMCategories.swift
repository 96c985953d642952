/// The category tables of a LightGBM model file: the line `pandas_categorical:` that the Python package writes.
///
/// The line has one list for each pandas column of categories, in the order of the columns, but does not say which
/// columns those are. The parameters usually do; otherwise the description of each column (`feature_infos`) tells
/// columns of categories, ranges of numbers and constant columns apart.
enum LightGBMCategories {
    private static let place = "LightGBM model, pandas_categorical"
    /// The most pairs of lists and columns that are tried to match them.
    private static let mostPairs = 1 << 22

    /// The inputs of the model.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput` when the tables are no lists of categories or cannot be matched
    ///   with the columns.
    static func inputs(
        _ header: LightGBMHeader, _ trailer: LightGBMTrailer, _ text: LightGBMText
    ) throws(CoreError) -> [ImportedInput] {
        var encodings = [ImportedInput.Encoding](repeating: .number, count: header.featureNames.count)
        let tables = try tables(trailer, text)
        if !tables.isEmpty {
            let sizes = tables.map(\.count)
            let infos = header.featureInfos.map { FeatureInfo($0, text) }
            let columns = try columns(sizes, infos, declared: trailer.categoricalColumns)
            for (column, table) in zip(columns, tables) { encodings[column] = try encoding(table) }
        }
        return zip(header.featureNames, encodings).map { ImportedInput(name: $0, encoding: $1) }
    }

    private static func tables(_ trailer: LightGBMTrailer, _ text: LightGBMText) throws(CoreError) -> [[JSONValue]] {
        guard let range = trailer.categories else { return [] }
        let limits = JSONLimits(
            maximumByteCount: range.count, maximumDepth: 4, maximumStringByteCount: range.count,
            maximumValueCount: range.count + 1, largeIntegers: .roundToDouble)
        let value = try JSONReader(limits: limits).value(from: UnsafeRawBufferPointer(text.slice(range)))
        if value.isNull { return [] }
        guard let lists = value.arrayValue else { throw malformed("the line is no list") }
        var tables: [[JSONValue]] = []
        for list in lists {
            guard let table = list.arrayValue else { throw malformed("an element is no list of categories") }
            tables.append(table)
        }
        return tables
    }

    /// How a cell becomes a code: its position in the table.
    private static func encoding(_ table: [JSONValue]) throws(CoreError) -> ImportedInput.Encoding {
        let numbers = table.compactMap(\.doubleValue)
        if numbers.count == table.count, !table.isEmpty {
            var codes: [Double: UInt32] = [:]
            for (code, number) in numbers.enumerated() {
                guard codes.updateValue(UInt32(code), forKey: number) == nil else { throw twice("\(number)") }
            }
            return .numberCategories(codes)
        }
        var codes: [String: UInt32] = [:]
        for (code, category) in table.enumerated() {
            for (index, text) in try texts(category).enumerated() where index == 0 || codes[text] == nil {
                guard codes.updateValue(UInt32(code), forKey: text) == nil else { throw twice(text) }
            }
        }
        return .categories(codes)
    }

    /// The texts of a cell that stand for a category; the first is the one that pandas writes.
    private static func texts(_ category: JSONValue) throws(CoreError) -> [String] {
        switch category {
        case .string(let text): return [text]
        case .bool(let truth): return truth ? ["True", "true", "TRUE", "1"] : ["False", "false", "FALSE", "0"]
        case .integer(let integer): return ["\(integer)", "\(integer).0"]
        case .number(let number): return ["\(number)"]
        case .null, .array, .object: throw malformed("a category is neither text nor number")
        }
    }

    /// The columns that the tables belong to, in rising order.
    static func columns(_ sizes: [Int], _ infos: [FeatureInfo], declared: [Int]?) throws(CoreError) -> [Int] {
        guard sizes.count <= infos.count else {
            throw malformed("\(sizes.count) tables for \(infos.count) features")
        }
        if let declared, declared.count == sizes.count, declared.allSatisfy(infos.indices.contains),
            zip(declared, sizes).allSatisfy({ infos[$0].score(ofTable: $1) != nil })
        {
            return declared
        }
        guard sizes.count.multipliedReportingOverflow(by: infos.count).partialValue <= mostPairs,
            let columns = CategoryColumnMatch(sizes, infos).columns
        else {
            throw CoreError(
                .malformedInput, "it cannot be told which columns the \(sizes.count) tables belong to", at: place,
                remedy: "Save the model after training with unordered pandas categories, which the parameters name.")
        }
        return columns
    }

    private static func malformed(_ problem: String) -> CoreError { CoreError(.malformedInput, problem, at: place) }

    private static func twice(_ category: String) -> CoreError {
        malformed("the category \"\(category.prefix(40))\" occurs twice in its table")
    }
}
