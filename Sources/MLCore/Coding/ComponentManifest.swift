/// A component as the manifest of a bundle describes it: everything but the content of its blobs.
struct ComponentManifest: Codable {
    var kind: String
    var formatVersion: Int
    var parameters: JSONValue
    var blobs: [String]
    var children: [ComponentManifest]

    /// Describes a component and collects its blobs under their paths.
    init(
        _ component: EncodedComponent, path: String, depth: Int, blobs collected: inout [String: [UInt8]]
    ) throws {
        try Self.check(depth)
        kind = component.kind
        formatVersion = component.formatVersion
        parameters = try JSONReader().value(from: component.parameters)
        blobs = component.blobs.keys.sorted()
        for name in blobs {
            guard !name.isEmpty, !name.contains("/") else {
                throw CoreError(.malformedModel, "\"\(name)\" cannot name a blob", at: path)
            }
            collected["\(path)/\(name)"] = component.blobs[name]
        }
        children = []
        for (index, child) in component.children.enumerated() {
            children.append(
                try ComponentManifest(child, path: "\(path)/\(index)", depth: depth + 1, blobs: &collected))
        }
    }

    /// The component with its blobs, which are taken out of the given ones.
    func component(path: String, depth: Int, blobs available: inout [String: [UInt8]]) throws -> EncodedComponent {
        try Self.check(depth)
        var own: [String: [UInt8]] = [:]
        for name in blobs {
            guard !name.contains("/"), let blob = available.removeValue(forKey: "\(path)/\(name)") else {
                throw CoreError(.malformedModel, "the blob \"\(name)\" is absent or named twice", at: path)
            }
            own[name] = blob
        }
        var parts: [EncodedComponent] = []
        for (index, child) in children.enumerated() {
            parts.append(try child.component(path: "\(path)/\(index)", depth: depth + 1, blobs: &available))
        }
        return EncodedComponent(
            kind: kind, formatVersion: formatVersion, parameters: try CanonicalJSONEncoder().encode(parameters),
            blobs: own, children: parts)
    }

    private static func check(_ depth: Int) throws(CoreError) {
        guard depth < EncodedComponent.maximumDepth else {
            throw CoreError(
                .limitExceeded, "components are nested more than \(EncodedComponent.maximumDepth) deep", at: "bundle")
        }
    }
}
