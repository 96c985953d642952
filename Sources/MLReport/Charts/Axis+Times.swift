import MLCore

extension Axis {
    private static let day = 86_400e6

    /// Labels at round moments of the calendar, at most about `count` of them.
    static func times(from lower: Double, to upper: Double, count: Int) -> [(value: Double, label: String)] {
        let span = upper - lower
        let count = max(2, count)
        if span > 2.5 * 366 * day { return years(lower, upper, count) }
        if span > 75 * day { return months(lower, upper, count) }
        let steps: [Double] = [
            14 * day, 7 * day, 2 * day, day, 43_200e6, 21_600e6, 10_800e6, 3600e6, 1800e6, 900e6, 300e6, 60e6, 30e6,
            10e6,
            5e6, 1e6,
        ]
        guard let step = steps.last(where: { span / $0 <= Double(count) }) else { return [] }
        return stride(from: (lower / step).rounded(.up) * step, through: upper, by: step).prefix(64).map {
            ($0, label($0, step: step))
        }
    }

    private static func years(_ lower: Double, _ upper: Double, _ count: Int) -> [(value: Double, label: String)] {
        let (first, last) = (date(lower).year, date(upper).year)
        let step = Int(RoundStep.dividing(Double(last - first), into: count, isWhole: true))
        return stride(from: first / step * step, through: last + 1, by: step).compactMap { year in
            moment(year, 1).map { ($0, "\(year)") }
        }.filter { $0.0 >= lower && $0.0 <= upper }
    }

    private static func months(_ lower: Double, _ upper: Double, _ count: Int) -> [(value: Double, label: String)] {
        let (first, last) = (date(lower), date(upper))
        let total = (last.year - first.year) * 12 + last.month - first.month
        let step = [1, 2, 3, 6, 12].first { total / $0 <= count } ?? 12
        let start = (first.year * 12 + first.month - 1) / step * step
        return stride(from: start, through: last.year * 12 + last.month, by: step).compactMap { index in
            moment(index / 12, index % 12 + 1).map {
                ($0, "\(index / 12)-\(index % 12 < 9 ? "0" : "")\(index % 12 + 1)")
            }
        }.filter { $0.0 >= lower && $0.0 <= upper }
    }

    private static func label(_ value: Double, step: Double) -> String {
        // 2024-02-29T12:00:00.000000Z
        let text = Timestamp(microseconds: Int64(exactly: value.rounded()) ?? 0).description
        if step >= day { return String(text.prefix { $0 != "T" }) }
        let clock = text.drop { $0 != "T" }.dropFirst()
        return String(clock.prefix(step >= 60e6 ? 5 : 8))
    }

    private static func date(_ value: Double) -> (year: Int, month: Int, day: Int) {
        Timestamp(microseconds: Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)).date
    }

    private static func moment(_ year: Int, _ month: Int) -> Double? {
        Timestamp(year: year, month: month, day: 1).map { Double($0.microseconds) }
    }
}

extension Axis {
    /// A number as it is said beside a drawing.
    static func text(_ value: Double, _ scale: Scale) -> String {
        switch scale {
        case .numbers, .integers: Figure.number(value)
        case .shares: Figure.share(value)
        case .times:
            Figure.time(Timestamp(microseconds: Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)))
        }
    }
}
