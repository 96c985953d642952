#if CommandLine
import MLCore

/// An error of the command line itself, beside those of the modules.
struct CommandError: ModuleError {
    /// The codes of ``CommandError``.
    struct Code: ErrorCode {
        let rawValue: String

        init(rawValue: String) { self.rawValue = rawValue }
    }

    static var domain: String { "mlops" }
    let code: Code
    let details: ErrorDetails

    init(code: Code, details: ErrorDetails) {
        self.code = code
        self.details = details
    }
}

extension CommandError.Code {
    /// Arguments that the parser accepts do not go together.
    static let invalidUsage = Self(rawValue: "invalidUsage")
    /// An input that was named cannot be used.
    static let unusableInput = Self(rawValue: "unusableInput")
    /// What was asked for does not exist.
    static let notFound = Self(rawValue: "notFound")

    /// How a program ends with such an error.
    var status: ExitStatus { self == .notFound ? .negative : .misuse }
}

/// An error of reading what the command line names: the program ends with ``ExitStatus/misuse``.
struct InputFailure: Error {
    let underlying: any Error
}

/// Reads inputs, so that errors in them are told from failures of the work.
///
/// - Parameter body: Reads a file or decodes what was read.
/// - Returns: What was read.
/// - Throws: ``InputFailure``.
func readingInput<Input>(_ body: () throws -> Input) throws(InputFailure) -> Input {
    do {
        return try body()
    } catch let failure as InputFailure {
        throw failure
    } catch {
        throw InputFailure(underlying: error)
    }
}
#endif
