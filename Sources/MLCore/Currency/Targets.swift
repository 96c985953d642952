/// What a model has to predict: one number, one class or one set of labels for each row.
public enum Targets: Sendable, Hashable {
    /// One finite number for each row.
    case numbers([Double])
    /// One class for each row, as a position in the labels. With two labels the second is the positive one.
    case classes(ClassTargets)
    /// One set of labels for each row.
    case labelSets(LabelSets)

    /// The number of rows.
    public var rowCount: Int {
        switch self {
        case .numbers(let numbers): numbers.count
        case .classes(let classes): classes.indices.count
        case .labelSets(let sets): sets.rowCount
        }
    }

    /// The task of a model that predicts these targets.
    public var task: PredictionTask {
        switch self {
        case .numbers: .regression(targets: ["target"])
        case .classes(let classes):
            classes.labels.count == 2
                ? .binary(negative: classes.labels[0], positive: classes.labels[1])
                : .multiclass(labels: classes.labels)
        case .labelSets(let sets): .multilabel(labels: sets.labels)
        }
    }

    /// The rows of the given positions, in that order.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such row.
    public func selecting(rows positions: [Int]) throws(CoreError) -> Targets {
        for position in positions where position < 0 || position >= rowCount {
            throw CoreError(.invalidArgument, "row \(position) of \(rowCount)", at: "targets")
        }
        switch self {
        case .numbers(let numbers): return .numbers(positions.map { numbers[$0] })
        case .classes(let classes):
            return .classes(
                try ClassTargets(indices: positions.map { classes.indices[$0] }, labels: classes.labels))
        case .labelSets(let sets): return .labelSets(try sets.selecting(rows: positions))
        }
    }
}

/// One class for each row.
public struct ClassTargets: Sendable, Hashable {
    /// For each row a position in ``labels``.
    public let indices: [Int32]
    /// The names of the classes, unique; empty only without rows.
    public let labels: [String]

    /// Creates class targets.
    ///
    /// - Parameters:
    ///   - indices: For each row a position in `labels`.
    ///   - labels: The names of the classes, unique.
    /// - Throws: ``CoreError`` with code `duplicateName` or `invalidArgument` that names the row.
    public init(indices: [Int32], labels: [String]) throws(CoreError) {
        guard Set(labels).count == labels.count else {
            throw CoreError(.duplicateName, "a class occurs twice", at: "labels")
        }
        for (row, index) in indices.enumerated() where index < 0 || Int(index) >= labels.count {
            throw CoreError(.invalidArgument, "class \(index) of \(labels.count)", at: "row \(row)")
        }
        self.indices = indices
        self.labels = labels
    }

    /// Creates class targets from names.
    ///
    /// - Parameters:
    ///   - names: The class of each row.
    ///   - labels: The names of the classes, unique; `nil` takes the distinct names in ascending order.
    /// - Throws: ``CoreError`` with code `duplicateName`, or `unknownName` for a name outside of the labels.
    public init(_ names: [String], labels: [String]? = nil) throws(CoreError) {
        let labels = labels ?? Set(names).sorted()
        let sets = try LabelSets(names.map { [$0] }, labels: labels)
        try self.init(indices: sets.indices, labels: labels)
    }
}
