/// A format of compressed bytes that can be read.
///
/// Conformers write into memory that the caller gives, never beyond its end, and trap on no input: what does not follow
/// the format is a ``CompressionFault``. Time is linear in the compressed and the plain bytes, but for the tables that
/// formats with codes of their own make for each block, however short it is.
package protocol Decompressor: Sendable {
    /// The name of the format in errors.
    var name: String { get }

    /// The most plain bytes that `compressedCount` compressed ones can stand for.
    ///
    /// A caller refuses a larger announced size before it allocates.
    func maximumByteCount(compressedCount: Int) -> Int

    /// Decompresses.
    ///
    /// - Parameters:
    ///   - source: The compressed bytes, all of which belong to the content.
    ///   - target: Where the plain bytes go.
    /// - Returns: How many plain bytes there are.
    /// - Throws: ``CompressionFault`` for bytes that do not follow the format, and for content beyond the target.
    func decompress(
        _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
    ) throws(CompressionFault) -> Int
}

/// Why compressed bytes cannot be read.
package struct CompressionFault: Error, Hashable {
    /// What is wrong, as a phrase.
    package let problem: String

    /// Creates a fault.
    package init(_ problem: String) { self.problem = problem }

    /// The compressed bytes end too early.
    static let truncated = CompressionFault("the compressed bytes end too early")
    /// There is more content than was announced.
    static let tooLong = CompressionFault("there is more content than was announced")
    /// A copy reaches before the beginning of the content.
    static let badDistance = CompressionFault("a copy begins before the content")
}

extension Decompressor {
    /// Decompresses content whose size is known.
    ///
    /// - Parameters:
    ///   - source: The compressed bytes.
    ///   - byteCount: The announced size of the content.
    ///   - limit: The most bytes that may be allocated.
    /// - Returns: The content.
    /// - Throws: ``CompressionFault``, before anything is allocated when the announced size cannot be true.
    package func bytes(of source: [UInt8], byteCount: Int, limit: Int = 1 << 30) throws(CompressionFault) -> [UInt8] {
        try check(byteCount: byteCount, compressedCount: source.count)
        guard byteCount <= limit else { throw CompressionFault("\(byteCount) bytes exceed the limit of \(limit)") }
        var result: Result<Int, CompressionFault> = .success(0)
        let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { target, initialized in
            result = source.withUnsafeBytes { source in
                Result { () throws(CompressionFault) in
                    try decompress(source, into: UnsafeMutableRawBufferPointer(target))
                }
            }
            if case .success(byteCount) = result { initialized = byteCount }
        }
        let count = try result.get()
        guard count == byteCount else { throw CompressionFault("\(count) bytes where \(byteCount) are announced") }
        return bytes
    }

    /// Throws when an announced size cannot be true.
    package func check(byteCount: Int, compressedCount: Int) throws(CompressionFault) {
        guard byteCount >= 0, byteCount <= maximumByteCount(compressedCount: compressedCount) else {
            throw CompressionFault("\(compressedCount) bytes cannot stand for the \(byteCount) that are announced")
        }
    }

    /// `compressedCount × factor + slack`, held at the largest integer.
    func bound(_ compressedCount: Int, factor: Int, slack: Int) -> Int {
        let (product, overflow) = max(0, compressedCount).multipliedReportingOverflow(by: factor)
        return overflow || product > Int.max - slack ? .max : product + slack
    }
}
