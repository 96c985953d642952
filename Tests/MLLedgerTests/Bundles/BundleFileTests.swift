import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("Bundle files")
struct BundleFileTests {
    @Test("What is written reads back equal, with the same digest and the same bytes")
    func roundTrip() throws {
        let bundle = try BundleSamples.small()
        let content = try bundle.fileContent()
        #expect(try bundle.fileContent() == content)
        #expect(Array(content.prefix(12)) == [0x89, 0x4D, 0x4C, 0x42, 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0])
        let restored = try Bundle(fileContent: content)
        #expect(restored == bundle)
        #expect(try restored.digest() == bundle.digest())
        #expect(try restored.fileContent() == content)
    }

    @Test("A predictor of every kind comes back from a file")
    func everyKind() throws {
        let predictors = try BundleSamples.predictors()
        #expect(Set(predictors.map { type(of: $0).kind }) == Set(ComponentCatalog.core.kinds))
        for predictor in predictors {
            let bundle = try Bundle(
                signature: ModelSignature(inputs: Schema([.init("x", .double)]), task: predictor.task), features: nil,
                predictor: predictor.encoded())
            let restored = try Bundle(fileContent: bundle.fileContent())
            #expect(restored == bundle)
            #expect(try restored.digest() == bundle.digest())
            #expect(try ComponentCatalog.core.predictor(from: restored.predictor).encoded() == predictor.encoded())
        }
    }

    @Test("The digest of the model is that of the index in the file")
    func indexDigest() throws {
        let bundle = try BundleSamples.small()
        let content = try bundle.fileContent()
        let length = content[12..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(SHA256.digest(of: content[20..<20 + length]) == (try bundle.digest()))
    }

    @Test("Every truncation of a file is a typed error")
    func truncations() throws {
        let content = try Self.fileOfFourKibibytes()
        for count in 0..<content.count {
            let error = #expect(throws: LedgerError.self) { try Bundle(fileContent: Array(content[..<count])) }
            #expect(error?.code == .corrupt, "\(count) bytes")
        }
        let error = #expect(throws: LedgerError.self) { try Bundle(fileContent: content + [0]) }
        #expect(error?.code == .corrupt)
    }

    @Test("Every flipped bit of a file is a typed error")
    func flips() throws {
        let content = try Self.fileOfFourKibibytes()
        var changed = content
        for position in content.indices {
            for bit in 0..<8 {
                changed[position] ^= 1 << bit
                do {
                    _ = try Bundle(fileContent: changed)
                    Issue.record("byte \(position), bit \(bit) was accepted")
                } catch is LedgerError {
                } catch is CoreError {
                } catch {
                    Issue.record("byte \(position), bit \(bit): \(error)")
                }
                changed[position] = content[position]
            }
        }
    }

    private static func fileOfFourKibibytes() throws -> [UInt8] {
        let content = try BundleSamples.small(weights: 3200).fileContent()
        #expect((3900...4300).contains(content.count), "\(content.count)")
        return content
    }

    @Test(
        "A length beyond the bytes of the file is refused before anything is allocated",
        arguments: [.max, 1 << 63, (1 << 63) - 1, 1 << 62, 1 << 40, 5000] as [UInt64])
    func lengthBombs(length: UInt64) throws {
        let content = try BundleSamples.small().fileContent()
        let index = content[12..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
        for place in [12, 20 + index] {
            var changed = content
            changed.replaceSubrange(
                place..<place + 8, with: (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) })
            let error = #expect(throws: LedgerError.self) { try Bundle(fileContent: changed) }
            #expect(error?.code == .corrupt)
        }
    }

    @Test("Parts beyond the budget are refused, in reading and in writing")
    func budget() throws {
        let bundle = try BundleSamples.small()
        let content = try bundle.fileContent()
        #expect(try Bundle(fileContent: content, limit: content.count) == bundle)
        let reading = #expect(throws: LedgerError.self) { try Bundle(fileContent: content, limit: 600) }
        #expect(reading?.code == .limitExceeded)
        #expect(try bundle.fileContent(limit: content.count) == content)
        let writing = #expect(throws: LedgerError.self) { try bundle.fileContent(limit: content.count - 1) }
        #expect(writing?.code == .limitExceeded)
    }

    @Test("A newer file or index is refused as such, and one of version 0 too")
    func versions() throws {
        let content = try BundleSamples.small().fileContent()
        for version: UInt8 in [0, 2, 255] {
            var changed = content
            changed[8] = version
            let error = #expect(throws: LedgerError.self) { try Bundle(fileContent: changed) }
            #expect(error?.code == .unsupportedVersion)
        }
        let text = Array("\"formatVersion\":1".utf8)
        let start = try #require(content.firstRange(of: text))
        var changed = content
        changed[start.upperBound - 1] = UInt8(ascii: "2")
        let error = #expect(throws: LedgerError.self) { try Bundle(fileContent: changed) }
        #expect(error?.code == .unsupportedVersion)
    }

    @Test("An index with spaces, or with a key that is not known, is refused")
    func index() throws {
        let content = try BundleSamples.small().fileContent()
        let length = content[12..<20].reversed().reduce(0) { $0 << 8 | Int($1) }
        let index = String(decoding: content[20..<20 + length], as: UTF8.self)
        for text in [index.replacing("{\"blobs\"", with: "{ \"blobs\""), "{\"a\":1," + index.dropFirst()] {
            let bytes = Array(text.utf8)
            let size = (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) }
            let changed = Array(content[..<12]) + size + bytes + Array(content[(20 + length)...])
            let error = #expect(throws: LedgerError.self) { try Bundle(fileContent: changed) }
            #expect(error?.code == .corrupt)
        }
    }
}
