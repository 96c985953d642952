import Foundation
import MLCore
import MLData

/// Finds the sample that is part of the package.
///
/// The generated `Bundle.module` ends the process when the resources are not where they were built. Here a sample that
/// cannot be found is an error with a remedy.
enum Sample {
    static func path() throws -> String {
        let file = "Sample/titles.jsonl"
        var candidates = [
            // Beside the sources, for a checkout that was moved after building.
            URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent(file).path
        ]
        if let executable = Foundation.Bundle.main.executableURL?.deletingLastPathComponent() {
            for name in ["swift-mlops_TrendingNow.resources", "swift-mlops_TrendingNow.bundle"] {
                candidates.insert(executable.appendingPathComponent("\(name)/\(file)").path, at: 0)
            }
        }
        guard let path = candidates.first(where: FileManager.default.isReadableFile) else {
            throw DataError(
                .fileUnreadable, "the sample is not beside the executable", at: candidates[0],
                remedy: "Build the package again, or pass your own data with --data FILE.")
        }
        return path
    }
}
