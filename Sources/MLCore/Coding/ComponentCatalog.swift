/// The kinds of components that can be read from bundles: the built-in ones and what the host registers.
///
/// A kind that is not in the catalog is a typed error; nothing is ever looked up by class name.
///
/// ```swift
/// let catalog = try ComponentCatalog.core.registering(MyPredictor.self)
/// let predictor = try catalog.predictor(from: encoded)
/// ```
public struct ComponentCatalog: Sendable {
    private var decoders: [String: @Sendable (EncodedComponent, ComponentCatalog) throws -> any StoredComponent] = [:]

    /// Creates a catalog that knows nothing.
    public init() {}

    /// Creates a catalog of components of this package, whose kinds a test keeps distinct and within the grammar.
    package init(builtIn types: [any StoredComponent.Type]) {
        for type in types { add(type) }
    }

    /// The kinds in ascending order.
    public var kinds: [String] { decoders.keys.sorted() }

    /// The catalog with one more kind.
    ///
    /// - Throws: ``CoreError`` with code `duplicateName` when the kind is taken, or `invalidArgument` when it does not
    ///   follow the grammar of kinds.
    public func registering<Component: StoredComponent>(_ type: Component.Type) throws(CoreError) -> ComponentCatalog {
        guard Self.isKind(type.kind) else {
            throw CoreError(
                .invalidArgument, "\"\(type.kind)\" is not a kind", at: "component catalog",
                remedy: "Use 1 to 64 of a-z, 0-9, '.' and '-', beginning with a letter.")
        }
        guard decoders[type.kind] == nil else {
            throw CoreError(.duplicateName, "the kind \"\(type.kind)\" is taken", at: "component catalog")
        }
        var result = self
        result.add(type)
        return result
    }

    /// The catalog with the kinds of another one; on the same kind this catalog wins.
    public func merging(_ other: ComponentCatalog) -> ComponentCatalog {
        var result = self
        result.decoders.merge(other.decoders) { mine, _ in mine }
        return result
    }

    /// Reads a component.
    ///
    /// - Throws: ``CoreError`` with code `unknownComponent` that lists the known kinds, or what the component throws.
    public func component(from encoded: EncodedComponent) throws -> any StoredComponent {
        guard let decode = decoders[encoded.kind] else {
            throw CoreError(
                .unknownComponent, "the kind \"\(encoded.kind.prefix(64))\" is not known", at: "component catalog",
                remedy: "Register its type. Known kinds: \(kinds.joined(separator: ", ")).")
        }
        return try decode(encoded, self)
    }

    /// Reads a component that has to be a predictor.
    ///
    /// - Throws: ``CoreError`` with code `unknownComponent` or `typeMismatch`, or what the component throws.
    public func predictor(from encoded: EncodedComponent) throws -> any Predictor {
        guard let predictor = try component(from: encoded) as? any Predictor else {
            throw CoreError(.typeMismatch, "a component of kind \"\(encoded.kind)\" is not a predictor")
        }
        return predictor
    }

    private mutating func add<Component: StoredComponent>(_ type: Component.Type) {
        decoders[type.kind] = { try Component(decoding: $0, catalog: $1) }
    }

    /// Whether text follows the grammar of kinds: 1 to 64 of a-z, 0-9, '.' and '-', beginning with a letter.
    package static func isKind(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 64 else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
    }
}
