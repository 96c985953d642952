import MLCore

/// What is wrong with limits, as phrases.
enum LimitFaults {
    /// A phrase for each limit out of its range.
    static func outOfRange(_ limits: (name: String, value: Int, range: ClosedRange<Int>)...) -> [String] {
        limits.filter { !$0.range.contains($0.value) }.map {
            "\($0.value) \($0.name) are not from \(NumberText.grouped($0.range.lowerBound)) to "
                + NumberText.grouped($0.range.upperBound)
        }
    }

    /// A phrase for each time that is not from 1 ms to a day.
    static func outOfRange(_ times: (name: String, value: Duration)...) -> [String] {
        times.filter { $0.value < .milliseconds(1) || $0.value > .seconds(86_400) }.map {
            "the \($0.name) of \($0.value) is not from 1 ms to a day"
        }
    }
}
