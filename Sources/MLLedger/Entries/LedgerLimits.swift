/// The greatest sizes of what is written to a ledger.
///
/// A ledger holds decisions and descriptions, not data: what is larger goes into a blob that the entry names.
public enum LedgerLimits {
    /// The greatest number of bytes in the payload of one entry: 1 MiB.
    public static let payloadSize = 1 << 20
    /// The greatest number of UTF-8 bytes in the name of an actor.
    public static let actorSize = 256
    /// The greatest number of blobs that one entry names.
    public static let blobCount = 1024
    /// The greatest number of entries that are appended in one step.
    public static let commitCount = 256
    /// The greatest number of bytes that are appended in one step: 16 MiB.
    public static let commitSize = 16 << 20
}
