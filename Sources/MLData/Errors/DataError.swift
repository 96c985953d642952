public import MLCore

/// An error of MLData: a file, row, column or value that cannot be used.
public struct DataError: ModuleError {
    /// The codes of ``DataError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `data`.
    public static var domain: String { "data" }
    /// The kind of failure.
    public let code: Code
    /// The text parts and the cause.
    public let details: ErrorDetails

    /// Creates an error from its parts.
    public init(code: Code, details: ErrorDetails) {
        self.code = code
        self.details = details
    }
}

extension DataError.Code {
    /// A file is missing or the operating system refused to read it.
    public static let fileUnreadable = Self(rawValue: "fileUnreadable")
    /// The operating system refused to write a file.
    public static let fileUnwritable = Self(rawValue: "fileUnwritable")
    /// An input has no rows or no header.
    public static let emptyInput = Self(rawValue: "emptyInput")
    /// A row does not follow its format; the text names the line.
    public static let malformedRow = Self(rawValue: "malformedRow")
    /// Text is not valid UTF-8.
    public static let invalidEncoding = Self(rawValue: "invalidEncoding")
    /// An input is larger than a documented limit.
    public static let limitExceeded = Self(rawValue: "limitExceeded")
    /// A column does not exist; the text lists those that do.
    public static let unknownColumn = Self(rawValue: "unknownColumn")
    /// A column name occurs twice.
    public static let duplicateColumn = Self(rawValue: "duplicateColumn")
    /// A column or value has another type than the one asked for.
    public static let typeMismatch = Self(rawValue: "typeMismatch")
    /// Columns or verdicts have different numbers of rows.
    public static let lengthMismatch = Self(rawValue: "lengthMismatch")
    /// An argument is outside of its documented range.
    public static let invalidArgument = Self(rawValue: "invalidArgument")
    /// A split cannot be made as asked.
    public static let invalidSplit = Self(rawValue: "invalidSplit")
    /// A number does not fit its type or is not finite where it must be.
    public static let valueOutOfRange = Self(rawValue: "valueOutOfRange")
    /// A value is missing where one is required.
    public static let missingValue = Self(rawValue: "missingValue")
    /// A configuration has one or more bad fields; the text lists all of them.
    public static let invalidConfiguration = Self(rawValue: "invalidConfiguration")
    /// The bytes of a file do not follow its format; the text names the place.
    public static let malformedFile = Self(rawValue: "malformedFile")
    /// A file uses a part of its format that is not read; the text names it and, where there is one, the column.
    public static let unsupportedFormat = Self(rawValue: "unsupportedFormat")
    /// Only the rows of a table tell what is asked, and the state of its profile was given.
    public static let rowsNeeded = Self(rawValue: "rowsNeeded")
    /// The work was asked to stop.
    public static let cancelled = Self(rawValue: "cancelled")
    /// Stored bytes of a dataset do not follow their format.
    public static let malformedDataset = Self(rawValue: "malformedDataset")
}

extension DataError {
    /// Reading an input was asked to stop.
    static func cancelled(_ place: String) -> DataError { DataError(.cancelled, "the work was cancelled", at: place) }
}
