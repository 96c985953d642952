public import MLCore

/// Reads JSON Lines, one object a line, into a ``DataFrame``.
///
/// Each line is read as strictly as RFC 8259 allows: duplicate keys, invalid UTF-8 and numbers beyond the range of their
/// type are errors that name the line, or rejected rows when ``ReadingOptions/malformedRows`` says so. Blank lines are
/// skipped. `null` and absent fields are missing values.
///
/// Without given types a column takes its type from all rows: `true` and `false` give `bool`, integers `int64`, numbers
/// with a fraction or exponent `double` (also when integers occur among them), strings `string`, arrays of strings
/// `stringList`. A field that changes its type, objects and other arrays are errors: give the column a type, or read
/// other fields. Times are strings in JSON, so a `timestamp` column has to be asked for.
///
/// ```swift
/// let options = ReadingOptions(columns: ["title", "plot"], fieldMapping: ["plot": "description"])
/// let frame = try JSONLReader(options: options).read(path: "titles.jsonl").frame
/// ```
public struct JSONLReader: Sendable, Hashable {
    /// What to read and what to do with rows that cannot be read.
    public var options: ReadingOptions
    /// The limits of each line, besides those of the options.
    public var limits: JSONLimits

    /// Creates a reader.
    ///
    /// - Parameters:
    ///   - options: What to read and what to do with rows that cannot be read.
    ///   - limits: The limits of each line, besides those of the options.
    public init(options: ReadingOptions = ReadingOptions(), limits: JSONLimits = JSONLimits()) {
        self.options = options
        self.limits = limits
    }

    /// The reader itself, if its settings are good.
    ///
    /// - Throws: ``DataError`` with code `invalidConfiguration` that lists every fault.
    public func validated() throws(DataError) -> JSONLReader {
        let sources = (options.wantedNames ?? []).map { options.fieldMapping[$0] ?? $0 }
        let repeated = Set(sources).filter { name in sources.count(where: { $0 == name }) > 1 }.sorted()
        try options.validate(
            further: repeated.map { "two columns are read from the field \"\($0)\"" }, reader: "JSONL reader")
        return self
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The path of the file.
    ///   - threads: How many threads may be used; the result does not depend on it. A pipe is read by one.
    /// - Returns: The rows and what was rejected.
    /// - Throws: ``DataError``: `fileUnreadable`, `emptyInput`, `malformedRow`, `invalidEncoding`, `unknownColumn`,
    ///   `typeMismatch`, `valueOutOfRange`, `missingValue`, `limitExceeded` or `invalidConfiguration`.
    /// - Complexity: O(bytes) time; the memory of the columns plus some hundred kilobytes a thread.
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
        bytes: [UInt8], name: String = "JSONL input", threads: Int = 1
    ) throws(DataError) -> ReadOutcome {
        try read(bytes: bytes, name: name, threads: threads, blockSize: RecordCutter.blockSize)
    }

    /// Reads bytes in blocks of a size on which the result does not depend.
    package func read(
        bytes: [UInt8], name: String = "JSONL input", threads: Int, blockSize: Int
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
        var reading = try JSONLReading(self, source: source, blockSize: blockSize)
        return try reading.outcome(threads: threads, token: token)
    }
}
