import MLCore

/// Several logistic regressions over the same rows, searched side by side by dual coordinate descent.
///
/// Yu, Huang and Lin, "Dual coordinate descent methods for logistic regression and maximum entropy models", Machine
/// Learning 85 (2011), with two changes. The coordinate of a row is kept as the log odds ζ that its dual variable
/// stands for, `β = C (y − σ(ζ))`: the equation of the best step, `ζ − s + C‖x‖² (σ(ζ) − σ(ζ₀)) = 0` for the score `s`,
/// is nearly linear in ζ, so one Newton step from ζ₀ takes one exponential and no logarithm. And the intercept is the
/// weight of a constant feature whose penalty is measured from a centre that follows it after every pass: the method
/// of multipliers for the condition `Σ β = 0`, which holds where the intercept is not penalised.
///
/// All problems take their steps on a row together, so the row is read once for all of them.
struct DualBatch {
    /// A problem as far as it has come.
    struct Outcome: Sendable {
        let weights: [Float]
        let intercept: Float
        /// The mean loss with its penalty.
        let value: Double
        /// A bound of the largest derivative of the mean loss.
        let bound: Double
    }

    let rows: DualRows
    /// The numbers of the problems in the first lanes; the other lanes rest from the start.
    let problems: [Int]
    /// The number of lanes.
    let width: Int
    /// The passes so far.
    private(set) var passes = 0
    /// Feature by feature.
    let weights: FloatMemory
    /// The log odds ζ, row by row.
    let odds: FloatMemory
    /// σ(ζ).
    let probabilities: FloatMemory
    /// 1 for rows of the class of the problem, 0 for others.
    let truths: FloatMemory
    var intercepts: [Float]
    /// Σ β.
    var balances: [Float]
    /// The change of a probability below which a row is left alone; infinite in lanes that rest.
    private(set) var limits: [Float]

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - problems: The number of each problem, at most ``widest``.
    ///   - members: The rows of the class of each problem, by their places before the shuffle; some, but not all.
    ///   - limit: The change of a probability below which a row is left alone.
    init(_ rows: DualRows, problems: [Int], members: [[Int32]], limit: Float) {
        self.rows = rows
        self.problems = problems
        width = Self.width(for: problems.count)
        weights = FloatMemory(count: rows.featureCount * width)
        odds = FloatMemory(count: rows.rowCount * width)
        truths = FloatMemory(count: rows.rowCount * width)
        probabilities = FloatMemory(count: rows.rowCount * width)
        intercepts = [Float](repeating: 0, count: width)
        balances = [Float](repeating: 0, count: width)
        limits = [Float](repeating: .infinity, count: width)
        for (lane, members) in members.enumerated() {
            var inside = 0.0
            for source in members {
                let row = Int(rows.places[Int(source)])
                guard row >= 0 else { continue }
                inside += Double(rows.strengths[row])
                truths.base[row * width + lane] = 1
                probabilities.base[row * width + lane] = 1
            }
            if rows.interceptScale > 0 {
                intercepts[lane] = Float(Elementary.log(inside / (rows.strengthTotal - inside)))
            }
            limits[lane] = limit
        }
    }

    /// The largest number of problems in a batch.
    static var widest: Int { 16 }

    /// The least width for a number of problems.
    private static func width(for count: Int) -> Int { count > 8 ? 16 : count > 4 ? 8 : count > 1 ? 4 : 1 }

    /// Passes over all rows once.
    ///
    /// - Returns: For each problem an estimate of its largest derivative of the mean loss.
    mutating func pass() -> [Double] {
        passes += 1
        let generator = SeededGenerator(seed: UInt64(passes))
        let violations =
            switch width {
            case 1: pass(SingleLane.self, generator)
            case 4: pass(QuadLanes.self, generator)
            case 8: pass(PairLanes<QuadLanes>.self, generator)
            default: pass(PairLanes<PairLanes<QuadLanes>>.self, generator)
            }
        return problems.indices.map { largestDerivative(Double(violations[$0]), lane: $0) }
    }

    /// The largest derivative of the mean loss that the distances of the dual variables, added up, allow for.
    private func largestDerivative(_ violation: Double, lane: Int) -> Double {
        let weights = violation * rows.largestValue
        let intercept = rows.interceptScale > 0 ? violation + abs(Double(balances[lane])) : 0
        return max(weights, intercept) / rows.strengthTotal
    }

    /// Moves the centre of the penalty of the intercept to the intercept, for the next pass.
    mutating func recentre(_ lane: Int) { intercepts[lane] += rows.interceptScale * balances[lane] }

    /// Whether a problem takes part in passes.
    func isActive(_ lane: Int) -> Bool { limits[lane] < .infinity }

    /// Leaves a problem as it is from now on.
    mutating func rest(_ lane: Int) { limits[lane] = .infinity }

    /// All problems as far as they have come.
    func outcomes() -> [Outcome] {
        let sums =
            switch width {
            case 1: assess(SingleLane.self)
            case 4: assess(QuadLanes.self)
            case 8: assess(PairLanes<QuadLanes>.self)
            default: assess(PairLanes<PairLanes<QuadLanes>>.self)
            }
        return problems.indices.map { lane in
            let own = (0..<rows.featureCount).map { weights.base[$0 * width + lane] }
            var squares = 0.0
            for weight in own { squares += Double(weight) * Double(weight) }
            return Outcome(
                weights: own, intercept: intercepts[lane],
                value: (sums.losses[lane] + 0.5 * squares) / rows.strengthTotal,
                bound: largestDerivative(sums.violations[lane], lane: lane))
        }
    }
}

/// Single-precision numbers that begin at a cache line.
final class FloatMemory {
    let base: UnsafeMutablePointer<Float>

    /// Allocates zeros.
    init(count: Int) {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * 4, alignment: 64)
        base = raw.bindMemory(to: Float.self, capacity: max(count, 1))
        base.initialize(repeating: 0, count: max(count, 1))
    }

    deinit { base.deallocate() }
}
