import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("Stored bundles")
struct StoredBundleTests {
    private let files = MemoryFileLayer()

    private func store() throws -> FileBlobStore { try FileBlobStore(directory: "/blobs", files: files) }

    private func bundle(weight: UInt8 = 7, threshold: Double = 0.5, label: String = "yes") throws -> Bundle {
        let features = try EncodedComponent(
            kind: "test.features", formatVersion: 1, parameters: ["width": 2], blobs: ["table": [1, 2, 3]])
        let predictor = try EncodedComponent(
            kind: "test.predictor", formatVersion: 1, parameters: ["depth": 3],
            blobs: ["weights": [UInt8](repeating: weight, count: 200), "bias": []])
        return try Bundle(
            signature: ModelSignature(
                inputs: Schema([.init("plot", .string)]), task: .binary(negative: "no", positive: label)),
            features: features, predictor: predictor, decision: DecisionRule(thresholds: [threshold]),
            examples: [.init(inputs: ["plot": .string("a heist")], outputs: [0.25])])
    }

    @Test("A bundle reads back from memory and from files, under the digest of its parts")
    func roundTrip() throws {
        let bundle = try bundle()
        for blobs in [MemoryBlobStore(), try store()] as [any BlobStore] {
            let (digest, contents) = try bundle.store(in: blobs)
            #expect(try digest == bundle.digest())
            #expect(try Set(blobs.list()) == Set(contents + [digest]))
            #expect(try Bundle(digest: digest, from: blobs) == bundle)
            // Storing it again changes nothing.
            #expect(try bundle.store(in: blobs) == (digest, contents))
        }
        #expect(try Bundle(digest: bundle.digest(), from: store()) == bundle)
    }

    @Test("Equal bundles have equal digests, and each part changes the digest")
    func digests() throws {
        let digest = try bundle().digest()
        #expect(try bundle().digest() == digest)
        let others = [try bundle(weight: 8), try bundle(threshold: 0.25), try bundle(label: "ja")]
        let digests = try others.map { try $0.digest() } + [digest]
        #expect(Set(digests).count == 4)
    }

    @Test("The digest covers every byte: a change of any one of them is noticed")
    func everyByte() throws {
        let bundle = try bundle()
        let blobs = try store()
        let (digest, contents) = try bundle.store(in: blobs)
        let all = files.paths.filter { $0.hasPrefix("/blobs/") && !$0.hasSuffix("FORMAT") }
        #expect(all.count == contents.count + 1)
        for path in all {
            let original = try #require(files.content(of: path))
            for position in original.indices {
                var changed = original
                changed[position] ^= 1
                files.damage(path, to: changed)
                let error = #expect(throws: LedgerError.self) { try Bundle(digest: digest, from: blobs) }
                #expect(error?.code == .corrupt, "\(path), byte \(position)")
            }
            for changed in [original + [0], Array(original.dropLast())] where changed != original {
                files.damage(path, to: changed)
                #expect(throws: LedgerError.self) { try Bundle(digest: digest, from: blobs) }
            }
            files.damage(path, to: original)
        }
        #expect(try Bundle(digest: digest, from: blobs) == bundle)
    }

    @Test("A part that could not be read again is not stored")
    func largePart() throws {
        try Bundle.checkSize(of: "weights", Bundle.maximumPartSize)
        let error = #expect(throws: LedgerError.self) {
            try Bundle.checkSize(of: "weights", Bundle.maximumPartSize + 1)
        }
        #expect(error?.code == .limitExceeded)
        #expect(error?.details.place == "part \"weights\"")
    }

    @Test("A part that is gone is an error that names it")
    func missing() throws {
        let blobs = try store()
        let (digest, _) = try bundle().store(in: blobs)
        for path in files.paths where !path.hasSuffix("FORMAT") {
            let original = try #require(files.content(of: path))
            let volume = files.after(.keepsEverything)
            volume.damage(path, to: nil)
            let damaged = try FileBlobStore(directory: "/blobs", files: volume)
            let error = #expect(throws: LedgerError.self, "\(path), \(original.count) bytes") {
                try Bundle(digest: digest, from: damaged)
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test("A newer index, a newer manifest, and an index of other parts are refused")
    func versions() throws {
        let blobs = MemoryBlobStore()
        let parts = try bundle().parts()
        let index = BundleIndex(parts)
        _ = try bundle().store(in: blobs)
        let text = String(decoding: try CanonicalJSONEncoder().encode(index), as: UTF8.self)
        let newer = try blobs.put(Array(text.replacing("\"formatVersion\":1", with: "\"formatVersion\":2").utf8))
        let error = #expect(throws: LedgerError.self) { try Bundle(digest: newer, from: blobs) }
        #expect(error?.code == .unsupportedVersion)

        let manifest = String(decoding: parts.manifest, as: UTF8.self)
        let newerManifest = Array(manifest.replacing("\"formatVersion\":1", with: "\"formatVersion\":99").utf8)
        let other = Bundle.Parts(manifest: newerManifest, blobs: parts.blobs)
        _ = try blobs.put(newerManifest)
        let digest = try blobs.put(try CanonicalJSONEncoder().encode(BundleIndex(other)))
        #expect(throws: CoreError.self) { try Bundle(digest: digest, from: blobs) }

        let fewer = Bundle.Parts(manifest: parts.manifest, blobs: [:])
        let lacking = try blobs.put(try CanonicalJSONEncoder().encode(BundleIndex(fewer)))
        #expect(throws: CoreError.self) { try Bundle(digest: lacking, from: blobs) }
        let noIndex = try blobs.put(Array("[]".utf8))
        #expect(throws: CoreError.self) { try Bundle(digest: noIndex, from: blobs) }
    }
}
