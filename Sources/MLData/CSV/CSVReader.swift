import MLCore

/// Reads comma-separated values into a ``DataFrame``.
///
/// The format is RFC 4180 in UTF-8, with or without a byte order mark, and with LF, CRLF or CR as line breaks. It is read
/// strictly: a quote inside of a field without quotes, text after a closing quote, a row with another number of fields,
/// invalid UTF-8 and a NUL outside of quotes are errors that name the line, or rejected rows when
/// ``ReadingOptions/malformedRows`` says so. Blank lines are skipped, except in tables of one column, where a blank line is
/// a missing value.
///
/// An empty field without quotes is missing; an empty field in quotes is the empty text. Types are inferred from all rows:
/// truth values (`true`, `false`), integers of 64 bits, finite numbers, times in ISO 8601, else text. Integers with more
/// digits than 64 bits hold and digits with leading zeros stay text, because numbers would lose something. ``ReadOutcome/typeReasons`` says
/// why each column got its type.
///
/// ```swift
/// let outcome = try CSVReader(options: .init(malformedRows: .quarantine())).read(path: "titles.csv")
/// print(outcome.frame, outcome.rejectedRows.count)
/// ```
public struct CSVReader: Sendable, Hashable {
    /// Where the names of the columns come from.
    public enum Header: Sendable, Hashable {
        /// The first record holds the names; a field without one, such as the index that pandas writes, is called `column1`
        /// and so on by its position.
        case firstRow
        /// There is no header; the names are given.
        case names([String])
        /// There is no header; the names are `column1`, `column2`, ….
        case numbered
    }

    /// What to read and what to do with rows that cannot be read.
    public var options: ReadingOptions
    /// The character between fields: one ASCII character, such as `,`, `;` or tab.
    public var delimiter: Character
    /// Where the names of the columns come from.
    public var header: Header
    /// Fields without quotes that mean missing.
    public var missingTokens: Set<String>
    /// Whether spaces and tabs around fields without quotes are left out.
    public var trimsSpaces: Bool
    /// Whether `nan`, `inf` and `infinity`, in any case and with a sign, are numbers.
    ///
    /// Otherwise such a field in a column of numbers is an error.
    public var acceptsNonFiniteNumbers: Bool

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - options: What to read and what to do with rows that cannot be read.
    ///   - delimiter: The character between fields.
    ///   - header: Where the names of the columns come from.
    ///   - missingTokens: Fields without quotes that mean missing.
    ///   - trimsSpaces: Whether spaces and tabs around fields without quotes are left out.
    ///   - acceptsNonFiniteNumbers: Whether the words for NaN and infinity are numbers.
    public init(
        options: ReadingOptions = ReadingOptions(), delimiter: Character = ",", header: Header = .firstRow,
        missingTokens: Set<String> = [""], trimsSpaces: Bool = false, acceptsNonFiniteNumbers: Bool = false
    ) {
        self.options = options
        self.delimiter = delimiter
        self.header = header
        self.missingTokens = missingTokens
        self.trimsSpaces = trimsSpaces
        self.acceptsNonFiniteNumbers = acceptsNonFiniteNumbers
    }

    /// The reader itself, if its settings are good.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(DataError) -> CSVReader {
        var faults: [String] = []
        if Self.byte(of: delimiter) == nil {
            faults.append("the delimiter \(delimiter.debugDescription) is not usable")
        }
        if case .names(let names) = header {
            if names.isEmpty { faults.append("no names are given for the columns") }
            if Set(names).count < names.count { faults.append("a name of a column is given twice") }
        }
        try options.validate(further: faults, reader: "CSV reader")
        return self
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - threads: How many threads may be used; the result does not depend on it. A pipe is read by one.
    /// - Returns: The rows and what was rejected.
    /// - Throws: ``DataError``: `fileUnreadable`, `emptyInput`, `malformedRow`, `invalidEncoding`, `unknownColumn`,
    ///   `duplicateColumn`, `typeMismatch`, `valueOutOfRange`, `missingValue`, `limitExceeded` or `invalidConfiguration`.
    /// - Complexity: O(bytes) time; the memory of the columns plus some hundred kilobytes a thread. A column that turns
    ///   out to be text after other values is read twice.
    public func read(path: String, threads: Int = 1) throws(DataError) -> ReadOutcome {
        _ = try validated()
        return try read(InputBytes(file: InputFile(path: path)), threads, nil)
    }

    /// Reads bytes.
    ///
    /// - Parameters:
    ///   - bytes: The content of a file.
    ///   - name: What errors call the input.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: The rows and what was rejected.
    /// - Throws: As ``read(path:threads:)``.
    public func read(
        bytes: [UInt8], name: String = "CSV input", threads: Int = 1
    ) throws(DataError) -> ReadOutcome {
        try read(bytes: bytes, name: name, threads: threads, blockSize: RecordCutter.blockSize)
    }

    /// Reads bytes in blocks of a size on which the result does not depend.
    package func read(
        bytes: [UInt8], name: String = "CSV input", threads: Int, blockSize: Int
    ) throws(DataError) -> ReadOutcome {
        _ = try validated()
        return try read(InputBytes(bytes: bytes, name: name), threads, nil, blockSize)
    }

    /// Reads a file on a thread outside of the cooperative pool.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - threads: How many threads may be used; the result does not depend on it.
    /// - Returns: The rows and what was rejected.
    /// - Throws: As ``read(path:threads:)``, or `cancelled` when the surrounding task is cancelled.
    public func reading(path: String, threads: Int = 1) async throws -> ReadOutcome {
        let token = CancellationToken()
        return try await offCooperativePool(cancelling: token) {
            _ = try validated()
            return try read(InputBytes(file: InputFile(path: path)), threads, token)
        }
    }

    private func read(
        _ source: InputBytes, _ threads: Int, _ token: CancellationToken?,
        _ blockSize: Int = RecordCutter.blockSize
    ) throws(DataError) -> ReadOutcome {
        var reading = try CSVReading(self, source: source, blockSize: blockSize)
        return try reading.outcome(threads: threads, token: token)
    }

    /// The byte of a delimiter, or `nil` when the character cannot be one.
    static func byte(of delimiter: Character) -> UInt8? {
        guard let byte = delimiter.asciiValue, !["\"", "\n", "\r", "\0", "\r\n"].contains(delimiter) else { return nil }
        return byte
    }
}
