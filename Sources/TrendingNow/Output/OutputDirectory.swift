import Foundation
import MLCore
import MLData

/// Where a run leaves its results.
struct OutputDirectory {
    let path: String

    /// Creates the directory, and its parents, if it is not there.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw DataError(
                .fileUnwritable, "the directory cannot be made\(Self.reason(error))", at: path,
                remedy: "Choose another one with --output DIR.")
        }
    }

    /// A directory for a registry that no earlier run has used.
    func freshRegistry() -> String {
        var number = 1
        while FileManager.default.fileExists(atPath: "\(path)/registry-\(number)") { number += 1 }
        return "\(path)/registry-\(number)"
    }

    /// Writes a file in one step: readers see the old content or the new one.
    func write(_ bytes: [UInt8], as name: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"), options: .atomic)
        } catch {
            throw DataError(
                .fileUnwritable, "the file cannot be written\(Self.reason(error))", at: "\(path)/\(name)",
                remedy: "Free space on the volume, or choose another directory with --output DIR.")
        }
    }

    /// What the operating system said, which Foundation buries in its error.
    private static func reason(_ error: any Error) -> String {
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
        guard let underlying = cause.map({ $0 as NSError }), underlying.domain == NSPOSIXErrorDomain,
            let code = Int32(exactly: underlying.code)
        else { return "" }
        return ": \(String(cString: strerror(code)))"
    }
}
