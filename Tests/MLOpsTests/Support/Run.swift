#if CommandLine
import MLCore
import MLTestKit
import Testing

@testable import MLOps

/// Told apart from the exit status of processes that tests expect.
typealias Status = MLOps.ExitStatus

/// A command line that was run in this process.
struct Run {
    let status: Status
    let output: String
    let errors: String

    init(
        _ arguments: [String], output: MemoryStream = MemoryStream(), errors: MemoryStream = MemoryStream(),
        environment: [String: String] = [:], clock: any WallClock = FixedClock(Timestamp(microseconds: 0))
    ) {
        let session = Session(output: output, errors: errors, environment: environment, clock: clock)
        status = Program.run(arguments, on: session)
        self.output = output.text
        self.errors = errors.text
    }

    init(_ arguments: String...) { self.init(arguments) }

    /// The one JSON document on standard output.
    func document() throws -> JSONValue {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.count == 2 && lines[1].isEmpty, "\(output)\(errors)")
        return try CanonicalJSONDecoder(requiresCanonicalForm: true).decode(JSONValue.self, from: Array(lines[0].utf8))
    }

    /// The keys of the document, by name.
    func keys() throws -> [String] { try document().objectValue?.keys.sorted() ?? [] }
}

extension JSONValue {
    /// The value at keys and positions, such as `results/0/status`.
    func at(_ path: String) -> JSONValue? {
        var value: JSONValue? = self
        for part in path.split(separator: Character("/")) {
            if let position = Int(part), let elements = value?.arrayValue {
                value = elements.indices.contains(position) ? elements[position] : nil
            } else {
                value = value?[String(part)]
            }
        }
        return value
    }
}
#endif
