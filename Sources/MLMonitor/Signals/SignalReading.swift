import MLCore

/// The values that a signal finds in one observation.
enum SignalReading: Hashable {
    case number(Double)
    case category(String)
    case categories([String])
    case missing
    /// The value is of a type that the signal cannot read.
    case unreadable
}

extension MonitoredSignal.Source {
    /// Reads the values of an observation.
    ///
    /// - Parameters:
    ///   - observation: What was seen in one prediction.
    ///   - outputPosition: The position of the output of an `.output` source.
    /// - Returns: The values, or why there are none.
    func read(_ observation: MonitorObservation, outputPosition: Int?) -> SignalReading {
        switch self {
        case .number(let input): Self.number(observation.inputs[input])
        case .category(let input): Self.category(observation.inputs[input])
        case .characterCount(let input):
            Self.measure(observation.inputs[input]) { Double($0.unicodeScalars.count) }
        case .wordCount(let input): Self.measure(observation.inputs[input]) { Double(Self.wordCount($0)) }
        case .elementCount(let input):
            switch observation.inputs[input] {
            case .stringList(let list): .number(Double(list.count))
            case nil, .missing: .missing
            default: .unreadable
            }
        case .elements(let input):
            switch observation.inputs[input] {
            case .stringList(let list): .categories(list)
            case nil, .missing: .missing
            default: .unreadable
            }
        case .summary(let name): observation.summaries[name].map { .number($0) } ?? .missing
        case .output:
            if let outputPosition, outputPosition < observation.outputs.count {
                .number(observation.outputs[outputPosition])
            } else {
                .missing
            }
        case .highestOutput: observation.outputs.max().map { .number($0) } ?? .missing
        case .decidedLabels: .categories(observation.labels)
        case .decidedLabelCount: .number(Double(observation.labels.count))
        }
    }

    private static func number(_ value: Value?) -> SignalReading {
        switch value {
        case nil, .missing: .missing
        case .timestamp(let time): .number(Double(time.microseconds) / 1e6)
        case let value?: value.number.map { .number($0) } ?? .unreadable
        }
    }

    private static func category(_ value: Value?) -> SignalReading {
        switch value {
        case nil, .missing: .missing
        case .string(let text): .category(text)
        case .bool(let flag): .category(flag ? "true" : "false")
        case .int64(let integer): .category("\(integer)")
        default: .unreadable
        }
    }

    private static func measure(_ value: Value?, _ size: (String) -> Double) -> SignalReading {
        switch value {
        case nil, .missing: .missing
        case .string(let text): .number(size(text))
        default: .unreadable
        }
    }

    private static func wordCount(_ text: String) -> Int {
        var (count, isInside) = (0, false)
        for scalar in text.unicodeScalars {
            let isSpace = scalar.value <= 0x20 || (scalar.value >= 0x7F && scalar.properties.isWhitespace)
            if !isSpace && !isInside { count += 1 }
            isInside = !isSpace
        }
        return count
    }
}
