#if CommandLine
import MLCore
import MLData

/// The rows of a training: those to learn from, and those that are kept.
struct TrainingTables: Sendable {
    /// The rows to learn from.
    let train: DataFrame
    /// The rows that are kept; `nil` when there are none.
    let validation: DataFrame?
    /// What the column to predict means.
    let reader: TargetReader
    /// How rows were kept, in words.
    let splitMethod: String
    /// How many rows without a target were left out.
    let droppedCount: Int
    /// How many rows could not be read and were put aside.
    let rejectedCount: Int
}

extension TrainingTables {
    /// Reads the files of a configuration and splits them.
    ///
    /// - Parameters:
    ///   - configuration: The training.
    ///   - directory: Where relative paths begin.
    ///   - validationDirectory: Where those of the validation files begin, if elsewhere.
    /// - Throws: `DataError` or ``CommandError``.
    init(
        _ configuration: TrainingConfiguration, directory: String, validationDirectory: String? = nil
    ) throws {
        let files = try configuration.data.tables(
            directory: directory, validationDirectory: validationDirectory ?? directory)
        self = try TrainingTables(configuration, train: files.train, validation: files.validation, files.rejectedCount)
    }

    /// Splits tables.
    ///
    /// - Parameters:
    ///   - configuration: The training.
    ///   - train: The rows to learn from, or to be split.
    ///   - validation: Rows that are not learned from, if they are given.
    ///   - rejectedCount: How many rows could not be read.
    /// - Throws: `DataError` or ``CommandError``.
    init(
        _ configuration: TrainingConfiguration, train: DataFrame, validation: DataFrame?, _ rejectedCount: Int = 0
    ) throws {
        let target = configuration.target
        let all = try Self.dropping(target, train)
        guard all.rowCount > 0 else {
            throw CommandError(.unusableInput, "there is no row to learn from", at: "data.train")
        }
        var learning = all
        var kept = try validation.map { try Self.dropping(target, $0) }
        var method = kept == nil ? "none" : "files"
        let whole = try TargetReader(target, learningFrom: all.column(target.column))
        // Before rows are split, so that an error counts the rows of the file.
        _ = try whole.targets(of: all.column(target.column))
        if kept == nil, configuration.split?.kind != .nothing {
            let split =
                configuration.split ?? SplitConfiguration(kind: whole.task == .regression ? .random : .stratified)
            if let splitter = try split.splitter(target: target.column, seed: configuration.seed) {
                let parts = try splitter.split(
                    split.kind == .stratified ? try Self.stratifiable(all, target, whole) : all)
                method = parts.report.method
                learning = try all.taking(try parts.rows(of: "train"))
                kept = try all.taking(try parts.rows(of: "validation"))
            }
        }
        self.train = learning
        self.validation = kept
        reader = try TargetReader(target, learningFrom: learning.column(target.column))
        splitMethod = method
        droppedCount =
            train.rowCount - all.rowCount + (validation?.rowCount ?? 0) - (validation == nil ? 0 : kept?.rowCount ?? 0)
        self.rejectedCount = rejectedCount
    }

    private static func dropping(_ target: TargetConfiguration, _ frame: DataFrame) throws -> DataFrame {
        let column = try frame.column(target.column)
        guard target.dropsMissing, column.missingCount > 0 else { return frame }
        return try frame.taking((0..<frame.rowCount).filter { column.validity[$0] })
    }

    /// The table with label sets as lists, which is what labels of several a row are stratified by.
    private static func stratifiable(
        _ frame: DataFrame, _ target: TargetConfiguration, _ reader: TargetReader
    ) throws -> DataFrame {
        guard reader.task == .multilabel, try frame.column(target.column).type != .stringList else { return frame }
        guard case .labelSets(let sets) = try reader.targets(of: frame.column(target.column)) else { return frame }
        let lists = (0..<sets.rowCount).map { row in
            sets.indices[sets.offsets[row]..<sets.offsets[row + 1]].map { sets.labels[Int($0)] }
        }
        return try frame.replacing(target.column, with: Column(present: lists))
    }
}

extension TrainingData {
    /// Reads the files.
    ///
    /// - Parameters:
    ///   - directory: Where relative paths of training files begin.
    ///   - validationDirectory: Where those of validation files begin.
    /// - Returns: The rows of the training and of the validation files, with equal columns and types.
    /// - Throws: `DataError` or ``CommandError``.
    func tables(
        directory: String, validationDirectory: String
    ) throws -> (train: DataFrame, validation: DataFrame?, rejectedCount: Int) {
        func resolved(_ path: String, _ directory: String) -> String {
            path.hasPrefix("/") || directory == "." ? path : "\(directory)/\(path)"
        }
        let paths = train.map { resolved($0, directory) } + validation.map { resolved($0, validationDirectory) }
        var outcomes = try paths.map { try read($0, types: types) }
        let widened = Self.widenedTypes(outcomes.map(\.frame.schema))
        if !widened.isEmpty {
            for (index, path) in paths.enumerated() {
                let own = widened.filter { outcomes[index].frame.schema.position(of: $0.key) != nil }
                if !own.isEmpty { outcomes[index] = try read(path, types: types.merging(own) { given, _ in given }) }
            }
        }
        let rejected = outcomes.reduce(0) { $0 + $1.rejectedRows.count }
        let names = outcomes.first?.frame.columnNames ?? []
        func joined(_ frames: some Sequence<DataFrame>) throws -> DataFrame? {
            var result: DataFrame?
            for frame in frames {
                let selected = try frame.selecting(names)
                result = try result?.concatenating(selected) ?? selected
            }
            return result
        }
        guard let rows = try joined(outcomes.prefix(train.count).map(\.frame)) else {
            throw CommandError(.unusableInput, "there is no file to learn from", at: "data.train")
        }
        return (rows, try joined(outcomes.dropFirst(train.count).map(\.frame)), rejected)
    }

    /// The common types of columns that have another type in another file.
    private static func widenedTypes(_ schemas: [Schema]) -> [String: ColumnType] {
        var types: [String: Set<ColumnType>] = [:]
        for field in schemas.flatMap(\.fields) { types[field.name, default: []].insert(field.type) }
        return types.filter { $0.value.count > 1 }.mapValues { $0.isSubset(of: [.int64, .double]) ? .double : .string }
    }

    private func read(_ path: String, types: [String: ColumnType]) throws -> ReadTable {
        guard let format = format ?? TableFormat(path: path) else {
            let formats = TableFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw CommandError(
                .unusableInput, "the name does not tell the format of the table", at: path,
                remedy: "Add \"format\" to the data: \(formats)")
        }
        var options = ReadingOptions(malformedRows: quarantinesMalformedRows ? .quarantine() : .fail)
        options.columnTypes = types
        return try format.read(path, options, syntax: FieldSyntax(delimiter: delimiter, missingTokens: missing))
    }
}
#endif
