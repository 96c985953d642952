/// An error of this SDK: a stable code to branch on, and text that says what went wrong, where, and what to do.
///
/// Every module has exactly one public error struct that conforms to this protocol (`CoreError`, `DataError`, …), so a
/// host can catch by module and then by ``code``. Codes are structs over a string, never enums, so that new codes can
/// be added without breaking a host's `switch`.
///
/// ```swift
/// do {
///     let frame = try CSVReader().read(path: "titles.csv")
/// } catch let error as DataError where error.code == .malformedRow {
///     print(error)  // data.malformedRow: unclosed quote (titles.csv, line 7). Close the quote or …
/// }
/// ```
public protocol ModuleError: Error, CustomStringConvertible {
    /// The code type of the module.
    associatedtype Code: ErrorCode

    /// The first word of the error's description, such as `data` or `ledger`.
    static var domain: String { get }

    /// What kind of failure this is: the only part that is meant to be compared.
    var code: Code { get }

    /// The text parts, the cause and the place in the source.
    var details: ErrorDetails { get }

    /// Creates an error from its parts.
    init(code: Code, details: ErrorDetails)
}

extension ModuleError {
    /// Creates an error.
    ///
    /// - Parameters:
    ///   - code: The kind of failure.
    ///   - problem: What went wrong, as a phrase without a final full stop.
    ///   - place: Where it went wrong: a file, line, column, node or field.
    ///   - remedy: What the reader can do about it, as a sentence.
    ///   - cause: The error underneath.
    ///   - file: The throwing source file.
    ///   - line: The throwing source line.
    @inline(never)
    public init(
        _ code: Code, _ problem: String, at place: String? = nil, remedy: String? = nil, cause: (any Error)? = nil,
        file: StaticString = #fileID, line: UInt = #line
    ) {
        self.init(
            code: code,
            details: ErrorDetails(
                problem: problem, place: place, remedy: remedy, cause: cause,
                location: SourceLocation(file: "\(file)", line: Int(line))))
    }

    /// The error in one line: `domain.code: problem (place). remedy`.
    public var description: String { "\(Self.domain).\(code.rawValue): \(details.description)" }
}
