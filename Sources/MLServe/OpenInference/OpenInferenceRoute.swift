import MLLedger

/// A resource of the Open Inference Protocol.
enum OpenInferenceRoute: Sendable, Hashable {
    case server
    case live
    case ready
    case model(name: String, version: Int?)
    case modelReady(name: String, version: Int?)
    case infer(name: String, version: Int?)

    /// The route of a request target.
    ///
    /// The query is not looked at. Names and versions need no percent escapes, so that none are decoded: whatever has
    /// one is no name.
    ///
    /// - Throws: ``InferenceFault`` with code `unknownRoute`, or `invalidName` for a name or version outside of the
    ///   grammar.
    init(target: String) throws(InferenceFault) {
        guard target.utf8.first == UInt8(ascii: "/"), target.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw InferenceFault(.malformedHead, "the request target is no path")
        }
        let path = target.prefix { $0 != "?" }
        let segments = path.dropFirst().split(separator: "/", maxSplits: 8, omittingEmptySubsequences: false)
        guard segments.first == "v2" else { throw Self.unknown }
        switch (segments.count, segments.count > 1 ? segments[1] : "") {
        case (1, _): self = .server
        case (3, "health") where segments[2] == "live": self = .live
        case (3, "health") where segments[2] == "ready": self = .ready
        case (3..., "models"): self = try Self.model(segments.dropFirst(2))
        default: throw Self.unknown
        }
    }

    private static func model(_ segments: ArraySlice<Substring>) throws(InferenceFault) -> OpenInferenceRoute {
        var rest = Array(segments)
        let name = rest.removeFirst()
        var version: Substring?
        if rest.count >= 2, rest[0] == "versions" {
            version = rest[1]
            rest.removeFirst(2)
        }
        guard rest.count <= 1, rest.first.map({ $0 == "ready" || $0 == "infer" }) ?? true else { throw unknown }
        do {
            _ = try ResourceName(name)
        } catch {
            throw InferenceFault(.invalidName, "the name of the model follows another grammar")
        }
        let number = try version.map { (text) throws(InferenceFault) in try Self.version(text) }
        return switch rest.first {
        case "ready": .modelReady(name: String(name), version: number)
        case "infer": .infer(name: String(name), version: number)
        default: .model(name: String(name), version: number)
        }
    }

    private static func version(_ text: Substring) throws(InferenceFault) -> Int {
        guard (1...9).contains(text.utf8.count), text.utf8.first != UInt8(ascii: "0"),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let version = Int(text)
        else { throw InferenceFault(.invalidName, "the version is no number from 1 to 999,999,999") }
        return version
    }

    private static var unknown: InferenceFault { InferenceFault(.unknownRoute, "there is no such resource") }

    /// The only method that the resource knows.
    var method: String { if case .infer = self { "POST" } else { "GET" } }

    /// What an authoriser is asked.
    var action: ServingAction {
        switch self {
        case .live, .ready, .modelReady: .health
        case .server, .model: .metadata
        case .infer: .infer
        }
    }

    /// What an authoriser is asked about.
    var object: ServingObject { model.map { .model($0) } ?? .server }

    /// The name of the model in the route.
    var model: String? {
        switch self {
        case .server, .live, .ready: nil
        case .model(let name, _), .modelReady(let name, _), .infer(let name, _): name
        }
    }

    /// The version in the route.
    var version: Int? {
        switch self {
        case .server, .live, .ready: nil
        case .model(_, let version), .modelReady(_, let version), .infer(_, let version): version
        }
    }

    /// A bounded label for metrics.
    var label: String {
        switch self {
        case .server: "server"
        case .live: "live"
        case .ready: "ready"
        case .model: "model"
        case .modelReady: "model_ready"
        case .infer: "infer"
        }
    }
}
