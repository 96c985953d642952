/// The names of the features of a matrix or model, in column order.
public struct FeatureSchema: Sendable, Hashable {
    /// The largest number of features: 2²⁴, whose names alone take 256 MiB.
    public static let countLimit = 1 << 24

    /// The names, unique, in column order.
    public let names: [String]

    /// Creates a feature schema.
    ///
    /// - Parameter names: The names, in column order; may be empty.
    /// - Throws: ``CoreError`` with code `duplicateName` when a name occurs twice, or `limitExceeded` when there are
    ///   more than ``countLimit`` features.
    public init(_ names: [String]) throws(CoreError) {
        try Self.checkCount(names.count, at: "feature schema")
        if let name = Self.repeatedName(of: names) {
            throw CoreError(
                .duplicateName, "two features are called \"\(name)\"", at: "feature schema",
                remedy: "Give transformers that produce the same names different prefixes.")
        }
        self.names = names
    }

    /// A name that occurs twice, byte for byte: names made of terms may well be canonically equivalent.
    private static func repeatedName(of names: [String]) -> String? {
        var seen = Set<String>(minimumCapacity: names.count)
        guard !names.allSatisfy({ seen.insert($0).inserted }) else { return nil }
        var bytes = Set<[UInt8]>(minimumCapacity: names.count)
        return names.first { !bytes.insert(Array($0.utf8)).inserted }
    }

    private init(unchecked names: [String]) { self.names = names }

    /// A schema with the names `f0`, `f1`, … for data without names.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when the count is negative, or `limitExceeded` when it is
    ///   more than ``countLimit``.
    public static func numbered(_ count: Int) throws(CoreError) -> FeatureSchema {
        try checkCount(count, at: "feature schema")
        return FeatureSchema(unchecked: (0..<count).map { "f\($0)" })
    }

    /// The number of features.
    public var count: Int { names.count }

    /// Throws unless a number of features is from 0 to ``countLimit``.
    static func checkCount(_ count: Int, at place: String) throws(CoreError) {
        guard count >= 0 else { throw CoreError(.invalidArgument, "\(count) features", at: place) }
        guard count <= countLimit else {
            throw CoreError(
                .limitExceeded, "\(count) features", at: place, remedy: "Use at most \(countLimit) features.")
        }
    }
}

extension FeatureSchema: Codable {
    /// Decodes a list of names.
    ///
    /// - Throws: `DecodingError`, or ``CoreError`` with code `duplicateName` or `limitExceeded`.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode([String].self))
    }

    /// Encodes the list of names.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(names)
    }
}
