#if CommandLine
import ArgumentParser
import MLCore
import MLReport

/// An error as the program tells it: in one line or one JSON document, and as an exit code.
struct Complaint: Sendable {
    /// The stable code, such as `data.malformedRow`.
    let code: String
    /// What went wrong.
    let problem: String
    /// Where it went wrong, if known.
    let place: String?
    /// What can be done, if something can.
    let remedy: String?
    /// The exit code.
    let status: ExitStatus

    /// What is to be said about an error.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - arguments: The arguments of the program, which tell whose help is of use.
    init(_ error: any Error, arguments: [String]) {
        switch error {
        case let failure as InputFailure:
            self.init(failure.underlying, status: .misuse)
        case let failure as CommandError:
            self.init(failure, status: failure.code.status)
        case is StreamFailure, is any ModuleError:
            self.init(error, status: .negative)
        default:
            let text = RootCommand.message(for: error)
            self.init(
                code: "mlops.invalidUsage", problem: Self.withoutStop(text.isEmpty ? "\(error)" : text), place: nil,
                remedy: "See `\(CommandPath.of(arguments)) --help`.", status: .misuse)
        }
    }

    private init(_ error: any Error, status: ExitStatus) {
        if let error = error as? any ModuleError {
            let details = error.details
            var problem = details.problem
            var place = details.place
            if let cause = details.cause as? any ModuleError {
                // The error of a store or table tells in its own words what the one of its database tells.
                if cause.details.problem != problem { problem += ": " + cause.details.problem }
                if let inner = cause.details.place { place = place.map { "\($0), \(inner)" } ?? inner }
            }
            self.init(
                code: Self.code(of: error), problem: Self.withoutStop(problem), place: place, remedy: details.remedy,
                status: status)
        } else {
            self.init(
                code: "mlops.failure", problem: Self.withoutStop("\(error)"), place: nil, remedy: nil, status: status)
        }
    }

    private init(code: String, problem: String, place: String?, remedy: String?, status: ExitStatus) {
        self.code = code
        self.problem = PlainText.joined(problem)
        self.place = place.map { PlainText.joined($0) }
        self.remedy = remedy.map { PlainText.joined($0) }
        self.status = status
    }

    /// The error in one line: `mlops: problem (place). Remedy.`.
    var line: String {
        let place = place.map { " (\($0))" } ?? ""
        let remedy = remedy.map { " \(Self.withoutStop($0))." } ?? ""
        return "mlops: \(problem)\(place).\(remedy)\n"
    }

    /// The same as a JSON document, in one line.
    var json: String {
        var error: [String: JSONValue] = [
            "code": .string(code), "problem": .string(problem), "exitCode": .integer(Int64(status.rawValue)),
        ]
        if let place { error["place"] = .string(place) }
        if let remedy { error["remedy"] = .string(remedy) }
        // Strings and integers have a canonical form, whatever they are.
        guard let bytes = try? CanonicalJSONEncoder().encode(["error": error]) else { return line }
        return String(decoding: bytes, as: UTF8.self) + "\n"
    }

    private static func code(of error: some ModuleError) -> String {
        "\(type(of: error).domain).\(error.code.rawValue)"
    }

    private static func withoutStop(_ text: String) -> String {
        var text = text
        while let last = text.last, last == "." || last.isWhitespace { text.removeLast() }
        return text
    }
}
#endif
