#if CommandLine
import MLCore
import MLData

/// Makes targets of a column: numbers, classes or label sets.
struct TargetReader: Sendable {
    /// What the model does.
    let task: TargetConfiguration.Task
    /// The labels in the order of the outputs, the positive one last for a binary task; empty for a regression.
    let labels: [String]
    private let column: String
    private let separator: String?

    /// Finds task and labels in the training rows.
    ///
    /// - Parameters:
    ///   - configuration: What is known about the target.
    ///   - content: The column of the training rows.
    /// - Throws: ``CommandError`` of code `unusableInput` when the task cannot be told or the labels do not fit it.
    init(_ configuration: TargetConfiguration, learningFrom content: Column) throws {
        column = configuration.column
        separator = configuration.separator
        let type = content.type
        if let task = configuration.task {
            self.task = task
        } else if separator != nil || type == .stringList {
            task = .multilabel
        } else if type == .double || type == .float {
            task = .regression
        } else if type == .string || type == .bool {
            task = configuration.labels?.count ?? Self.distinct(content) > 2 ? .multiclass : .binary
        } else {
            throw CommandError(
                .unusableInput, "a column of type \(type.rawValue) may hold numbers or classes",
                at: "column \"\(column)\"",
                remedy: "Add \"task\" to the target: \"regression\", \"binary\" or \"multiclass\"")
        }
        if task == .regression {
            labels = []
            guard configuration.labels == nil, configuration.positive == nil else {
                throw CommandError(.unusableInput, "a regression has no labels", at: "target")
            }
            return
        }
        let found = try Self.labelLists(of: content, named: column, separator: task == .multilabel ? separator : nil)
        var labels = configuration.labels ?? Set(found.joined()).sorted(by: Self.precedes)
        if let positive = configuration.positive {
            guard labels.contains(positive) else {
                throw CommandError(
                    .unusableInput, "no row has the label \(positive.debugDescription)", at: "target.positive",
                    remedy: "Labels are: \(labels.prefix(20).joined(separator: ", ")).")
            }
            labels = labels.filter { $0 != positive } + [positive]
        }
        self.labels = labels
        try checkCount()
    }

    /// Reads targets for a model.
    ///
    /// - Parameters:
    ///   - task: What the model does.
    ///   - column: The column.
    ///   - separator: What stands between labels in a text.
    init(for task: PredictionTask, column: String, separator: String?) {
        self.column = column
        switch task {
        case .regression: (self.task, labels) = (.regression, [])
        case .binary(let negative, let positive): (self.task, labels) = (.binary, [negative, positive])
        case .multiclass(let names): (self.task, labels) = (.multiclass, names)
        case .multilabel(let names): (self.task, labels) = (.multilabel, names)
        }
        self.separator = separator
    }

    private func checkCount() throws(CommandError) {
        let list = labels.prefix(20).map(\.debugDescription).joined(separator: ", ")
        switch task {
        case .binary where labels.count != 2:
            throw CommandError(
                .unusableInput, "a binary task has two labels, and there are \(labels.count): \(list)",
                at: "column \"\(column)\"", remedy: "Say \"task\": \"multiclass\", or check the column.")
        case .multiclass where labels.count < 2:
            throw CommandError(
                .unusableInput, "there is a single class: \(list)", at: "column \"\(column)\"",
                remedy: "Give rows of at least two classes")
        case .multilabel where labels.isEmpty:
            throw CommandError(.unusableInput, "no row has a label", at: "column \"\(column)\"")
        default: return
        }
    }

    /// The targets of rows.
    ///
    /// - Parameter content: The column of the rows.
    /// - Returns: One target for each row.
    /// - Throws: ``CommandError`` or `CoreError` that names the row.
    func targets(of content: Column) throws -> Targets {
        switch task {
        case .regression:
            guard let numbers = content.numbers, content.type.isNumeric else {
                throw CommandError(
                    .unusableInput, "a regression needs numbers, and the column has type \(content.type.rawValue)",
                    at: "column \"\(column)\"", remedy: "Name a column of numbers, or another task")
            }
            try requirePresent(content)
            if let row = numbers.firstIndex(where: { !$0.isFinite }) {
                throw CommandError(
                    .unusableInput, "the target is \(numbers[row])", at: "column \"\(column)\", row \(row + 1)",
                    remedy: "Leave the row out, or write the value as missing")
            }
            return .numbers(numbers)
        case .binary, .multiclass:
            try requirePresent(content)
            let names = try Self.labelLists(of: content, named: column, separator: nil).map { $0.first ?? "" }
            return .classes(try ClassTargets(names, labels: labels))
        case .multilabel:
            return .labelSets(
                try LabelSets(
                    Self.labelLists(of: content, named: column, separator: separator), labels: labels))
        }
    }

    private func requirePresent(_ content: Column) throws(CommandError) {
        guard content.missingCount > 0 else { return }
        let row = (0..<content.count).first { !content.validity[$0] } ?? 0
        throw CommandError(
            .unusableInput, "\(content.missingCount) targets are missing", at: "column \"\(column)\", row \(row + 1)",
            remedy: "Leave such rows out: \"dropsMissing\": true in the target")
    }

    /// The labels of each row; none for a missing value.
    private static func labelLists(
        of content: Column, named column: String, separator: String?
    ) throws -> [[String]] {
        if content.type == .stringList { return try content.values(as: [String].self).map { $0 ?? [] } }
        guard let separator else {
            return content.values.map { value in
                if case .double(let number) = value { return [NumberText.shortest(number)] }
                return value.isMissing ? [] : [value.description]
            }
        }
        guard content.type == .string else {
            throw CommandError(
                .unusableInput, "label sets are lists or texts, and the column has type \(content.type.rawValue)",
                at: "column \"\(column)\"")
        }
        return try content.values(as: String.self).map { text in
            (text ?? "").split(separator: separator).map { Self.trimmed($0) }.filter { !$0.isEmpty }
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    private static func distinct(_ content: Column) -> Int {
        Set(content.values.filter { !$0.isMissing }).count
    }

    /// Numbers in the order of their values before texts in the order of their code points.
    private static func precedes(_ first: String, _ second: String) -> Bool {
        switch (Int64(first), Int64(second)) {
        case (let one?, let other?) where one != other: one < other
        case (_?, nil): true
        case (nil, _?): false
        default: first.utf8.lexicographicallyPrecedes(second.utf8)
        }
    }
}
#endif
