/// The result of a suite of checks, as a value that any test framework can assert on.
///
/// ```swift
/// let report = BlobStoreChecks.run { MemoryBlobStore() }
/// #expect(report.passed, "\(report)")
/// ```
public struct CheckReport: Sendable, CustomStringConvertible {
    /// One check: what was promised, and what went wrong if it did not hold.
    public struct Check: Sendable, Hashable {
        /// The promise, as a sentence.
        public let name: String
        /// What was seen instead, or `nil` when the promise held.
        public let failure: String?

        /// Creates a check.
        public init(name: String, failure: String?) {
            self.name = name
            self.failure = failure
        }
    }

    /// The name of the suite and its subject.
    public let name: String
    /// The checks, in the order they ran.
    public private(set) var checks: [Check] = []

    /// Creates an empty report.
    public init(name: String) { self.name = name }

    /// Whether at least one check ran and none failed.
    public var passed: Bool { !checks.isEmpty && failures.isEmpty }

    /// The checks that failed.
    public var failures: [Check] { checks.filter { $0.failure != nil } }

    /// One line for the suite and one for each failure.
    public var description: String {
        let header = "\(name): \(checks.count - failures.count) of \(checks.count) checks held"
        return ([header] + failures.map { "  \($0.name): \($0.failure ?? "")" }).joined(separator: "\n")
    }

    /// Runs one check: it fails when `body` returns text or throws.
    ///
    /// - Parameters:
    ///   - name: The promise, as a sentence.
    ///   - body: Returns what was seen instead, or `nil` when the promise holds.
    public mutating func check(_ name: String, _ body: () throws -> String?) {
        do {
            checks.append(Check(name: name, failure: try body()))
        } catch {
            checks.append(Check(name: name, failure: "threw \(error)"))
        }
    }
}
