/// What one connection or request may ask of the transport.
///
/// The mount enforces the timeouts and counts of connections; ``InferenceHandler`` enforces the sizes.
public struct TransportLimits: Sendable, Hashable {
    /// The longest request target, in bytes; the default is 4 KiB.
    ///
    /// Longer ones get status 414.
    public var targetByteCount = 4 << 10
    /// The longest header field, name and value, in bytes; the default is 8 KiB.
    ///
    /// Longer ones get status 431.
    public var headerFieldByteCount = 8 << 10
    /// The most bytes in all header fields; the default is 16 KiB.
    ///
    /// More get status 431.
    public var headerByteCount = 16 << 10
    /// The most header fields; the default is 100.
    ///
    /// More get status 431.
    public var headerFieldCount = 100
    /// The longest body, in bytes; the default is 4 MiB.
    ///
    /// Longer ones get status 413.
    public var bodyByteCount = 4 << 20
    /// The most chunks that a body may come in for each started MiB of it; the default is 4,096.
    ///
    /// More get status 400.
    public var chunksPerMebibyte = 4096
    /// The longest that a head may take; the default is 10 s.
    public var headTimeout = Duration.seconds(10)
    /// The longest that a body may take; the default is 30 s.
    ///
    /// Longer ones get status 408.
    public var bodyTimeout = Duration.seconds(30)
    /// The least bytes in a second that a body must bring once ``bodyRateGrace`` has passed; the default is 500.
    public var bodyBytesPerSecond = 500
    /// How long a body may be slow; the default is 5 s.
    public var bodyRateGrace = Duration.seconds(5)
    /// The longest from the end of the body to the response; the default is 30 s.
    ///
    /// A client may ask for less.
    public var handlerTimeout = Duration.seconds(30)
    /// The longest that a connection may be without a request; the default is 60 s.
    public var idleTimeout = Duration.seconds(60)
    /// The longest that a client may not read from its response; the default is 30 s.
    public var writeStallTimeout = Duration.seconds(30)
    /// The longest that requests may go on when the server stops; the default is 30 s.
    public var drainTimeout = Duration.seconds(30)
    /// The most connections; the default is 1,024.
    ///
    /// Some of those beyond get status 503, the others are closed.
    public var connectionCount = 1024
    /// The most connections of one peer; the default is 64.
    ///
    /// Some of those beyond get status 503, the others are closed.
    public var connectionCountPerPeer = 64
    /// The most requests of one connection, which is closed after the last; the default is 10,000.
    public var requestCountPerConnection = 10_000

    /// Creates the default limits.
    public init() {}

    var faults: [String] {
        LimitFaults.outOfRange(
            ("bytes of a target", targetByteCount, 16...1 << 20),
            ("bytes of a header field", headerFieldByteCount, 64...1 << 20),
            ("bytes of header fields", headerByteCount, 256...1 << 24),
            ("header fields", headerFieldCount, 4...65_534), ("bytes of a body", bodyByteCount, 1...1 << 30),
            ("chunks of a MiB", chunksPerMebibyte, 1...1 << 20),
            ("bytes of a body in a second", bodyBytesPerSecond, 0...1 << 30),
            ("connections", connectionCount, 1...1 << 20),
            ("connections of a peer", connectionCountPerPeer, 1...1 << 20),
            ("requests of a connection", requestCountPerConnection, 1...1 << 40))
            + LimitFaults.outOfRange(
                ("head timeout", headTimeout), ("body timeout", bodyTimeout), ("body rate grace", bodyRateGrace),
                ("handler timeout", handlerTimeout), ("idle timeout", idleTimeout),
                ("write stall timeout", writeStallTimeout), ("drain timeout", drainTimeout))
    }
}
