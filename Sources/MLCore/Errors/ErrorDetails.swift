/// The parts of an error that are for people: what, where, remedy, and the error underneath.
public struct ErrorDetails: Sendable, CustomStringConvertible {
    /// What went wrong.
    public let problem: String
    /// Where in the input it went wrong (file, line, column, node, field), if known.
    public let place: String?
    /// What the reader can do about it, if something can be done.
    public let remedy: String?
    /// The error underneath, if any.
    public let cause: (any Error)?
    /// Where in the source of the SDK the error was made.
    public let location: SourceLocation

    /// Creates the details of an error.
    public init(problem: String, place: String?, remedy: String?, cause: (any Error)?, location: SourceLocation) {
        self.problem = problem
        self.place = place
        self.remedy = remedy
        self.cause = cause
        self.location = location
    }

    /// `problem (place). remedy [caused by: …]`.
    public var description: String {
        var text = problem
        if let place { text += " (\(place))" }
        if let remedy { text += ". \(remedy)" }
        if let cause { text += " [caused by: \(cause)]" }
        return text
    }
}

/// A place in the SDK's own source code.
public struct SourceLocation: Sendable, Hashable, CustomStringConvertible {
    /// The file, as `Module/File.swift`.
    public let file: String
    /// The line, counted from 1.
    public let line: Int

    /// Creates a location.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// `file:line`.
    public var description: String { "\(file):\(line)" }
}
