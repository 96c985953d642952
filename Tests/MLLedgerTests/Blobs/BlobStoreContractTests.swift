import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("Blob store contract")
struct BlobStoreContractTests {
    @Test("The memory store keeps the promises")
    func memory() {
        let report = BlobStoreChecks.run("memory") { MemoryBlobStore() }
        #expect(report.passed, "\(report)")
    }

    @Test("The file store keeps the promises")
    func files() throws {
        let folder = try TemporaryFolder()
        let report = BlobStoreChecks.run("files") {
            try FileBlobStore(directory: folder.newPath())
        } reopen: { _ in
            try FileBlobStore(directory: folder.lastPath)
        }
        #expect(report.passed, "\(report)")
    }
}
