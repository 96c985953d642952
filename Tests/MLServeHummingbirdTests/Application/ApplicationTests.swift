#if HummingbirdServing
import MLCore
import MLServe
import MLServeHummingbird
import Testing

extension ListenerTests {
    @Suite("Applications")
    struct ApplicationTests {
        private static let request = #"{"inputs":[{"name":"x","shape":[1],"datatype":"FP64","data":[2]}]}"#

        @Test("An address that is taken is an error with a remedy")
        func takenAddress() async throws {
            try await withApplication { listener, models in
                let handler = try models.handler(ServingConfiguration(address: ServingAddress(port: listener.port)))
                let error = await #expect(throws: ServeError.self) {
                    try await InferenceApplication(handler, logger: .silent).run()
                }
                #expect(error?.code == .cannotListen)
                #expect(error?.description.contains("127.0.0.1:\(listener.port)") == true)
            }
        }

        @Test("A host without an address is an error with a remedy")
        func unknownHost() async throws {
            // A label of 64 characters cannot be looked up, whatever the network.
            let address = ServingAddress(host: String(repeating: "a", count: 64) + ".invalid", port: 0)
            let handler = try ServedModels().handler(
                ServingConfiguration(address: address, access: .unauthenticated, encryption: .acknowledgedPlaintext))
            let error = await #expect(throws: ServeError.self) {
                try await InferenceApplication(handler, logger: .silent).run()
            }
            #expect(error?.code == .cannotListen)
        }

        @Test("A model is replaced under load without a failed request, and each answer is of one of the two")
        func replaced() async throws {
            try await withApplication { listener, models in
                let swaps = 200
                let answers = try await withThrowingTaskGroup(of: [String].self) { tasks in
                    for _ in 0..<4 {
                        tasks.addTask {
                            try await listener.client { client in
                                var answers: [String] = []
                                let body = Self.request
                                for _ in 0..<400 {
                                    try client.send(
                                        "POST /v2/models/stump/infer HTTP/1.1\r\nHost: localhost\r\n"
                                            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
                                    let response = try client.response()
                                    answers.append(response?.status == 200 ? response?.text ?? "" : "failed")
                                }
                                return answers
                            }
                        }
                    }
                    for version in 2..<(2 + swaps) {
                        models.stump.replace(
                            with: try Deployment(
                                production: ServedModels.stump(above: version % 2 == 0 ? 0.5 : 0.75, version: version)))
                        try await Task.sleep(for: .milliseconds(2))
                    }
                    return try await tasks.reduce(into: []) { $0 += $1 }
                }
                #expect(answers.count == 1600)
                let isEven = #/"model_version":"\d*[02468]"/#
                for answer in answers {
                    let probability = answer.contains(isEven) ? "0.5]" : "0.75]"
                    #expect(answer.contains(#""data":["# + probability), "\(answer)")
                }
                #expect(Set(models.records.takeAll().map(\.version)).count > 1)
            }
        }

        @Test("A host's own routes and the protocol are served side by side")
        func sideBySide() async throws {
            try await withHost { listener in
                try await listener.expectServing("/ok")
                try await listener.expectServing("/v2/health/ready")
                let response = try await listener.post("/v2/models/stump/infer", Self.request)
                #expect(response?.status == 200)
                #expect(try await listener.exchange("GET /v2x HTTP/1.1\r\nHost: localhost\r\n\r\n")?.status == 404)
            }
        }

        @Test("An address beyond this machine is refused unless the host says who may reach it and who encrypts it")
        func beyondLoopback() throws {
            let address = ServingAddress(host: "0.0.0.0", port: 0)
            #expect(throws: ServeError.self) { try ServingConfiguration(address: address) }
            #expect(throws: ServeError.self) { try ServingConfiguration(address: address, access: .unauthenticated) }
            #expect(throws: ServeError.self) {
                try ServingConfiguration(address: address, encryption: .acknowledgedPlaintext)
            }
            #expect(throws: Never.self) {
                try ServingConfiguration(
                    address: address, access: .unauthenticated, encryption: .acknowledgedPlaintext,
                    allowedHosts: ["example.org"])
            }
        }
    }
}
#endif
