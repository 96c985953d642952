import MLCore
import MLServe
import Synchronization
import Testing

@Suite("Authorisation of requests")
struct AuthorisationTests {
    typealias Fixture = InferenceFixture

    /// Knows one token, allows what it is told to, and remembers what it was asked.
    private final class Authoriser: ServingAuthoriser {
        let allowed: Set<ServingAction>
        let asked = Mutex<[ServingObject]>([])

        init(_ allowed: Set<ServingAction>) { self.allowed = allowed }

        func principal(of head: ServingHead) async -> ServingPrincipal? {
            head.headers["Authorization"] == "Bearer t" ? ServingPrincipal("ann") : nil
        }

        func authorise(_ principal: ServingPrincipal, _ action: ServingAction, _ object: ServingObject) async -> Bool {
            asked.withLock { $0.append(object) }
            return principal.identifier == "ann" && allowed.contains(action)
        }
    }

    private static let routes: [(String, String, ServingAction)] = [
        ("GET", "/v2", .metadata), ("GET", "/v2/health/live", .health), ("GET", "/v2/health/ready", .health),
        ("GET", "/v2/models/stump", .metadata), ("GET", "/v2/models/stump/versions/1", .metadata),
        ("GET", "/v2/models/stump/ready", .health), ("GET", "/v2/models/stump/versions/1/ready", .health),
        ("POST", "/v2/models/stump/infer", .infer), ("POST", "/v2/models/stump/versions/1/infer", .infer),
        ("POST", "/v2/models/unknown/infer", .infer), ("GET", "/v2/models/unknown", .metadata),
    ]

    private func status(_ head: ServingHead, _ handler: InferenceHandler) async -> ServingResponse? {
        if case .refused(let response) = await handler.admit(head) { response } else { nil }
    }

    @Test("Every route asks for credentials and for permission, whether or not the model exists")
    func everyRoute() async throws {
        let nothing = Authoriser([])
        let handler = try Fixture.handler(configuration: ServingConfiguration(access: .authorised(nothing)))
        for (method, target, _) in Self.routes {
            let unknown = await status(Fixture.head(method, target), handler)
            #expect(unknown?.status == 401)
            #expect(unknown?.headers["WWW-Authenticate"] == "Bearer")
            let known = await status(Fixture.head(method, target, [("Authorization", "Bearer t")]), handler)
            #expect(known?.status == 403)
        }
        #expect(nothing.asked.withLock(\.count) == Self.routes.count)
        #expect(nothing.asked.withLock { $0.last } == .model("unknown"))
    }

    @Test("What is allowed is answered, and nothing else", arguments: ServingAction.allCases)
    func oneAction(action: ServingAction) async throws {
        let configuration = try ServingConfiguration(access: .authorised(Authoriser([action])))
        let handler = try Fixture.handler(configuration: configuration)
        for (method, target, needed) in Self.routes {
            let refusal = await status(Fixture.head(method, target, [("Authorization", "Bearer t")]), handler)
            let isKnown = !target.contains("unknown")
            #expect(refusal?.status == (needed == action ? (isKnown ? nil : 404) : 403), "\(method) \(target)")
        }
    }
}
