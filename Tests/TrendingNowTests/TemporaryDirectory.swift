import Foundation
import MLCore

@testable import TrendingNow

/// A directory that is removed at the end of a test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("trending-now-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes lines into a file and gives its path.
    func file(_ name: String, _ lines: [String]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: file))
        return file
    }

    func text(_ name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"), encoding: .utf8)
    }
}

extension Loop {
    /// A loop that prints nothing.
    static func silent(_ arguments: [String]) throws -> Loop {
        guard let options = try Options(arguments: arguments) else { throw UsageError("help was asked for") }
        return Loop(options, console: Console(isSilent: true))
    }
}
