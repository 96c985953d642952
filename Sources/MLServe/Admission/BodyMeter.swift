/// Watches one body while it arrives, so that a mount stops reading as soon as a limit is passed.
///
/// A value: the mount keeps it beside the bytes that it has collected.
public struct BodyMeter: Sendable, Hashable {
    /// Why a body is refused.
    public enum Fault: String, Sendable, Hashable {
        /// More bytes than the limit: status 413.
        case bodyTooLarge
        /// More chunks than its size justifies: status 400.
        case tooManyChunks
        /// It took too long, or brought too few bytes in a second: status 408.
        case bodyTimeout
        /// It ended before, or went on after, the announced length: status 400.
        case lengthMismatch

        /// The HTTP status.
        public var status: Int {
            switch self {
            case .bodyTooLarge: 413
            case .bodyTimeout: 408
            case .tooManyChunks, .lengthMismatch: 400
            }
        }
    }

    /// The bytes that arrived.
    public private(set) var byteCount = 0
    /// The chunks that arrived.
    public private(set) var chunkCount = 0
    private let limits: TransportLimits
    private let limit: Int
    private let announced: Int?

    /// Creates a meter for a body of which nothing has arrived.
    ///
    /// - Parameters:
    ///   - limits: The limits.
    ///   - limit: The most bytes: ``AdmittedRequest/bodyLimit``.
    ///   - announced: The value of `Content-Length`, if there is one.
    public init(limits: TransportLimits, limit: Int, announced: Int? = nil) {
        self.limits = limits
        self.limit = limit
        self.announced = announced
    }

    /// Counts a chunk that arrived.
    ///
    /// - Parameters:
    ///   - count: Its bytes.
    ///   - elapsed: The time since the body was first waited for.
    /// - Returns: Why the body is refused from now on, or `nil` to keep the bytes and read on.
    public mutating func receive(_ count: Int, after elapsed: Duration) -> Fault? {
        let (sum, overflow) = byteCount.addingReportingOverflow(max(count, 0))
        byteCount = overflow ? .max : sum
        chunkCount &+= 1
        if byteCount > limit { return .bodyTooLarge }
        if let announced, byteCount > announced { return .lengthMismatch }
        if chunkCount > limits.chunksPerMebibyte.multipliedOrMaximum(by: byteCount >> 20 + 1) { return .tooManyChunks }
        return fault(after: elapsed)
    }

    /// Whether the body is too slow, for a mount to ask while it waits for a chunk.
    ///
    /// - Parameter elapsed: The time since the body was first waited for.
    /// - Returns: ``Fault/bodyTimeout``, or `nil` to wait on.
    public func fault(after elapsed: Duration) -> Fault? {
        if elapsed >= limits.bodyTimeout { return .bodyTimeout }
        guard elapsed >= limits.bodyRateGrace else { return nil }
        return elapsed * limits.bodyBytesPerSecond > .seconds(byteCount) ? .bodyTimeout : nil
    }

    /// Whether a body that has ended is as long as announced.
    ///
    /// - Returns: ``Fault/lengthMismatch``, or `nil`.
    public func faultAtEnd() -> Fault? { announced.map { $0 == byteCount } ?? true ? nil : .lengthMismatch }
}

extension Int {
    fileprivate func multipliedOrMaximum(by factor: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
