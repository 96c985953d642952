/// What a monitor did with the records it was given.
public struct MonitorCounters: Sendable, Hashable, Codable {
    /// Records that were counted in a window.
    public internal(set) var accepted: Int64 = 0
    /// Records whose identifier was seen shortly before; not counted again.
    public internal(set) var duplicates: Int64 = 0
    /// Records of a window that was already closed; not counted.
    public internal(set) var late: Int64 = 0
    /// Accepted records that came after one with a higher sequence number.
    public internal(set) var outOfOrder: Int64 = 0
    /// Records without a key where the host has to give one; not counted.
    public internal(set) var withoutKey: Int64 = 0
    /// Closed windows that were dropped because nobody took them.
    public internal(set) var droppedWindows: Int64 = 0

    /// Creates counters at zero.
    public init() {}
}
