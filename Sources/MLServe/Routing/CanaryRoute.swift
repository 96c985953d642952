import MLCore

/// Sends a fixed share of keys to a second model, always the same ones.
///
/// A key is hashed with the salt to a bucket from 0 to 1 as in version 2 of GrowthBook's hashing: FNV-1a (32 bits) of
/// the text of FNV-1a of salt and key, modulo 10,000. A key below the share goes to the canary, so that raising the
/// share keeps everybody who is already there.
public struct CanaryRoute: Sendable {
    /// The second model.
    public let model: ServableModel
    /// The share of keys that it answers, from 0 to 1, in steps of 0.0001: the probability that a key is answered by it.
    public let share: Double
    /// Separates the assignments of different rollouts.
    public let salt: String

    private static let bucketCount = 10_000.0

    /// Creates a route.
    ///
    /// - Parameters:
    ///   - model: The second model.
    ///   - share: The share of keys that it answers, from 0 to 1. It is rounded to a step of 0.0001, which is 0 or 1 only
    ///     when the given share is: a recorded probability is never that of something impossible.
    ///   - salt: Separates the assignments of different rollouts.
    /// - Throws: ``ServeError`` with code `invalidConfiguration` for a share out of range.
    public init(model: ServableModel, share: Double, salt: String) throws(ServeError) {
        guard (0...1).contains(share) else {
            throw ServeError(
                .invalidConfiguration, "a canary share of \(share)", at: "canary of \(model.name)",
                remedy: "Use a share from 0 to 1.")
        }
        self.model = model
        let step = (share * Self.bucketCount).rounded()
        self.share = (0 < share && share < 1 ? min(max(step, 1), Self.bucketCount - 1) : step) / Self.bucketCount
        self.salt = salt
    }

    /// The bucket of a key, from 0 to 0.9999.
    public func bucket(of key: String) -> Double {
        let inner = Self.hash("\(salt)\(key)".utf8)
        return Double(Self.hash("\(inner)".utf8) % UInt32(Self.bucketCount)) / Self.bucketCount
    }

    /// Whether the canary answers a key.
    public func answers(_ key: String) -> Bool { bucket(of: key) < share }

    /// FNV-1a with 32 bits, of Fowler, Noll and Vo.
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0x811c_9dc5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}
