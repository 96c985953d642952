#if CommandLine
import MLCore
import MLStatistics

/// The files of a training, and how they are read.
struct TrainingData: Sendable, Hashable, Codable {
    /// The files with the rows to learn from, one below the other; relative to the configuration.
    var train: [String] = []
    /// Files with rows that are not learned from; without them rows are split off.
    var validation: [String] = []
    /// The format; `nil` takes it from the endings of the names.
    var format: TableFormat?
    /// The character between the fields of CSV files; `nil` is a comma, or a tab for `.tsv`.
    var delimiter: String?
    /// Fields of CSV files without quotes that mean missing.
    var missing = [""]
    /// The types of columns that are not to be inferred.
    var types: [String: ColumnType] = [:]
    /// Whether rows that cannot be read are put aside instead of ending the training.
    var quarantinesMalformedRows = false

    init() {}

    init(_ value: JSONValue, in reader: inout ConfigurationReader) {
        self = reader.value(
            Self.widened(value), replacingPartsOf: TrainingData(), at: "data", optional: ["format", "delimiter"],
            whole: ["types"])
        if let delimiter, delimiter.count != 1 || delimiter.first?.isASCII != true {
            reader.fault("one ASCII character is needed", at: "data.delimiter")
        }
        if train.isEmpty { reader.fault("there is no file to learn from", at: "data.train") }
        for path in train + validation where path.isEmpty { reader.fault("a path is empty", at: "data") }
    }

    /// One path may stand where a list of them may.
    private static func widened(_ value: JSONValue) -> JSONValue {
        guard case .object(var object) = value else { return value }
        for key in ["train", "validation", "missing"] {
            if case .string? = object[key] { object[key] = object[key].map { .array([$0]) } }
        }
        return .object(object)
    }
}

/// The column to predict, and what it means.
struct TargetConfiguration: Sendable, Hashable, Codable {
    /// What a model does.
    enum Task: String, Sendable, Hashable, Codable {
        case binary
        case multiclass
        case multilabel
        case regression
    }

    /// The column.
    var column: String
    /// What the model does; `nil` takes it from the type and the values of the column.
    var task: Task?
    /// The label whose probability a binary model gives; `nil` takes the second one in ascending order.
    var positive: String?
    /// The labels in the order of the outputs; `nil` takes those of the training rows in ascending order.
    var labels: [String]?
    /// What stands between labels in a text; without it label sets are JSON lists.
    var separator: String?
    /// Whether rows without a target are left out instead of ending the training.
    var dropsMissing = false

    init(column: String) { self.column = column }

    init(_ value: JSONValue, in reader: inout ConfigurationReader) {
        let before = reader.faults.count
        let named = if case .string(let name) = value { JSONValue.object(Self.object(name)) } else { value }
        self = reader.value(
            named, replacingPartsOf: TargetConfiguration(column: ""), at: "target",
            optional: ["task", "positive", "labels", "separator"])
        guard reader.faults.count == before else { return }
        if column.isEmpty { reader.fault("the key \"column\" is missing", at: "target") }
        if let labels, Set(labels).count < labels.count { reader.fault("a label occurs twice", at: "target.labels") }
        if let labels, labels.count < 2 { reader.fault("at least two are needed", at: "target.labels") }
        if let positive, let labels, !labels.contains(positive) {
            reader.fault("\(positive.debugDescription) is not one of the labels", at: "target.positive")
        }
        if let separator, separator.isEmpty { reader.fault("it is empty", at: "target.separator") }
        if separator != nil, let task, task != .multilabel {
            reader.fault("only label sets have one, and the task is \(task.rawValue)", at: "target.separator")
        }
        if positive != nil, let task, task != .binary {
            reader.fault("only a binary task has one, and the task is \(task.rawValue)", at: "target.positive")
        }
    }

    private static func object(_ name: String) -> JSONObject {
        var object = JSONObject()
        object["column"] = .string(name)
        return object
    }
}

/// When boosting stops adding rounds.
struct EarlyStoppingConfiguration: Sendable, Hashable, Codable {
    /// The metric that is watched on the validation rows.
    var metric = ""
    /// How many rounds without improvement are accepted.
    var patience = 10
    /// By how much the metric has to improve to count.
    var minimumImprovement = 0.0

    init(_ value: JSONValue, in reader: inout ConfigurationReader) {
        self = reader.value(value, replacingPartsOf: EarlyStoppingConfiguration(), at: "earlyStopping")
        if !MetricName.all.contains(metric) { reader.fault(MetricName.unknown(metric), at: "earlyStopping.metric") }
        reader.check(at: "earlyStopping") {
            _ = try TrainingContext.EarlyStopping(
                metric: LogLoss(), patience: patience, minimumImprovement: minimumImprovement)
        }
    }

    private init() {}
}
#endif
