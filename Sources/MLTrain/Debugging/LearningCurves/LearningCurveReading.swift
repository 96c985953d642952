import MLCore
import MLReport

/// Reads what a learning curve says.
struct LearningCurveReading {
    let points: [LearningCurveReport.Point]
    /// The score of the constant prediction in each fold.
    let constant: [Double?]
    let direction: MetricDirection
    let dependence: FoldSpread.Dependence

    /// The share of the skill that the gain of twice the rows has to have to be worth having.
    private static let worthwhileGain = 0.01
    /// The share of the skill that the gap to the rows learned from has to have to be worth mentioning.
    private static let worthwhileGap = 0.1

    /// What the curve says, most important first.
    var remarks: [LearningCurveReport.Remark] {
        guard let last = points.last, last.validation.mean != nil else {
            return [unclear("No model at the greatest size has a score.")]
        }
        guard let skill = spread(last.validation.values, minus: constant), skill.interval != nil else {
            return [unclear("There are too few folds with a score to tell.")]
        }
        var remarks: [LearningCurveReport.Remark] = []
        if let interval = skill.interval, interval.lower <= 0 {
            remarks.append(
                .init(
                    verdict: .noSkill, value: skill.mean, interval: interval,
                    explanation: "At \(rows(last)) the score is not better than that of the constant prediction; the "
                        + "difference is \(Figure.estimate(skill.mean, interval)).",
                    remedy: "Bring features that tell something, or another estimator, before more rows."))
        }
        let worthwhile = Self.worthwhileGain * max(skill.mean, 0)
        let growth = growth(to: last, worthwhile)
        if let growth { remarks.append(growth) }
        if let gap = gap(last, isFlat: growth?.verdict == .plateau) { remarks.append(gap) }
        return remarks.isEmpty ? [unclear("There are too few points to tell.")] : remarks
    }

    /// What twice the rows would bring, by the last stretch of the curve.
    private func growth(
        to last: LearningCurveReport.Point, _ worthwhile: Double
    ) -> LearningCurveReport.Remark? {
        let earlier = points.dropLast().filter { $0.validation.mean != nil }
        let far = earlier.last { Double($0.rowCount) <= 0.75 * Double(last.rowCount) } ?? earlier.last
        guard let before = far, before.rowCount < last.rowCount else { return nil }
        let doublings = Elementary.log(Double(last.rowCount) / Double(before.rowCount)) / Elementary.log(2)
        let gains = zip(last.validation.values, before.validation.values).map { new, old -> Double? in
            guard let new, let old else { return nil }
            return sign * (new - old) / doublings
        }
        guard let gain = FoldSpread(gains.compactMap { $0 }, dependence),
            let interval = gain.interval
        else { return nil }
        let text =
            "twice the rows bring \(Figure.estimate(gain.mean, interval)), by the stretch from \(rows(before)) to \(rows(last))"
        if interval.lower > 0, gain.mean > worthwhile {
            return .init(
                verdict: .moreRowsHelp, value: gain.mean, interval: interval,
                explanation: "The score still gets better: \(text).", remedy: "More rows are worth their cost.")
        }
        if interval.upper <= max(5 * worthwhile, 1e-12) || (interval.lower > 0 && gain.mean <= worthwhile) {
            return .init(
                verdict: .plateau, value: gain.mean, interval: interval,
                explanation: "More rows change little: \(text).",
                remedy: "Fewer rows may do; look for better features or another estimator.")
        }
        return .init(
            verdict: .unclear, value: gain.mean, interval: interval,
            explanation: "Whether more rows help cannot be told: \(text).", remedy: "Use more folds.")
    }

    /// The difference between rows that were learned from and others.
    private func gap(_ last: LearningCurveReport.Point, isFlat: Bool) -> LearningCurveReport.Remark? {
        guard let gap = spread(last.training.values, minus: last.validation.values), let interval = gap.interval,
            let skill = spread(last.training.values, minus: constant)
        else { return nil }
        let text = "\(Figure.estimate(gap.mean, interval)) at \(rows(last))"
        if interval.lower > 0, gap.mean > Self.worthwhileGap * max(skill.mean, 0) {
            return .init(
                verdict: .highVariance, value: gap.mean, interval: interval,
                explanation: "The score is better on the rows that were learned from, by \(text).",
                remedy: "Regularise more, use fewer features, or bring more rows.")
        }
        guard isFlat else { return nil }
        return .init(
            verdict: .highBias, value: gap.mean, interval: interval,
            explanation:
                "The curves have met: the score on the rows that were learned from is better by only \(text), and "
                + "more rows change little.",
            remedy: "If the score is too low, regularise less, or bring a more flexible estimator or better features.")
    }

    private var sign: Double { direction == .higherIsBetter ? 1 : -1 }

    private func spread(
        _ first: [Double?], minus second: [Double?]
    ) -> FoldSpread? {
        let differences = zip(first, second).compactMap { first, second -> Double? in
            guard let first, let second else { return nil }
            return sign * (first - second)
        }
        return FoldSpread(differences, dependence)
    }

    private func rows(_ point: LearningCurveReport.Point) -> String { Figure.count(point.rowCount, "row") }

    private func unclear(_ text: String) -> LearningCurveReport.Remark {
        .init(verdict: .unclear, value: nil, interval: nil, explanation: text, remedy: "Use more sizes and more folds.")
    }
}
