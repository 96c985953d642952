#if CommandLine
import Foundation
import MLCore
import MLLedger
import MLRegistry
import MLTestKit
import Testing

@testable import MLOps

#if SQLiteStore
import MLSQLite
#endif

@Suite("Registries in SQLite")
struct DatabaseStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    #if SQLiteStore
    @Test("a registry in a database is read and changed like one in a directory")
    func roundTrip() throws {
        let path = folder.file("models.sqlite")
        do {
            let database = try SQLiteDatabase(path: path)
            let registry = ModelRegistry(
                ledger: try SQLiteLedger(database: database, clock: FixedClock()),
                blobs: try SQLiteBlobStore(database: database))
            for number in 1...2 {
                try registry.register(SampleStore.bundle(number), as: ResourceName("genres"), by: "training")
            }
        }
        let promoted = Run(
            "registry", "promote", "genres", "--to", "production", "--version", "2", "--by", "ada", "--reason", "first",
            "--store", path)
        #expect(promoted.status == .success && promoted.errors.isEmpty, "\(promoted.errors)")
        let list = try Run("registry", "list", "--store", path, "--json").document()
        #expect(list.at("models/0/aliases/0/version")?.integerValue == 2)
        #expect(Run("registry", "verify", "--store", path).status == .success)
    }

    @Test("a file that holds no registry is misuse and stays as it is")
    func absent() throws {
        let other = folder.file("other.sqlite")
        do { _ = try SQLiteDatabase(path: other) }
        let garbage = try folder.write("not a database, but long enough to have a header of one", as: "text.sqlite")
        let before = folder.names
        for path in [folder.file("none.sqlite"), other, garbage] {
            for command in [["list"], ["rollback", "genres", "--alias", "a", "--by", "b", "--reason", "c"]] {
                let run = Run(["registry"] + command + ["--store", path])
                #expect(run.status == .misuse && run.errors.count { $0 == "\n" } == 1, "\(path): \(run.errors)")
            }
        }
        let empty = Run("registry", "list", "--store", other)
        #expect(empty.errors.components(separatedBy: "holds no store").count == 2, "said once: \(empty.errors)")
        #expect(folder.names == before)
        #expect(try folder.text("text.sqlite").hasPrefix("not a database"))
    }
    #else
    @Test("a program without the trait says how to get it")
    func withoutTrait() {
        let run = Run("registry", "list", "--store", folder.file("models.sqlite"))
        #expect(run.status == .misuse && run.errors.contains("--traits CommandLine,SQLiteStore"))
        #expect(folder.names.isEmpty)
    }
    #endif
}
#endif
