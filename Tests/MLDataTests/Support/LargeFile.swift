import Foundation

extension TemporaryDirectory {
    /// A file that begins with some bytes, continues with one line of letters, and has 100 MB in all.
    func largeFile(_ name: String, beginning: String) throws -> String {
        let path = path(name)
        _ = FileManager.default.createFile(atPath: path, contents: Data(beginning.utf8))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        let letters = Data(repeating: UInt8(ascii: "a"), count: 1 << 20)
        for _ in 0..<100 { try file.write(contentsOf: letters) }
        return path
    }
}
