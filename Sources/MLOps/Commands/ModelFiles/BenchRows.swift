#if CommandLine
import MLCore

/// Rows of floats from a file without a header.
struct BenchRows {
    /// Row after row.
    let values: [Float]
    /// How many numbers a row has.
    let width: Int
    /// How many rows there are; at least one.
    let count: Int

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file: floats, little-endian.
    ///   - width: How many numbers a row has, positive.
    ///   - limit: The most rows that are used.
    /// - Throws: `DataError`, or ``CommandError`` of code `unusableInput` when there are no whole rows.
    init(_ path: String, width: Int, limit: Int?) throws {
        let bytes = try InputBytes.read(path)
        let (rowSize, overflow) = width.multipliedReportingOverflow(by: 4)
        guard !overflow, !bytes.isEmpty, bytes.count.isMultiple(of: rowSize) else {
            throw CommandError(
                .unusableInput, "\(bytes.count) bytes are not whole rows of \(width) floats", at: path,
                remedy: "Check --features and the file.")
        }
        self.width = width
        count = min(bytes.count / rowSize, limit ?? .max)
        let used = count * width
        values = [Float](unsafeUninitializedCapacity: used) { memory, initialized in
            bytes.withUnsafeBytes { bytes in
                for index in 0..<used {
                    let bits = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                    memory.initializeElement(at: index, to: Float(bitPattern: UInt32(littleEndian: bits)))
                }
            }
            initialized = used
        }
    }
}
#endif
