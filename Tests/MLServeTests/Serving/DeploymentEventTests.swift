import MLCore
import MLServe
import Testing

@Suite("Deployments as events")
struct DeploymentEventTests {
    @Test("A deployment is a notice with its models and the share of the canary")
    func event() throws {
        let production = try ServeFixture.model()
        let plain = try Deployment(production: production).event
        #expect(plain.kind == .notice && plain.name == "serve.deployed")
        #expect(
            plain.fields == ["model": .string("stump"), "version": .int64(1), "digest": .string("digest 1")])
        let canary = try CanaryRoute(model: ServeFixture.model(version: 2), share: 0.25, salt: "s")
        let rollout = try Deployment(production: production, canary: canary).event
        #expect(rollout.fields["canaryVersion"] == .int64(2) && rollout.fields["canaryShare"] == .double(0.25))
    }
}
