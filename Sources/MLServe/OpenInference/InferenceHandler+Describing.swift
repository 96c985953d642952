import MLCore
import Synchronization

extension InferenceHandler {
    /// The response of a resource that only describes: health and metadata.
    func description(_ route: OpenInferenceRoute) throws(InferenceFault) -> ServingResponse {
        switch route {
        case .server:
            return Self.json([
                "name": "swift-mlops", "version": .string(SDKVersion.current), "extensions": ["binary_tensor_data"],
            ])
        case .live: return Self.json(["live": true])
        case .ready:
            let isAllReady =
                !isStopping
                && models.allSatisfy { name, server in
                    server.deployment.models.allSatisfy { isReady($0, name) }
                }
            return Self.json(["ready": .bool(isAllReady)], status: isAllReady ? 200 : 503)
        case .modelReady(let name, let version):
            let models = try served(name, version)
            let isAllReady = !isStopping && models.allSatisfy { isReady($0, name) }
            return Self.json(["name": .string(name), "ready": .bool(isAllReady)], status: isAllReady ? 200 : 503)
        case .model(let name, let version), .infer(let name, let version):
            return try metadata(name, version)
        }
    }

    /// The models that a route is about: the one of a version, or all variants.
    private func served(_ name: String, _ version: Int?) throws(InferenceFault) -> [ServableModel] {
        let served = models[name]?.deployment.models.filter { version == nil || $0.version == version } ?? []
        guard !served.isEmpty else {
            throw InferenceFault(.unknownVersion, "this version of the model is not served")
        }
        return served
    }

    private func metadata(_ name: String, _ version: Int?) throws(InferenceFault) -> ServingResponse {
        let served = try served(name, version)
        guard let signature = served.first?.signature else {
            throw InferenceFault(.unknownVersion, "this version of the model is not served")
        }
        let tensors = SignatureTensors(signature)
        return Self.json([
            "name": .string(name), "versions": .array(served.map { .string("\($0.version)") }),
            "platform": "swift-mlops", "inputs": .array(tensors.inputs.map(Self.value)),
            "outputs": .array(tensors.outputs.map(Self.value)),
        ])
    }

    private static func value(_ tensor: SignatureTensors.Description) -> JSONValue {
        var value = JSONObject()
        value["name"] = .string(tensor.name)
        value["datatype"] = .string(tensor.datatype.rawValue)
        value["shape"] = .array(tensor.shape.map { .integer(Int64($0)) })
        if let columns = tensor.columns { value["columns"] = .array(columns.map { .string($0) }) }
        return .object(value)
    }

    /// Whether a model predicts what it must, asked at most once in a while.
    private func isReady(_ model: ServableModel, _ name: String) -> Bool {
        let time = now()
        let key = "\(name)/\(model.version)"
        let known = probes.withLock { $0[key] }
        if let known, known.digest == model.digest, known.time.duration(to: time) < ReadinessProbe.lifetime {
            return known.isReady
        }
        var isReady = true
        do {
            try model.checkReadiness()
        } catch {
            isReady = false
            _ = failure(InferenceFault(.internalFailure, "a readiness prediction failed", cause: error), model: name)
        }
        let probe = ReadinessProbe(digest: model.digest, time: time, isReady: isReady)
        probes.withLock { probes in
            // Versions that are no longer served leave nothing behind.
            if probes.count > 4 * models.count { probes = [:] }
            probes[key] = probe
        }
        return isReady
    }

    static func json(_ value: JSONValue, status: Int = 200) -> ServingResponse {
        let body = (try? CanonicalJSONEncoder().encode(value)) ?? []
        return ServingResponse(status: status, headers: ["Content-Type": "application/json"], body: body)
    }
}
