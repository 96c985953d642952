import Foundation
import MLCore
import MLServe
import Testing

/// Everything that an earlier version stored has to open in this one, mean the same, and be written the same way again.
@Suite("Golden files")
struct GoldenTests {
    @Test(
        "Every version of every format opens, means what it meant, and is written to the same bytes again",
        arguments: GoldenFormats.all)
    func opens(format: GoldenFormat) throws {
        for version in 1...format.version {
            var files = try golden(format, version)
            let account = try files.file("account.json")
            files["account.json"] = nil
            let reading = try format.open(files)
            #expect(
                String(decoding: reading.account, as: UTF8.self) == String(decoding: account, as: UTF8.self),
                "\(format.name) \(version)")
            guard version == format.version else { continue }
            #expect(reading.rewritten.keys.sorted() == files.keys.sorted(), "\(format.name)")
            for (path, bytes) in files {
                #expect(reading.rewritten[path] == bytes, "\(format.name) \(version): \(path)")
            }
        }
    }

    @Test("What is written today opens to what it was made of", arguments: GoldenFormats.all)
    func writesWhatOpens(format: GoldenFormat) throws {
        let files = try format.write()
        let reading = try format.open(files)
        for (path, bytes) in files { #expect(reading.rewritten[path] == bytes, "\(format.name): \(path)") }
    }

    @Test("Every kind of the catalog has golden files of each of its versions")
    func catalog() throws {
        let formats = Dictionary(grouping: GoldenFormats.all, by: \.name)
        for kind in ComponentCatalog.standard.kinds {
            let format = try #require(formats["components/\(kind)"]?.first, "write golden files of \(kind)")
            for version in 1...format.version { #expect(try !golden(format, version).isEmpty) }
        }
        let kinds = Set(ComponentCatalog.standard.kinds.map { "components/\($0)" })
        #expect(formats.keys.filter { $0.hasPrefix("components/") && !kinds.contains($0) }.isEmpty)
    }

    @Test("Every golden file belongs to a version of a format, and no format has two names")
    func nothingElse() throws {
        let known = GoldenFormats.all.flatMap { format in (1...format.version).map { "\(format.name)/\($0)/" } }
        #expect(Set(known).count == known.count)
        let expected = known + GoldenFormats.integrationNames.map { "\($0)/" } + ["README.md", ".gitattributes"]
        let strangers = try GoldenDirectory.files(in: GoldenDirectory.root).keys
            .filter { path in !expected.contains { path.hasPrefix($0) } }
        #expect(strangers.isEmpty)
    }

    @Test("Golden files that were changed are noticed")
    func changesAreNoticed() throws {
        for format in GoldenFormats.all where format.name.hasPrefix("components/") || format.name == "bundle" {
            var files = try golden(format, format.version)
            files["account.json"] = nil
            for (path, bytes) in files {
                // A digit that stands for another number: the account or the bytes written again have to differ.
                guard let position = bytes.lastIndex(where: { (0x31...0x38).contains($0) }) else { continue }
                var changed = files
                changed[path]?[position] += 1
                let account = try golden(format, format.version)["account.json"]
                if let reading = try? format.open(changed) {
                    #expect(
                        reading.account != account || reading.rewritten[path] != bytes, "\(format.name): \(path)")
                }
            }
        }
    }

    private func golden(_ format: GoldenFormat, _ version: Int) throws -> GoldenFiles {
        let directory = GoldenDirectory.root.appending(path: "\(format.name)/\(version)")
        guard FileManager.default.fileExists(atPath: directory.path) else {
            throw GoldenFault(
                "version \(version) of \(format.name) has no golden files; write them as "
                    + "Tests/Fixtures/golden/README.md says")
        }
        return try GoldenDirectory.files(in: directory)
    }
}
