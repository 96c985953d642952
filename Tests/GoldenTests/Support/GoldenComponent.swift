import MLCore
import MLServe

/// A stored component as one golden file: the parameters as JSON, the blobs as hexadecimal text.
struct GoldenComponent: Codable {
    var kind: String
    var formatVersion: Int
    var parameters: JSONValue
    var blobs: [String: String]
    var children: [GoldenComponent]

    init(_ component: EncodedComponent) throws {
        kind = component.kind
        formatVersion = component.formatVersion
        parameters = try JSONReader().value(from: component.parameters)
        blobs = component.blobs.mapValues { Hexadecimal.text($0) }
        children = try component.children.map { try GoldenComponent($0) }
    }

    func component() throws -> EncodedComponent {
        try EncodedComponent(
            kind: kind, formatVersion: formatVersion, parameters: CanonicalJSONEncoder().encode(parameters),
            blobs: blobs.mapValues { text in
                guard let bytes = Hexadecimal.bytes(text) else { throw GoldenFault("a blob is not hexadecimal") }
                return bytes
            }, children: children.map { try $0.component() })
    }
}

extension GoldenFormat {
    /// A kind of stored component: some specimens by name, and what one of them does when it is asked.
    static func component<Component: StoredComponent>(
        _ type: Component.Type, _ specimens: @escaping @Sendable () throws -> [String: Component],
        asking answer: @escaping @Sendable (Component) throws -> any Encodable
    ) -> GoldenFormat {
        GoldenFormat(
            name: "components/\(type.kind)", version: type.formatVersion,
            write: {
                var files: GoldenFiles = [:]
                for (name, component) in try specimens() {
                    files["\(name).json"] = try CanonicalJSONEncoder().encode(GoldenComponent(component.encoded()))
                }
                return files
            },
            open: { files in
                var answers: [String: JSONValue] = [:]
                var rewritten: GoldenFiles = [:]
                for (path, bytes) in files {
                    let stored = try CanonicalJSONDecoder(requiresCanonicalForm: true)
                        .decode(GoldenComponent.self, from: bytes).component()
                    let read = try ComponentCatalog.standard.component(from: stored)
                    guard let component = read as? Component else {
                        throw GoldenFault("\(path) holds a component of kind \(Swift.type(of: read).kind)")
                    }
                    answers[path] = try JSONReader().value(from: CanonicalJSONEncoder().encode(answer(component)))
                    rewritten[path] = try CanonicalJSONEncoder().encode(GoldenComponent(component.encoded()))
                }
                return try GoldenReading(account: answers, rewritten: rewritten)
            })
    }
}
