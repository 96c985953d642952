import MLCore
import MLServe
import MLTestKit
import Synchronization
import Testing

@Suite("ModelServer")
struct ModelServerTests {
    private let records = PredictionBuffer()

    private func server(
        _ deployment: Deployment? = nil, maximumInFlight: Int = 200, recordedInputs: Set<String>? = nil
    ) throws -> ModelServer {
        try ModelServer(
            deployment ?? Deployment(production: ServeFixture.model()), name: "test",
            configuration: .init(
                maximumInFlight: maximumInFlight, recordedInputs: recordedInputs, wallClock: FixedClock(microseconds: 7)
            ),
            sink: records)
    }

    @Test("An answer leaves a record with the model, the inputs, the outputs and the labels")
    func record() throws {
        let server = try server()
        let answer = try server.predict(["x": .double(2)], key: "k")
        #expect(answer.outputs == [0.75])
        #expect(answer.labels == ["yes"])
        let record = try #require(records.takeAll().first)
        #expect(record.identifier == "test-0")
        #expect(record.identifier == answer.identifier)
        #expect(record.time == Timestamp(microseconds: 7))
        #expect(record.inputs == ["x": .double(2)])
        #expect(record.outputs == [0.75])
        #expect((record.variant, record.propensity) == ("production", 1))
        #expect((record.model, record.version, record.modelDigest) == ("stump", 1, "digest 1"))
        #expect(records.takeAll().isEmpty)
    }

    @Test("Only the inputs that the host allows are recorded")
    func recordedInputs() throws {
        let server = try server(recordedInputs: ["y"])
        _ = try server.predict(["x": .double(2), "y": .double(3)], key: "k")
        #expect(records.takeAll().first?.inputs == ["y": .double(3)])
    }

    @Test("A refused request leaves no record and does not use up a sequence number")
    func refused() throws {
        let server = try server()
        #expect(throws: ServeError.self) { try server.predict([:], key: "k") }
        #expect(records.takeAll().isEmpty)
        #expect(try server.predict(["x": .double(0)], key: "k").identifier == "test-0")
    }

    @Test("A key keeps its variant, and the record says with which probability it was chosen")
    func canary() throws {
        let route = try CanaryRoute(model: ServeFixture.model(above: 0.9, version: 2), share: 0.25, salt: "s")
        let server = try server(Deployment(production: ServeFixture.model(), canary: route))
        for key in (0..<200).map({ "k\($0)" }) {
            let answer = try server.predict(["x": .double(2)], key: key)
            #expect(answer.variant == (route.answers(key) ? "canary" : "production"))
            #expect(answer.version == (route.answers(key) ? 2 : 1))
            #expect(answer.outputs == [route.answers(key) ? 0.9 : 0.75])
            #expect(try server.predict(["x": .double(2)], key: key).variant == answer.variant)
        }
        for record in records.takeAll() { #expect(record.propensity == (record.variant == "canary" ? 0.25 : 0.75)) }
    }

    @Test("No recorded probability is 0, however small or large the share", arguments: [0, 1e-9, 0.5, 1 - 1e-9, 1])
    func propensity(share: Double) throws {
        let route = try CanaryRoute(model: ServeFixture.model(version: 2), share: share, salt: "s")
        let server = try server(Deployment(production: ServeFixture.model(), canary: route))
        for key in 0..<300 { _ = try server.predict(["x": .double(2)], key: "k\(key)") }
        for record in records.takeAll() { #expect(record.propensity >= 0.0001 && record.propensity <= 1) }
    }

    @Test("A canary that callers of production could fail with is refused")
    func incompatibleCanary() throws {
        let bundle = try ServeFixture.bundle(ServeFixture.stump(), yMayBeMissing: false)
        let strict = try ServableModel(bundle, name: "stump", version: 2, digest: "d")
        let route = try CanaryRoute(model: strict, share: 0.1, salt: "s")
        #expect(throws: ServeError.self) { try Deployment(production: ServeFixture.model(), canary: route) }
    }

    @Test("Replacing under load fails no request, mixes no models and loses no record")
    func replacing() throws {
        let server = try server()
        let versions = try (1...8).map { try ServeFixture.model(above: Double($0) / 10, version: $0) }
        let replaced = Atomic<Int>(0)
        let answers = try parallelMap(count: 4000, threads: 4) { index in
            if index % 100 == 0 {
                try server.replace(with: Deployment(production: versions[index / 100 % versions.count]))
                replaced.wrappingAdd(1, ordering: .relaxed)
            }
            return try server.predict(["x": .double(2)], key: "k\(index)")
        }
        #expect(replaced.load(ordering: .relaxed) == 40)
        for answer in answers where answer.outputs != [0.75] {
            #expect(answer.outputs == [Double(answer.version) / 10])
        }
        let received = records.takeAll()
        #expect(received.count == 4000)
        #expect(Set(received.map(\.sequence)) == Set(0..<4000))
    }

    @Test("More requests at once than accepted are refused, and later ones are answered again")
    func overload() throws {
        let inner = try server(maximumInFlight: 1)
        let nested = NestedSink()
        let server = try ModelServer(
            Deployment(production: ServeFixture.model()), name: "outer",
            configuration: .init(maximumInFlight: 1, wallClock: FixedClock(microseconds: 7)), sink: nested)
        // The sink is called while its request is in flight, so a request from within it is one too many.
        nested.action.withLock { $0 = { try server.predict(["x": .double(1)], key: "nested") } }
        _ = try server.predict(["x": .double(1)], key: "outer")
        #expect(nested.error.withLock { $0 }?.code == .overloaded)
        nested.action.withLock { $0 = nil }
        _ = try server.predict(["x": .double(1)], key: "again")
        _ = try inner.predict(["x": .double(1)], key: "inner")
    }

    @Test("A server that accepts nothing is refused")
    func configuration() {
        #expect(throws: ServeError.self) { try ModelServer.Configuration(maximumInFlight: 0) }
    }

    private final class NestedSink: PredictionSink {
        let action = Mutex<(@Sendable () throws -> ServedPrediction)?>(nil)
        let error = Mutex<ServeError?>(nil)

        func receive(_ record: PredictionRecord) {
            guard let action = action.withLock({ $0 }) else { return }
            do {
                _ = try action()
            } catch {
                self.error.withLock { $0 = error as? ServeError }
            }
        }
    }
}
