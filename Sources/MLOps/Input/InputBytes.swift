#if CommandLine
import MLCore
import MLData

/// Whole files that a command line names: configurations, suites, models.
enum InputBytes {
    /// The largest file that is read whole, unless a command says otherwise.
    static let maximumByteCount = 1 << 30

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard input.
    ///   - maximumByteCount: The largest file that is read.
    /// - Returns: Its bytes.
    /// - Throws: `DataError` of code `fileUnreadable` or `limitExceeded`.
    static func read(_ path: String, maximumByteCount: Int = maximumByteCount) throws -> [UInt8] {
        if path == "-" { return try standardInput(maximumByteCount: maximumByteCount) }
        return try read(InputFile(path: path), maximumByteCount: maximumByteCount)
    }

    /// Reads standard input to its end.
    static func standardInput(maximumByteCount: Int = maximumByteCount) throws -> [UInt8] {
        try read(InputFile.standardInput(), maximumByteCount: maximumByteCount)
    }

    /// Reads and decodes a JSON file strictly: an unknown key is an error.
    ///
    /// - Parameters:
    ///   - type: What the file holds.
    ///   - path: The file; `-` is standard input.
    ///   - role: What the file is, in errors, such as `a suite`.
    ///   - rejectsUnknownKeys: Whether an unknown key is an error; not for types that decode an object twice.
    /// - Returns: The value.
    /// - Throws: `DataError`, or ``CommandError`` of code `unusableInput`.
    static func decoded<Value: Decodable>(
        _ type: Value.Type, from path: String, as role: String, rejectsUnknownKeys: Bool = true
    ) throws -> Value {
        let bytes = try read(path, maximumByteCount: 64 << 20)
        do {
            return try CanonicalJSONDecoder(rejectsUnknownKeys: rejectsUnknownKeys).decode(type, from: bytes)
        } catch {
            throw CommandError(.unusableInput, "this is not \(role)", at: path, cause: error)
        }
    }

    private static func read(_ file: InputFile, maximumByteCount: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try chunk.withUnsafeMutableBytes { buffer in try file.read(into: buffer) }
            if count == 0 { return bytes }
            guard bytes.count + count <= maximumByteCount else {
                throw DataError(
                    .limitExceeded, "the file is larger than \(NumberText.byteCount(maximumByteCount))", at: file.path)
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
#endif
