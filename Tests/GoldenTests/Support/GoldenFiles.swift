import Foundation

/// Files by their path below some directory.
typealias GoldenFiles = [String: [UInt8]]

enum GoldenDirectory {
    /// Where the golden files of every format and version are: `golden` below `MLOPS_FIXTURES`, else in this package.
    static var root: URL {
        if let path = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"], !path.isEmpty {
            return URL(filePath: path).appending(path: "golden")
        }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/golden")
    }

    /// All files below a directory, without those of the given folders at its top.
    static func files(in directory: URL, without folders: Set<String> = []) throws -> GoldenFiles {
        var files: GoldenFiles = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory.path) {
            guard !path.split(separator: "/").contains(where: { folders.contains(String($0)) }) else { continue }
            let url = directory.appending(path: path)
            guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
            files[path] = Array(try Data(contentsOf: url))
        }
        return files
    }

    static func write(_ files: GoldenFiles, to directory: URL) throws {
        for (path, bytes) in files {
            let url = directory.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
        }
    }

    /// Calls a closure with the path of an empty directory that is removed afterwards.
    static func temporary<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url)
    }
}

extension GoldenFiles {
    /// The files below a folder, by their path in it.
    func folder(_ name: String) -> GoldenFiles {
        GoldenFiles(
            uniqueKeysWithValues: filter { $0.key.hasPrefix("\(name)/") }
                .map { (String($0.key.dropFirst(name.count + 1)), $0.value) })
    }

    /// The same files below a folder.
    func moved(to name: String) -> GoldenFiles {
        GoldenFiles(uniqueKeysWithValues: map { ("\(name)/\($0.key)", $0.value) })
    }

    func file(_ path: String) throws -> [UInt8] {
        guard let bytes = self[path] else { throw GoldenFault("there is no file \(path)") }
        return bytes
    }
}

struct GoldenFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
