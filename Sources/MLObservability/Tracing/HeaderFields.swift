#if Tracing
public import Tracing

/// Names and texts that travel with a request or a message, and with them the trace that it belongs to.
///
/// Any transport can be brought into this form: header fields of HTTP, metadata of gRPC, attributes of a queue. Names
/// are compared without regard to the case of ASCII letters, as in HTTP.
///
/// ```swift
/// let fields = HeaderFields(request.headers.map { ($0.name, $0.value) })
/// try await withModelSpan(.prediction, context: fields.context(), ofKind: .server) { observer in … }
/// ```
///
/// A host whose framework extracts traces itself, as Hummingbird with its tracing middleware does, does not need this.
public struct HeaderFields: Sendable, Hashable {
    /// How many fields are kept at most.
    public static let maximumCount = 256
    /// How many bytes of a name or a text are accepted; longer fields are left out, as no trace needs them.
    public static let maximumLength = 8192

    private var texts: [String: String] = [:]

    /// Creates empty fields.
    public init() {}

    /// Takes fields in order; of several fields with one name the first one counts.
    ///
    /// - Parameter fields: Names and texts; fields that are too long, and those after the first ``maximumCount``, are left
    ///   out.
    public init(_ fields: some Sequence<(String, String)>) {
        for (name, text) in fields where texts.count < Self.maximumCount && self[name] == nil { self[name] = text }
    }

    /// The names, in lower case and in order.
    public var names: [String] { texts.keys.sorted() }

    /// The text of a field, or `nil` when there is none.
    public subscript(name: String) -> String? {
        get { texts[name.lowercased()] }
        set {
            guard let newValue else {
                texts[name.lowercased()] = nil
                return
            }
            guard name.utf8.count <= Self.maximumLength, newValue.utf8.count <= Self.maximumLength else { return }
            texts[name.lowercased()] = newValue
        }
    }

    /// The context that a trace continues in: give it to `withModelSpan`.
    ///
    /// - Parameter instrument: Reads the fields, when it is not that of the task or the process.
    /// - Returns: The context, without a trace when the fields have none.
    public func context(using instrument: (any Instrument)? = nil) -> ServiceContext {
        var context = ServiceContext.topLevel
        (instrument ?? InstrumentationSystem.instrument).extract(self, into: &context, using: HeaderFieldsCarrier())
        return context
    }

    /// Adds the fields with which a trace goes on elsewhere.
    ///
    /// - Parameters:
    ///   - context: The context of the trace; by default the current one. Nothing is added without one.
    ///   - instrument: Writes the fields, when it is not that of the task or the process.
    public mutating func insert(_ context: ServiceContext? = .current, using instrument: (any Instrument)? = nil) {
        guard let context else { return }
        (instrument ?? InstrumentationSystem.instrument).inject(context, into: &self, using: HeaderFieldsCarrier())
    }
}

/// Reads and writes ``HeaderFields`` for an instrument.
public struct HeaderFieldsCarrier: Extractor, Injector {
    /// Creates the carrier.
    public init() {}

    /// The text of a field, or `nil` when there is none.
    public func extract(key: String, from carrier: HeaderFields) -> String? { carrier[key] }

    /// Sets the text of a field.
    public func inject(_ value: String, forKey key: String, into carrier: inout HeaderFields) { carrier[key] = value }
}
#endif
