import MLCore
import MLServe
import Testing

@Suite("ServingConfiguration")
struct ServingConfigurationTests {
    @Test("Addresses, access and hosts are those of this machine by default")
    func addressDefaults() throws {
        let configuration = try ServingConfiguration()
        #expect(configuration.address == ServingAddress(host: "127.0.0.1", port: 8080))
        #expect(configuration.encryption == .loopback)
        #expect(configuration.allowedHosts == ["localhost", "127.0.0.1", "::1"])
        #expect(configuration.workerCount == nil)
        guard case .loopback = configuration.access else {
            Issue.record("access is not that of the loopback network")
            return
        }
    }

    @Test("Sizes and counts of the transport have their documented defaults")
    func transportSizes() {
        let limits = TransportLimits()
        #expect(limits.targetByteCount == 4096)
        #expect(limits.headerFieldByteCount == 8192)
        #expect(limits.headerByteCount == 16_384)
        #expect(limits.headerFieldCount == 100)
        #expect(limits.bodyByteCount == 4_194_304)
        #expect(limits.chunksPerMebibyte == 4096)
        #expect(limits.bodyBytesPerSecond == 500)
        #expect(limits.connectionCount == 1024)
        #expect(limits.connectionCountPerPeer == 64)
        #expect(limits.requestCountPerConnection == 10_000)
    }

    @Test("Timeouts have their documented defaults")
    func timeouts() {
        let limits = TransportLimits()
        #expect(limits.headTimeout == .seconds(10))
        #expect(limits.bodyTimeout == .seconds(30))
        #expect(limits.bodyRateGrace == .seconds(5))
        #expect(limits.handlerTimeout == .seconds(30))
        #expect(limits.idleTimeout == .seconds(60))
        #expect(limits.writeStallTimeout == .seconds(30))
        #expect(limits.drainTimeout == .seconds(30))
    }

    @Test("Concurrency begins at 20, between 2 and 200, and half as many may wait")
    func concurrency() {
        let limits = ConcurrencyLimits()
        #expect((limits.initial, limits.minimum, limits.maximum) == (20, 2, 200))
        #expect(limits.queueShare == 0.5)
        let queue = AdmissionQueue(limits)
        #expect((queue.limit, queue.waitingLimit) == (20, 10))
    }

    @Test("Tensors have their documented defaults")
    func tensors() {
        let limits = TensorLimits()
        #expect(limits.tensorCount == 64)
        #expect(limits.rank == 8)
        #expect(limits.elementCount == 4_000_000)
        #expect(limits.stringByteCount == 65_536)
        #expect(limits.jsonDepth == 64)
        #expect(limits.identifierByteCount == 128)
        #expect(limits.rowCount == 16_384)
    }

    @Test(
        "An address beyond this machine needs an authoriser or an acknowledgement, and a word on encryption",
        arguments: [
            "0.0.0.0", "::", "10.0.0.1", "example.org", "127.0.0.1.example.org", "127.1", "localhost.example.org",
        ])
    func beyondLoopback(host: String) throws {
        let address = ServingAddress(host: host, port: 80)
        #expect(!address.isLoopback)
        let error = #expect(throws: ServeError.self) {
            try ServingConfiguration(address: address, allowedHosts: ["example.org"])
        }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.details.problem.contains("authoriser") == true)
        #expect(error?.details.problem.contains("encrypted") == true)
        #expect(throws: ServeError.self) {
            try ServingConfiguration(address: address, access: .unauthenticated, allowedHosts: ["example.org"])
        }
        #expect(throws: ServeError.self) {
            try ServingConfiguration(address: address, encryption: .terminated, allowedHosts: ["example.org"])
        }
        _ = try ServingConfiguration(
            address: address, access: .unauthenticated, encryption: .acknowledgedPlaintext,
            allowedHosts: ["example.org"])
    }

    @Test("Loopback addresses need neither", arguments: ["127.0.0.1", "127.8.9.10", "::1", "[::1]", "LOCALHOST"])
    func loopback(host: String) throws {
        _ = try ServingConfiguration(address: ServingAddress(host: host, port: 0))
    }

    @Test("An address that stands for all needs the names by which clients call it")
    func wildcard() throws {
        let error = #expect(throws: ServeError.self) {
            try ServingConfiguration(
                address: ServingAddress(host: "0.0.0.0"), access: .unauthenticated, encryption: .terminated)
        }
        #expect(error?.details.problem.contains("name the hosts") == true)
        let configuration = try ServingConfiguration(
            address: ServingAddress(host: "10.0.0.1"), access: .unauthenticated, encryption: .terminated)
        #expect(configuration.allowedHosts.contains("10.0.0.1"))
    }

    @Test("All faults are reported at once")
    func allFaults() {
        var transport = TransportLimits()
        transport.bodyByteCount = -1
        transport.idleTimeout = .zero
        transport.headTimeout = .seconds(-1)
        var concurrency = ConcurrencyLimits()
        concurrency.minimum = 0
        concurrency.maximum = -5
        concurrency.queueShare = .nan
        concurrency.callerShare = 0
        var tensors = TensorLimits()
        tensors.rank = 0
        tensors.jsonDepth = 100_000
        let error = #expect(throws: ServeError.self) {
            try ServingConfiguration(
                address: ServingAddress(host: "127.0.0.1", port: 70_000), transport: transport,
                concurrency: concurrency, tensors: tensors, workerCount: 0)
        }
        let text = error?.details.problem ?? ""
        for part in [
            "port 70000", "bytes of a body", "idle timeout", "head timeout", "at the least", "at most", "initial limit",
            "queue share", "caller share", "dimensions", "levels of JSON", "0 workers",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }

    @Test("A handler needs a model, and names of the grammar")
    func handlerNames() throws {
        let configuration = try ServingConfiguration()
        #expect(throws: ServeError.self) { try InferenceHandler(models: [:], configuration: configuration) }
        let server = try InferenceFixture.server()
        let error = #expect(throws: ServeError.self) {
            try InferenceHandler(models: ["../x": server, "A": server, "ok": server], configuration: configuration)
        }
        #expect(error?.details.problem.contains("../x") == true)
        #expect(error?.details.problem.contains("\"A\"") == true)
    }
}
