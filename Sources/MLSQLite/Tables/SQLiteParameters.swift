#if SQLiteStore
public import MLCore
import MLData

/// The values of the parameters of a query: bound to it, never made part of its text.
///
/// ```swift
/// let recent = try reader.read(query: "SELECT * FROM titles WHERE year > ?", parameters: [.int64(2000)])
/// let drama = try reader.read(
///     query: "SELECT * FROM titles WHERE genre = :genre", parameters: ["genre": .string("drama")])
/// ```
///
/// Truth values are bound as 0 and 1, times as microseconds, lists as JSON, and `.missing` as NULL. NaN is refused.
public enum SQLiteParameters: Sendable, Hashable, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    /// Values for `?`, in order.
    case positional([Value])
    /// Values for `:name`, `@name` or `$name`, without the sign.
    case named([String: Value])

    /// Creates values for `?`, in order.
    public init(arrayLiteral elements: Value...) { self = .positional(elements) }

    /// Creates values by name; of a name that is given twice the last counts.
    public init(dictionaryLiteral elements: (String, Value)...) {
        self = .named(Dictionary(elements) { _, last in last })
    }
}

extension SQLiteParameters {
    /// Binds every parameter of a statement.
    ///
    /// - Throws: `DataError` with code `invalidArgument` when values are missing or left over, `valueOutOfRange` for
    ///   NaN; ``SQLiteError``.
    func bind(to statement: PreparedStatement) throws {
        let names = statement.parameterNames
        let values: [Value]
        switch self {
        case .positional(let given):
            guard given.count == names.count else {
                throw Self.wrong("the query has \(names.count) parameters, and \(given.count) values are given")
            }
            values = given
        case .named(let given):
            let wanted = names.compactMap { $0?.dropFirst() }.map(String.init)
            guard wanted.count == names.count else { throw Self.wrong("the query has parameters without a name") }
            let missing = Set(wanted).subtracting(given.keys).sorted()
            let unknown = Set(given.keys).subtracting(wanted).sorted()
            guard missing.isEmpty, unknown.isEmpty else {
                throw Self.wrong("parameters without a value: \(missing); values without a parameter: \(unknown)")
            }
            values = wanted.map { given[$0] ?? .missing }
        }
        for (index, value) in values.enumerated() { try Self.bind(value, at: index + 1, of: statement) }
    }

    private static func wrong(_ problem: String) -> DataError {
        DataError(.invalidArgument, problem, at: "parameters of a query", remedy: "Give one value for each parameter.")
    }

    private static func bind(_ value: Value, at index: Int, of statement: PreparedStatement) throws {
        switch value {
        case .missing: try statement.bindNull(at: index)
        case .bool(let flag): try statement.bind(Int64(flag ? 1 : 0), at: index)
        case .int64(let integer): try statement.bind(integer, at: index)
        case .timestamp(let time): try statement.bind(time.microseconds, at: index)
        case .string(let text): try statement.bind(text: text, at: index)
        case .stringList(let list):
            try statement.bind(text: String(decoding: CanonicalJSONEncoder().encode(list), as: UTF8.self), at: index)
        case .double, .float:
            guard let number = value.number, !number.isNaN else {
                throw DataError(
                    .valueOutOfRange, "SQLite has no NaN", at: "parameter \(index)",
                    remedy: "Give a number or .missing.")
            }
            try statement.bind(number, at: index)
        }
    }
}
#endif
