public import MLCore

/// One thing that is watched: a column of the inputs, a summary of them, an output, or the decided labels.
public struct MonitoredSignal: Sendable, Hashable, Codable {
    /// Where the values of a signal come from.
    public enum Source: Sendable, Hashable, Codable {
        /// The number in an input; truth values are 0 and 1, times seconds since 1970.
        case number(input: String)
        /// The text, truth value or whole number in an input, as a category.
        case category(input: String)
        /// The number of Unicode scalars of a text.
        case characterCount(input: String)
        /// The number of words of a text: runs without white space.
        case wordCount(input: String)
        /// The number of elements of a list.
        case elementCount(input: String)
        /// Each element of a list, as a category.
        case elements(input: String)
        /// A number that the host gives with each record, such as the share of words unknown to the model.
        case summary(String)
        /// The output of a label or target.
        case output(String)
        /// The highest output of a row: how sure a classifier is.
        case highestOutput
        /// Each decided label, as a category.
        case decidedLabels
        /// The number of decided labels.
        case decidedLabelCount
    }

    /// The name, unique in a reference.
    public let name: String
    /// Where the values come from.
    public let source: Source

    /// Creates a signal.
    ///
    /// - Parameters:
    ///   - source: Where the values come from.
    ///   - name: The name; `nil` takes one from the source, such as `plot.wordCount` or `output(Drama)`.
    public init(_ source: Source, name: String? = nil) {
        self.source = source
        self.name = name ?? source.standardName
    }

    /// The signals of what a model gives: each output, the highest one, the decided labels and their number.
    ///
    /// - Parameter task: What the outputs mean.
    /// - Returns: The signals; for a regression the outputs only.
    public static func outputs(of task: PredictionTask) -> [MonitoredSignal] {
        let outputs = task.outputNames.map { MonitoredSignal(.output($0)) }
        return switch task {
        case .regression: outputs
        case .binary: outputs + [MonitoredSignal(.decidedLabels)]
        case .multiclass: outputs + [MonitoredSignal(.highestOutput), MonitoredSignal(.decidedLabels)]
        case .multilabel:
            outputs + [
                MonitoredSignal(.highestOutput), MonitoredSignal(.decidedLabels), MonitoredSignal(.decidedLabelCount),
            ]
        }
    }
}

extension MonitoredSignal.Source {
    /// Whether values are categories and not numbers.
    public var isCategorical: Bool {
        switch self {
        case .category, .elements, .decidedLabels: true
        case .number, .characterCount, .wordCount, .elementCount, .summary, .output, .highestOutput,
            .decidedLabelCount:
            false
        }
    }

    /// Whether one record may give several values, which are then not independent.
    public var isMultivalued: Bool {
        switch self {
        case .elements, .decidedLabels: true
        default: false
        }
    }

    /// Whether values come from what the model gave and not from what it was given.
    public var isPrediction: Bool {
        switch self {
        case .output, .highestOutput, .decidedLabels, .decidedLabelCount: true
        default: false
        }
    }

    var standardName: String {
        switch self {
        case .number(let input), .category(let input): input
        case .characterCount(let input): input + ".characterCount"
        case .wordCount(let input): input + ".wordCount"
        case .elementCount(let input): input + ".elementCount"
        case .elements(let input): input + ".elements"
        case .summary(let name): name
        case .output(let name): "output(\(name))"
        case .highestOutput: "highestOutput"
        case .decidedLabels: "decidedLabels"
        case .decidedLabelCount: "decidedLabelCount"
        }
    }
}
