import MLCore

/// The predictions for one request, before they are written.
package struct InferenceResponse: Sendable {
    /// The name of the model.
    package var model: String
    /// The version of the model.
    package var version: Int
    /// The part of the rollout that answered.
    package var variant: String
    /// The identifier of the request.
    package var identifier: String?
    /// The outputs, and for each whether it goes as bytes after the JSON.
    package var outputs: [(tensor: InferenceTensor, isBinary: Bool)]

    /// Creates a response.
    package init(
        model: String, version: Int, variant: String, identifier: String?,
        outputs: [(tensor: InferenceTensor, isBinary: Bool)]
    ) {
        self.model = model
        self.version = version
        self.variant = variant
        self.identifier = identifier
        self.outputs = outputs
    }

    /// The response as it is sent.
    package func encoded() -> ServingResponse {
        var json: [UInt8] = []
        var binary: [UInt8] = []
        json.append(contentsOf: #"{"model_name":"#.utf8)
        CanonicalJSON.append(model, to: &json)
        json.append(contentsOf: #","model_version":"\#(version)","#.utf8)
        if let identifier {
            json.append(contentsOf: #""id":"#.utf8)
            CanonicalJSON.append(identifier, to: &json)
            json.append(UInt8(ascii: ","))
        }
        json.append(contentsOf: #""parameters":{"variant":"#.utf8)
        CanonicalJSON.append(variant, to: &json)
        json.append(contentsOf: #"},"outputs":["#.utf8)
        for (index, output) in outputs.enumerated() {
            if index > 0 { json.append(UInt8(ascii: ",")) }
            output.tensor.append(to: &json, binary: &binary, isBinary: output.isBinary)
        }
        json.append(contentsOf: "]}".utf8)
        guard outputs.contains(where: \.isBinary) else {
            return ServingResponse(status: 200, headers: ["Content-Type": "application/json"], body: json)
        }
        let headers: ServingHeaders = [
            "Content-Type": "application/octet-stream", "Inference-Header-Content-Length": "\(json.count)",
        ]
        json.append(contentsOf: binary)
        return ServingResponse(status: 200, headers: headers, body: json)
    }
}
