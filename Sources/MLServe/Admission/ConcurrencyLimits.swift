/// How many requests a model works on at once.
///
/// The limit adapts between ``minimum`` and ``maximum`` by the Gradient2 algorithm of Netflix' concurrency-limits.
public struct ConcurrencyLimits: Sendable, Hashable {
    /// The limit at the start; the default is 20.
    public var initial = 20
    /// The least limit; the default is 2.
    public var minimum = 2
    /// The greatest limit; the default is 200.
    public var maximum = 200
    /// How many requests may wait, as a share of the limit from 0 to 0.5; the default is 0.5.
    public var queueShare = 0.5
    /// The greatest share of limit and queue that one caller may hold while others could want it, above 0 and at most 1;
    /// the default is 0.5.
    public var callerShare = 0.5

    /// Creates the default limits.
    public init() {}

    var faults: [String] {
        var faults = LimitFaults.outOfRange(
            ("requests at once at the least", minimum, 1...100_000), ("requests at once at most", maximum, 1...100_000))
        if minimum > maximum { faults.append("the least limit \(minimum) is above the greatest, \(maximum)") }
        if initial < minimum || initial > maximum {
            faults.append("the initial limit \(initial) is not from \(minimum) to \(maximum)")
        }
        if !(0...0.5).contains(queueShare) { faults.append("a queue share of \(queueShare) is not from 0 to 0.5") }
        if !(callerShare > 0 && callerShare <= 1) {
            faults.append("a caller share of \(callerShare) is not above 0 and at most 1")
        }
        return faults
    }
}
