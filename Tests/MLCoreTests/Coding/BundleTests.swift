import MLCore
import Testing

@Suite("Bundle")
struct BundleTests {
    private struct Parameters: Codable {
        var scale: Double
    }

    private func bundle() throws -> Bundle {
        let child = try EncodedComponent(
            kind: "child", formatVersion: 1, parameters: Parameters(scale: 2), blobs: ["weights": [1, 2, 3]])
        let features = try EncodedComponent(
            kind: "features", formatVersion: 2, parameters: Parameters(scale: 0.1), children: [child, child])
        let predictor = try EncodedComponent(
            kind: "predictor", formatVersion: 1, parameters: Parameters(scale: -1), blobs: ["weights": [9]])
        let signature = ModelSignature(
            inputs: try Schema([.init("plot", .string), .init("year", .int64, allowsMissing: true)]),
            task: .multilabel(labels: ["Comedy", "Drama"]))
        return try Bundle(
            signature: signature, features: features, predictor: predictor,
            decision: DecisionRule(thresholds: [0.25, 0.5]),
            examples: [.init(inputs: ["plot": .string("A cat.")], outputs: [0.5, 0.125])])
    }

    @Test("A bundle reads back as an equal value, from equal bytes")
    func roundTrip() throws {
        let bundle = try bundle()
        let parts = try bundle.parts()
        #expect(parts.blobs.keys.sorted() == ["features/0/weights", "features/1/weights", "predictor/weights"])
        let read = try Bundle(parts: parts)
        #expect(read == bundle)
        #expect(try read.parts() == parts)
    }

    @Test("The manifest is these bytes: stored bundles stay readable")
    func golden() throws {
        let text = String(decoding: try bundle().parts().manifest, as: UTF8.self)
        #expect(
            text == #"""
                {"decision":[0.25,0.5],"examples":[{"inputs":{"plot":{"string":"A cat."}},"outputs":[0.5,0.125]}],\#
                "features":{"blobs":[],"children":[{"blobs":["weights"],"children":[],"formatVersion":1,"kind":"child",\#
                "parameters":{"scale":2.0}},{"blobs":["weights"],"children":[],"formatVersion":1,"kind":"child",\#
                "parameters":{"scale":2.0}}],"formatVersion":2,"kind":"features","parameters":{"scale":0.1}},\#
                "formatVersion":1,"predictor":{"blobs":["weights"],"children":[],"formatVersion":1,"kind":"predictor",\#
                "parameters":{"scale":-1.0}},"signature":{"inputs":[{"allowsMissing":false,"name":"plot",\#
                "type":"string"},{"allowsMissing":true,"name":"year","type":"int64"}],\#
                "task":{"multilabel":{"labels":["Comedy","Drama"]}}}}
                """#)
    }

    @Test("Blobs that are absent or surplus, and newer versions, are refused")
    func refusals() throws {
        let parts = try bundle().parts()
        var fewer = parts.blobs
        fewer["predictor/weights"] = nil
        var more = parts.blobs
        more["other"] = []
        for blobs in [fewer, more] {
            let error = #expect(throws: CoreError.self) {
                try Bundle(parts: .init(manifest: parts.manifest, blobs: blobs))
            }
            #expect(error?.code == .malformedModel)
        }
        let newer = String(decoding: parts.manifest, as: UTF8.self)
            .split(separator: #""formatVersion":1,"predictor""#).joined(separator: #""formatVersion":2,"predictor""#)
        let error = #expect(throws: CoreError.self) {
            try Bundle(parts: .init(manifest: Array(newer.utf8), blobs: parts.blobs))
        }
        #expect(error?.code == .unknownComponent)
    }

    @Test("Truncated or changed manifests throw and never trap")
    func damage() throws {
        let parts = try bundle().parts()
        for length in 0..<parts.manifest.count {
            let cut = Array(parts.manifest.prefix(length))
            #expect(throws: (any Error).self) { try Bundle(parts: .init(manifest: cut, blobs: parts.blobs)) }
        }
        for position in parts.manifest.indices {
            var changed = parts.manifest
            changed[position] ^= 0x10
            _ = try? Bundle(parts: .init(manifest: changed, blobs: parts.blobs))
        }
    }

    @Test("Parts that disagree are all reported at once")
    func disagreement() throws {
        let whole = try bundle()
        let error = #expect(throws: CoreError.self) {
            try Bundle(
                signature: whole.signature, features: nil, predictor: whole.predictor,
                decision: DecisionRule(thresholds: [0.5]),
                examples: [.init(inputs: ["colour": .string("red")], outputs: [1])])
        }
        let problem = error?.details.problem ?? ""
        #expect(problem.contains("1 thresholds for 2 outputs"))
        #expect(problem.contains("example 0 does not have 2 finite outputs"))
        #expect(problem.contains("there is no field \"colour\""))
    }
}
