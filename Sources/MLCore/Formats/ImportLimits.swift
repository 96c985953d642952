/// How much a model file may ask of its reader.
///
/// Readers take memory and time linear in the size of the file, so that the size is all that needs a limit.
public struct ImportLimits: Sendable, Hashable {
    /// The longest file, in bytes.
    ///
    /// The default is 1 GiB.
    public var maximumByteCount: Int

    /// Creates limits.
    ///
    /// - Parameter maximumByteCount: The longest file, in bytes.
    public init(maximumByteCount: Int = 1 << 30) { self.maximumByteCount = maximumByteCount }

    /// Throws when a file is too long.
    func check(_ bytes: [UInt8], at place: String) throws(CoreError) {
        guard bytes.count <= maximumByteCount else {
            throw CoreError(
                .limitExceeded, "a file of \(bytes.count) bytes, more than \(maximumByteCount)", at: place,
                remedy: "Raise the limit when the file can be trusted.")
        }
    }
}
