#if CommandLine
import MLCore
import MLData

/// Writes tables one below the other, in one format.
struct TableEncoder {
    /// The format of what is written.
    let format: LineFormat
    private var hasHeader = false

    /// Creates an encoder.
    ///
    /// - Parameters:
    ///   - path: The file, whose name tells the format.
    ///   - format: The format of standard output, and of names that tell none.
    /// - Throws: ``CommandError`` of code `invalidUsage` when nothing tells the format.
    init(_ path: String, format: LineFormat?) throws {
        if let format, path == "-" {
            self.format = format
        } else {
            self.format = try (try? LineFormat.of(path)) ?? format ?? (path == "-" ? .csv : LineFormat.of(path))
        }
    }

    /// The bytes of further rows, with the header before the first ones.
    mutating func bytes(of table: DataFrame) throws -> [UInt8] {
        if format == .jsonl { return try JSONLWriter().bytes(of: table) }
        let writer = CSVWriter(delimiter: format == .tsv ? "\t" : ",")
        let bytes = try writer.bytes(of: table)
        guard hasHeader else {
            hasHeader = true
            return bytes
        }
        return Array(bytes.dropFirst(try writer.bytes(of: table.prefix(0)).count))
    }
}
#endif
