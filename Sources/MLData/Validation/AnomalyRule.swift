import MLCore

/// When the next value of a series is an anomaly, after the strategies of Deequ.
public struct AnomalyRule: Sendable, Hashable, Codable {
    /// How the next value is judged.
    public enum Strategy: String, Sendable, Hashable, Codable, CaseIterable {
        /// The value itself is in the range.
        case threshold
        /// The difference from the value before is in the range; ``AnomalyRule/order`` takes differences of differences.
        case absoluteChange
        /// The value divided by the one `order` before is in the range.
        case relativeChange
        /// The value is within so many deviations of the mean of those before it, each of which enters mean and deviation
        /// only if it was no anomaly itself; the first tenth, at least two, always enters.
        case onlineNormal
        /// The value is within so many deviations of the mean of all before it.
        case batchNormal
        /// The value is within so many deviations of what additive exponential smoothing with trend and season expects
        /// (Holt and Winters 1960), fitted on the values before it; a season has ``AnomalyRule/order`` values.
        case seasonal
    }

    /// How the next value is judged.
    public let strategy: Strategy
    /// The lower end of the range; `nil` for none.
    public let lower: Double?
    /// The upper end of the range; `nil` for none.
    public let upper: Double?
    /// How many deviations are allowed; 3 unless given.
    public let deviations: Double?
    /// The order of differences, how far back a ratio looks, or the length of a season; 1 unless given.
    public let order: Int?

    /// Creates a rule.
    ///
    /// - Parameters:
    ///   - strategy: How the next value is judged.
    ///   - lower: The lower end of the range.
    ///   - upper: The upper end of the range.
    ///   - deviations: How many deviations are allowed.
    ///   - order: The order of differences, how far back a ratio looks, or the length of a season.
    public init(
        _ strategy: Strategy, lower: Double? = nil, upper: Double? = nil, deviations: Double? = nil, order: Int? = nil
    ) {
        self.strategy = strategy
        self.lower = lower
        self.upper = upper
        self.deviations = deviations
        self.order = order
    }

    /// What is wrong with the rule, in words.
    var faults: [String] {
        var faults: [String] = []
        let ranged: [Strategy] = [.threshold, .absoluteChange, .relativeChange]
        if ranged.contains(strategy), lower == nil, upper == nil { faults.append("the range has no bound") }
        if let lower, let upper, !(lower <= upper) { faults.append("the range is empty") }
        if let deviations, !(deviations > 0) { faults.append("\(deviations) deviations") }
        if [lower, upper, deviations].contains(where: { $0?.isFinite == false }) {
            faults.append("a bound is not finite")
        }
        if let order, !(1...10_000).contains(order) { faults.append("an order of \(order)") }
        if strategy == .seasonal, order ?? 1 < 2 { faults.append("a season of fewer than 2 values") }
        return faults
    }

    /// The range that the next value has to be in.
    ///
    /// - Parameter history: The values before it, the latest last; finite.
    /// - Returns: The bounds; `nil` when the history is too short or does not vary enough to tell.
    public func expected(after history: [Double]) -> (lower: Double, upper: Double)? {
        let (least, most) = (lower ?? -.infinity, upper ?? .infinity)
        let order = order ?? 1
        switch strategy {
        case .threshold: return (least, most)
        case .absoluteChange:
            guard history.count >= order else { return nil }
            // The difference of an order is the value plus what the values before it give.
            var rest = 0.0
            var factor = 1.0
            for step in 1...order {
                factor *= -Double(order - step + 1) / Double(step)
                rest += factor * history[history.count - step]
            }
            return (least - rest, most - rest)
        case .relativeChange:
            guard history.count >= order, history[history.count - order] != 0 else { return nil }
            let base = history[history.count - order]
            return base > 0 ? (least * base, most * base) : (most * base, least * base)
        case .batchNormal: return Self.normal(history, deviations ?? 3)
        case .onlineNormal:
            var kept: [Double] = []
            let first = max(2, history.count / 10)
            for value in history {
                if kept.count >= first, let range = Self.normal(kept, deviations ?? 3),
                    value < range.lower || value > range.upper
                {
                    continue
                }
                kept.append(value)
            }
            return Self.normal(kept, deviations ?? 3)
        case .seasonal: return SeasonalForecast(history, season: order)?.range(deviations: deviations ?? 3)
        }
    }

    private static func normal(_ values: [Double], _ deviations: Double) -> (lower: Double, upper: Double)? {
        guard values.count >= 2 else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
        let width = deviations * variance.squareRoot()
        return (mean - width, mean + width)
    }
}

extension AnomalyRule: CustomStringConvertible {
    /// The rule in words.
    public var description: String {
        let range = [lower.map { "at least \($0)" }, upper.map { "at most \($0)" }].compactMap(\.self)
            .joined(separator: " and ")
        let width = "within \(NumberText.shortest(deviations ?? 3)) deviations"
        switch strategy {
        case .threshold: return range
        case .absoluteChange: return "changes by \(range)"
        case .relativeChange: return "changes by a factor of \(range)"
        case .onlineNormal: return "\(width) of its history without anomalies"
        case .batchNormal: return "\(width) of its history"
        case .seasonal: return "\(width) of its season of \(order ?? 1)"
        }
    }
}

/// Additive exponential smoothing with trend and season; the smoothing is the best of a grid on the history.
struct SeasonalForecast {
    /// What comes next.
    let next: Double
    /// The standard deviation of the forecasts of one step.
    let deviation: Double

    /// Fits the values; `nil` with fewer than two seasons.
    init?(_ values: [Double], season: Int) {
        guard season >= 2, values.count >= 2 * season else { return nil }
        var best: (error: Double, next: Double, count: Int)?
        for level in [0.05, 0.2, 0.5, 0.8] {
            for trend in [0, 0.05, 0.2] {
                for seasonal in [0.05, 0.2, 0.5] {
                    let fit = Self.fit(values, season, level, trend, seasonal)
                    if fit.error < best?.error ?? .infinity { best = fit }
                }
            }
        }
        guard let best, best.count > 1 else { return nil }
        next = best.next
        deviation = (best.error / Double(best.count - 1)).squareRoot()
    }

    func range(deviations: Double) -> (lower: Double, upper: Double) {
        (next - deviations * deviation, next + deviations * deviation)
    }

    private static func fit(
        _ values: [Double], _ season: Int, _ alpha: Double, _ beta: Double, _ gamma: Double
    ) -> (error: Double, next: Double, count: Int) {
        let size = Double(season)
        let first = values[..<season].reduce(0, +) / size
        let second = values[season..<2 * season].reduce(0, +) / size
        var level = first + (second - first) * (size - 1) / (2 * size)
        var slope = (second - first) / size
        var seasons = (0..<season).map { position in
            let center = Double(position) - (size - 1) / 2
            return values[position] - (first + (second - first) / size * center)
        }
        var (error, count) = (0.0, 0)
        for step in season..<values.count {
            let position = step % season
            let difference = values[step] - (level + slope + seasons[position])
            error += difference * difference
            count += 1
            let before = level
            level = alpha * (values[step] - seasons[position]) + (1 - alpha) * (level + slope)
            slope = beta * (level - before) + (1 - beta) * slope
            seasons[position] = gamma * (values[step] - level) + (1 - gamma) * seasons[position]
        }
        return (error, level + slope + seasons[values.count % season], count)
    }
}
