/// A named list of expectations that is checked as a whole: at ingest, on batches, and on single rows at serving time.
///
/// ```swift
/// let suite = ExpectationSuite("titles", [
///     .columnsExist(["title", "plot"]), .notMissing("title"), .wordCountBetween("plot", minimum: 15),
/// ])
/// let report = try suite.validate(frame)
/// let (valid, quarantined) = try report.partition(frame)
/// ```
public struct ExpectationSuite: Sendable, Hashable, Codable {
    /// The name of the suite.
    public let name: String
    /// The expectations, in order.
    public let expectations: [DataExpectation]

    /// Creates a suite.
    ///
    /// - Parameters:
    ///   - name: The name of the suite.
    ///   - expectations: The expectations, in order.
    public init(_ name: String, _ expectations: [DataExpectation]) {
        self.name = name
        self.expectations = expectations
    }

    /// Creates a suite from a list that may hold conditions and loops.
    ///
    /// - Parameters:
    ///   - name: The name of the suite.
    ///   - expectations: One expectation a line.
    public init(_ name: String, @ExpectationBuilder building expectations: () -> [DataExpectation]) {
        self.init(name, expectations())
    }
}

/// Collects expectations line by line.
@resultBuilder
public enum ExpectationBuilder {
    /// One expectation.
    public static func buildExpression(_ expectation: DataExpectation) -> [DataExpectation] { [expectation] }

    /// Several expectations.
    public static func buildExpression(_ expectations: [DataExpectation]) -> [DataExpectation] { expectations }

    /// A sequence of lines.
    public static func buildBlock(_ parts: [DataExpectation]...) -> [DataExpectation] { parts.flatMap(\.self) }

    /// The lines of a condition that may be false.
    public static func buildOptional(_ part: [DataExpectation]?) -> [DataExpectation] { part ?? [] }

    /// The lines of a condition that holds.
    public static func buildEither(first part: [DataExpectation]) -> [DataExpectation] { part }

    /// The lines of a condition that does not hold.
    public static func buildEither(second part: [DataExpectation]) -> [DataExpectation] { part }

    /// The lines of a loop.
    public static func buildArray(_ parts: [[DataExpectation]]) -> [DataExpectation] { parts.flatMap(\.self) }
}
