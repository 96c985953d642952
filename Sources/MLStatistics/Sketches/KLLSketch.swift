import MLCore

/// Quantiles of a stream in bounded memory, with a bound of the error in ranks: the sketch of Karnin, Lang and Liberty.
///
/// Numbers are held at levels; one at level *i* stands for 2^*i* numbers. A level that is full is sorted, and every
/// second number of it goes up, beginning with the first or the second by a coin ("Optimal quantile approximation in
/// streams", FOCS 2016; capacities as in Apache DataSketches). Until the first compaction the sketch holds all numbers
/// and its answers are exact.
///
/// With ``rankError`` = ε, the rank of a number that the sketch gives is within ±ε · count of the true one, each with a
/// probability of 99 %. ``worstRankError`` is a bound that always holds for this sketch.
///
/// The coins come from a seed and the number of compactions so far. The same numbers in the same order give the same
/// state; other orders, and other ways of splitting the stream, give other states with the same guarantee. ``merge(_:)``
/// is not commutative in the state for the same reason: who wants equal bytes merges in a fixed order, such as the order
/// of the parts.
///
/// NaN and infinities are counted in ``ignoredCount`` and enter nothing else.
public struct KLLSketch: Sendable, Hashable {
    /// The default of ``size``.
    public static let defaultSize = 200
    /// The sizes that there may be.
    public static let sizes = 8...65_535
    /// The smallest capacity of a level.
    static let smallestCapacity = 8
    /// The most levels: more numbers than a counter can count.
    static let maximumLevelCount = 60

    /// About how many numbers the highest level holds; the whole sketch holds about three times as many.
    public let size: Int
    /// What the coins are made from.
    public let seed: UInt64
    /// How many finite numbers were added.
    public internal(set) var count: Int64 = 0
    /// How many NaN and infinities were added.
    public internal(set) var ignoredCount: Int64 = 0
    /// The smallest finite number, or `nil` before the first.
    public internal(set) var minimum: Double?
    /// The largest finite number, or `nil` before the first.
    public internal(set) var maximum: Double?
    /// The numbers by level; all levels but the first are ascending.
    var levels: [[Double]] = [[]]
    /// How many coins were thrown.
    var coinCount: UInt64 = 0
    /// The sum of the weights of all compactions: what the ranks can be off at most.
    var worstError: Int64 = 0

    /// Creates the sketch of no numbers.
    ///
    /// - Parameters:
    ///   - size: About how many numbers the highest level holds, from 8 to 65,535.
    ///   - seed: What the coins are made from.
    /// - Throws: ``StatisticsError`` with code `invalidArgument`.
    public init(size: Int = defaultSize, seed: UInt64 = 0) throws(StatisticsError) {
        guard Self.sizes.contains(size) else {
            throw StatisticsError(
                .invalidArgument, "a size of \(size)", at: "KLL sketch", remedy: "Sizes are from 8 to 65,535.")
        }
        self.init(checkedSize: size, seed: seed)
    }

    /// Creates the sketch of no numbers; the size is one of ``sizes``.
    package init(checkedSize size: Int, seed: UInt64) {
        self.size = size
        self.seed = seed
    }

    /// The normalised error of a rank that is kept with a probability of 99 %: 2.296 / size^0.9021.
    ///
    /// The figures are those that Apache DataSketches measured for single-sided ranks of this construction.
    public var rankError: Double {
        isExact ? 0 : min(1, 2.296 / Elementary.pow(Double(size), 0.9021))
    }

    /// The normalised error of a rank that this sketch cannot exceed, whatever its coins were.
    public var worstRankError: Double { count == 0 ? 0 : min(1, Double(worstError) / Double(count)) }

    /// Whether all numbers are still held, so that every answer is exact.
    public var isExact: Bool { levels.count == 1 }

    /// How many numbers are held.
    public var retainedCount: Int { levels.reduce(0) { $0 + $1.count } }

    /// Adds a number.
    ///
    /// - Complexity: O(log size) amortised.
    public mutating func add(_ number: Double) {
        guard number.isFinite else {
            ignoredCount = ignoredCount.addingClamped(1)
            return
        }
        extend(to: number, number)
        count = count.addingClamped(1)
        levels[0].append(number)
        if levels[0].count >= capacity(of: 0) { compress() }
    }

    /// Counts numbers that are not finite.
    package mutating func ignore(_ count: Int64) { ignoredCount = ignoredCount.addingClamped(count) }

    /// Adds the numbers of another sketch, with its errors.
    ///
    /// The levels of the other sketch follow those of this one before they are compacted.
    ///
    /// - Throws: ``StatisticsError`` with code `incompatibleStates` when sizes or seeds differ; nothing is changed then.
    public mutating func merge(_ other: KLLSketch) throws(StatisticsError) {
        guard size == other.size, seed == other.seed else {
            throw StatisticsError(
                .incompatibleStates,
                "sketches of size \(size) and seed \(seed), and of size \(other.size) and seed \(other.seed)",
                at: "merge", remedy: "Make both sketches with one size and one seed.")
        }
        ignoredCount = ignoredCount.addingClamped(other.ignoredCount)
        guard other.count > 0, let low = other.minimum, let high = other.maximum else { return }
        guard count > 0 else {
            let ignored = ignoredCount
            self = other
            ignoredCount = ignored
            return
        }
        extend(to: low, high)
        count = count.addingClamped(other.count)
        coinCount = coinCount &+ other.coinCount
        worstError = worstError.addingClamped(other.worstError)
        while levels.count < other.levels.count { levels.append([]) }
        for (level, numbers) in other.levels.enumerated() where !numbers.isEmpty {
            if level == 0 {
                levels[0].append(contentsOf: numbers)
            } else {
                levels[level] = Self.merged(levels[level], numbers)
            }
        }
        compress()
    }

    mutating func extend(to low: Double, _ high: Double) {
        minimum = min(minimum ?? low, low)
        maximum = max(maximum ?? high, high)
    }
}
