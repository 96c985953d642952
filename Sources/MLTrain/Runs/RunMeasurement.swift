public import MLCore

/// One `metric` event of a training, as it is kept with the run.
public struct RunMeasurement: Sendable, Hashable, Codable {
    /// The name of the event, such as `train.boosting.round`.
    public let event: String
    /// The step, when the event has one.
    public let step: Int64?
    /// The texts of the event by name, such as a label.
    public let texts: [String: String]
    /// The numbers of the event by name; may be NaN or infinite.
    public let numbers: [String: ExtendedReal<Double>]

    /// Takes the step, the texts and the numbers of an event.
    ///
    /// - Parameter event: The event; fields that are neither text nor number are left out.
    public init(_ event: Event) {
        self.event = event.name
        var texts: [String: String] = [:]
        var numbers: [String: ExtendedReal<Double>] = [:]
        var step: Int64?
        for (name, value) in event.fields {
            if name == "step", case .int64(let number) = value {
                step = number
            } else if case .string(let text) = value {
                texts[name] = text
            } else if let number = value.number {
                numbers[name] = ExtendedReal(wrappedValue: number)
            }
        }
        self.step = step
        self.texts = texts
        self.numbers = numbers
    }

    /// A number by name, or `nil` when there is none.
    public subscript(name: String) -> Double? { numbers[name]?.wrappedValue }

    /// Measurements as lines of canonical JSON, in order.
    ///
    /// - Throws: ``CoreError`` when a text cannot be written.
    static func bytes(of measurements: [RunMeasurement]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for measurement in measurements {
            bytes.append(contentsOf: try CanonicalJSONEncoder().encode(measurement))
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }

    /// Reads lines of canonical JSON.
    ///
    /// - Throws: ``TrainError`` with code `malformedRun` that names the line.
    static func measurements(from bytes: [UInt8]) throws(TrainError) -> [RunMeasurement] {
        var measurements: [RunMeasurement] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            do {
                measurements.append(try CanonicalJSONDecoder().decode(RunMeasurement.self, from: Array(line)))
            } catch {
                throw TrainError(
                    .malformedRun, "a measurement cannot be read", at: "line \(index + 1)", cause: error)
            }
        }
        return measurements
    }
}
