/// What a LightGBM model file says after its last tree.
struct LightGBMTrailer {
    /// The columns that training took for categorical, when the parameters name them by number.
    private(set) var categoricalColumns: [Int]?
    /// Where the JSON of the category tables is.
    private(set) var categories: Range<Int>?

    private enum Section { case none, importances, parameters, parser }

    /// Reads the lines after the last tree.
    ///
    /// - Throws: ``CoreError`` with code `malformedInput` when the file is cut off within a section or has a line that
    ///   LightGBM does not write.
    init(_ text: inout LightGBMText, version: Int) throws(CoreError) {
        var section = Section.none
        var hasImportances = version == 2
        while let line = text.nextLine() {
            if section == .parameters, !text.starts(line, with: "pandas_categorical:") {
                if text.equals(line, "end of parameters") {
                    section = .none
                } else {
                    readParameter(line, text)
                }
            } else if section == .parser {
                if text.equals(line, "end of parser") { section = .none }
            } else if text.starts(line, with: "pandas_categorical:") {
                guard categories == nil, section != .parameters || version == 2 else {
                    throw LightGBMReader.unexpected(line, text)
                }
                categories = line.lowerBound + "pandas_categorical:".utf8.count..<line.upperBound
                section = .none
            } else if text.equals(line, "feature_importances:") || text.equals(line, "feature importances:") {
                section = .importances
                hasImportances = true
            } else if text.equals(line, "parameters:") {
                section = .parameters
            } else if text.equals(line, "parser:") {
                section = .parser
            } else if section == .importances, text.keyAndValue(line) != nil {
                continue
            } else if !line.isEmpty {
                throw LightGBMReader.unexpected(line, text)
            }
        }
        // What ends the file decides whether it was cut off: sections have an end, and lines of importances a line break.
        let isWhole = section == .importances ? text.lineIsComplete : section == .none || version == 2
        guard hasImportances, isWhole else {
            throw CoreError(.malformedInput, "the file is cut off after its trees", at: "LightGBM model")
        }
    }

    /// Keeps `[categorical_feature: 1,3,5]`.
    private mutating func readParameter(_ line: Range<Int>, _ text: LightGBMText) {
        let prefix: StaticString = "[categorical_feature: "
        guard text.starts(line, with: prefix), text.bytes[line.upperBound - 1] == UInt8(ascii: "]") else { return }
        let list = line.lowerBound + prefix.utf8CodeUnitCount..<line.upperBound - 1
        guard !list.isEmpty else { return }
        var columns: [Int] = []
        for token in text.tokens(list, separator: UInt8(ascii: ",")) {
            guard let column = NumberParser.int64(token), column >= 0, column < Int64(Int32.max) else { return }
            columns.append(Int(column))
        }
        categoricalColumns = columns.sorted()
    }
}
