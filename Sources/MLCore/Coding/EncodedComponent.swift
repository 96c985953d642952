/// The stored form of a fitted component: parameters as canonical JSON, numbers as blobs, and nested components.
public struct EncodedComponent: Sendable, Hashable {
    /// The deepest nesting of components that is read or written.
    public static let maximumDepth = 16

    /// The stable name of the stored form.
    public let kind: String
    /// The version of the stored form.
    public let formatVersion: Int
    /// The parameters, as canonical JSON.
    public let parameters: [UInt8]
    /// Large numeric content, by a name that is unique within the component.
    public let blobs: [String: [UInt8]]
    /// Components inside this one, in order.
    public let children: [EncodedComponent]

    /// Creates a stored form from its parts.
    ///
    /// - Parameters:
    ///   - kind: The stable name of the stored form.
    ///   - formatVersion: The version of the stored form.
    ///   - parameters: The parameters, as canonical JSON.
    ///   - blobs: Large numeric content, by name.
    ///   - children: Components inside this one, in order.
    public init(
        kind: String, formatVersion: Int, parameters: [UInt8], blobs: [String: [UInt8]] = [:],
        children: [EncodedComponent] = []
    ) {
        self.kind = kind
        self.formatVersion = formatVersion
        self.parameters = parameters
        self.blobs = blobs
        self.children = children
    }

    /// The blob of a name.
    ///
    /// - Throws: ``CoreError`` with code `malformedModel` when there is none.
    public func blob(_ name: String) throws(CoreError) -> [UInt8] {
        guard let blob = blobs[name] else {
            throw CoreError(.malformedModel, "the blob \"\(name)\" is absent", at: "component \(kind)")
        }
        return blob
    }

    /// Throws unless the component has one of the given versions.
    ///
    /// - Throws: ``CoreError`` with code `unknownComponent`.
    public func require(formatVersions: ClosedRange<Int>) throws(CoreError) {
        guard formatVersions.contains(formatVersion) else {
            throw CoreError(
                .unknownComponent, "version \(formatVersion) of \(kind) is not known",
                at: "component \(kind)", remedy: "Use a newer version of the library.")
        }
    }
}
