import MLCore
import MLData
import MLFeatures
import Testing

@Suite("Stored feature pipelines")
struct FeaturePipelineCodingTests {
    @Test("A stored pipeline is read back equal, and stores the same bytes again")
    func roundTrip() throws {
        let frame = try RandomFrame.make(rows: 400, seed: 11, unseen: false)
        for pipeline in [Pipelines.sparse, Pipelines.dense, Pipelines.forcedDense] {
            let fitted = try pipeline.fitted(to: frame)
            let encoded = try fitted.encoded()
            let component = try ComponentCatalog.features.component(from: encoded)
            let read = try #require(component as? FittedFeaturePipeline)
            #expect(read == fitted)
            #expect(read.hashValue == fitted.hashValue)
            #expect(read.inputs == fitted.inputs && read.features == fitted.features)
            #expect(try read.encoded() == encoded)
            let row = try RandomFrame.make(rows: 1, seed: 3, unseen: true).row(0)
            let (before, after) = (try fitted.transform(row).dense, try read.transform(row).dense)
            #expect(before.map(\.bitPattern) == after.map(\.bitPattern))
        }
    }

    @Test("Every kind of this module is in the catalog")
    func catalog() {
        #expect(
            ComponentCatalog.features.kinds == [
                "features.imputer", "features.min-max-scaler", "features.numbers", "features.one-hot",
                "features.pipeline", "features.standard-scaler", "features.term-counts", "features.tf-idf",
            ])
    }

    @Test("The configuration survives canonical JSON")
    func configuration() throws {
        for pipeline in [Pipelines.sparse, Pipelines.dense, Pipelines.forcedDense] {
            let bytes = try CanonicalJSONEncoder().encode(pipeline)
            #expect(try CanonicalJSONDecoder().decode(FeaturePipeline.self, from: bytes) == pipeline)
        }
    }

    @Test("A stored form with any part removed or bent is a typed error")
    func hostile() throws {
        let frame = try RandomFrame.make(rows: 60, seed: 2, unseen: false)
        let encoded = try Pipelines.sparse.fitted(to: frame).encoded()
        var count = 0
        for bent in Self.bent(encoded) {
            count += 1
            do {
                _ = try FittedFeaturePipeline(decoding: bent, catalog: .features)
                Issue.record("\(count) was read")
            } catch let error as CoreError {
                #expect(error.code == .malformedModel || error.code == .unknownComponent, "\(error)")
            }
        }
        #expect(count > 50)
    }

    @Test("Stored numbers that are not finite are refused")
    func nonFinite() throws {
        let fitted = try TFIDFVectorizer().fitted(to: Column(present: ["red blue"]))
        let encoded = try fitted.encoded()
        var blobs = encoded.blobs
        blobs["inverse-document-frequencies"] = [0, 0, 0, 0, 0, 0, 0xF8, 0x7F, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]
        let bent = EncodedComponent(
            kind: encoded.kind, formatVersion: 1, parameters: encoded.parameters, blobs: blobs)
        let error = #expect(throws: CoreError.self) { try TFIDFTransformer(decoding: bent, catalog: .features) }
        #expect(error?.code == .malformedModel)
    }

    /// The component with one part wrong, at every level.
    private static func bent(_ component: EncodedComponent) -> [EncodedComponent] {
        func with(
            kind: String? = nil, version: Int? = nil, parameters: [UInt8]? = nil, blobs: [String: [UInt8]]? = nil,
            children: [EncodedComponent]? = nil
        ) -> EncodedComponent {
            EncodedComponent(
                kind: kind ?? component.kind, formatVersion: version ?? component.formatVersion,
                parameters: parameters ?? component.parameters, blobs: blobs ?? component.blobs,
                children: children ?? component.children)
        }
        var result = [
            with(kind: "features.unknown"), with(version: 2), with(parameters: []), with(parameters: Array("{}".utf8)),
            with(parameters: Array(component.parameters.dropLast())),
        ]
        for (name, bytes) in component.blobs {
            var blobs = component.blobs
            blobs[name] = nil
            result.append(with(blobs: blobs))
            blobs[name] = bytes + [0]
            result.append(with(blobs: blobs))
            if !bytes.isEmpty {
                blobs[name] = Array(bytes.dropLast())
                result.append(with(blobs: blobs))
                blobs[name] = [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
                result.append(with(blobs: blobs))
            }
        }
        for index in component.children.indices {
            for child in bent(component.children[index]) {
                var children = component.children
                children[index] = child
                result.append(with(children: children))
            }
        }
        if component.kind == "features.pipeline" {
            result.append(with(children: Array(component.children.dropLast())))
            result.append(with(children: component.children.reversed()))
        }
        return result
    }
}
