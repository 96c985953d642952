/// The header fields of a request or response, in order; names compare without regard to ASCII case.
public struct ServingHeaders: Sendable, Hashable {
    /// One header field.
    public struct Field: Sendable, Hashable {
        /// The name, as it was written.
        public let name: String
        /// The value, without white space around it.
        public let value: String

        /// Creates a field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The fields, in order.
    public private(set) var fields: [Field]

    /// Creates header fields.
    ///
    /// - Parameter fields: The fields, in order; a name may occur more than once.
    public init(_ fields: [Field] = []) { self.fields = fields }

    /// Adds a field after the others.
    public mutating func append(_ name: String, _ value: String) { fields.append(Field(name, value)) }

    /// The values of a name, in order.
    public func values(of name: String) -> [String] {
        fields.lazy.filter { Self.isEqual($0.name, name) }.map(\.value)
    }

    /// The first value of a name, or `nil` when there is none.
    public subscript(name: String) -> String? { fields.first { Self.isEqual($0.name, name) }?.value }

    /// Whether two names are the same field name.
    private static func isEqual(_ first: String, _ second: String) -> Bool {
        first.utf8.count == second.utf8.count
            && zip(first.utf8, second.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}

extension ServingHeaders: ExpressibleByDictionaryLiteral {
    /// Creates header fields from a literal; repeated names are kept.
    public init(dictionaryLiteral elements: (String, String)...) { fields = elements.map { Field($0.0, $0.1) } }
}
