import MLCore
import MLServe
import Testing

@Suite("CanaryRoute")
struct CanaryRouteTests {
    private func route(_ share: Double, salt: String = "rollout") throws -> CanaryRoute {
        try CanaryRoute(model: ServeFixture.model(version: 2), share: share, salt: salt)
    }

    @Test("The share of keys is the asked one within the binomial bound")
    func share() throws {
        let count = 20_000
        for share in [0.01, 0.1, 0.5] {
            let route = try route(share)
            let hits = (0..<count).count { route.answers("user-\($0)") }
            let deviation = (Double(count) * share * (1 - share)).squareRoot()
            #expect(abs(Double(hits) - Double(count) * share) < 5 * deviation, "\(hits) of \(count) at \(share)")
        }
    }

    @Test("A higher share keeps every key that was there; none and all are exact")
    func monotone() throws {
        let (low, high, none, all) = (try route(0.1), try route(0.3), try route(0), try route(1))
        for key in (0..<5000).map({ "key \($0)" }) {
            #expect(!low.answers(key) || high.answers(key))
            #expect(!none.answers(key))
            #expect(all.answers(key))
        }
    }

    @Test(
        "A share is rounded to what the buckets can do, and to 0 or 1 only when it is",
        arguments: [(0.25, 0.25), (0.12344, 0.1234), (1e-9, 0.0001), (1 - 1e-9, 0.9999), (0, 0), (1, 1)]
            as [(Double, Double)])
    func rounding(share: Double, expected: Double) throws {
        let route = try route(share)
        #expect(route.share == expected)
        let keys = (0..<60_000).map { "k\($0)" }
        let hits = keys.count { route.answers($0) }
        #expect((hits > 0) == (share > 0) && (hits < keys.count) == (share < 1))
    }

    @Test("Another salt assigns independently")
    func salt() throws {
        let (first, second) = (try route(0.5), try route(0.5, salt: "another"))
        let equal = (0..<10_000).count { first.answers("k\($0)") == second.answers("k\($0)") }
        #expect((4500...5500).contains(equal))
    }

    @Test(
        "Buckets are those of version 2 of GrowthBook's hashing",
        arguments: [("seed", "a", 0.0505), ("seed", "b", 0.2696), ("foo", "ab", 0.2575), ("foo", "def", 0.2019)])
    func vectors(salt: String, key: String, bucket: Double) throws {
        #expect(try route(0.5, salt: salt).bucket(of: key) == bucket)
    }

    @Test("A share outside of 0 to 1 is refused", arguments: [-0.1, 1.5, .nan, .infinity])
    func configuration(share: Double) {
        #expect(throws: ServeError.self) { try route(share) }
    }
}
