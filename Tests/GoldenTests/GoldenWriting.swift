import Foundation
import Testing

/// Writes the golden files of versions that have none; files that exist are never touched.
@Suite(
    "Writing golden files",
    .enabled(if: ProcessInfo.processInfo.environment["MLOPS_WRITE_GOLDEN"] != nil, "set MLOPS_WRITE_GOLDEN to write"))
struct GoldenWriting {
    @Test("The current version of a format is written when it has no golden files", arguments: GoldenFormats.all)
    func write(format: GoldenFormat) throws {
        let directory = GoldenDirectory.root.appending(path: "\(format.name)/\(format.version)")
        guard !FileManager.default.fileExists(atPath: directory.path) else { return }
        var files = try format.write()
        files["account.json"] = try format.open(files).account
        try GoldenDirectory.write(files, to: directory)
    }
}
