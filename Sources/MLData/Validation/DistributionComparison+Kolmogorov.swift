import MLCore
import MLStatistics

extension DistributionComparison {
    /// The Kolmogorov-Smirnov distance of the finite numbers, or one minus the p-value of its test.
    func kolmogorovSmirnov(_ measure: DistributionMeasure) throws(StatisticsError) -> (value: Double, worst: String) {
        guard let samples else {
            throw StatisticsError(.invalidArgument, "the column has no numbers or times", at: "distribution")
        }
        guard let first = samples.reference, let second = samples.current else {
            throw StatisticsError(.emptySample, "a side has no finite numbers", at: "distribution")
        }
        let (distance, place) = first.distance(to: second)
        let finding = "at \(NumberText.shortest(place))"
        if measure == .kolmogorovSmirnov { return (distance, finding) }
        let (m, n) = (first.count, second.count)
        let words = "a distance of \(NumberText.formatted(distance, decimals: 4)) \(finding)"
        if m <= 4_000_000, n <= 4_000_000, m * n <= 4_000_000 {
            let test = try KolmogorovSmirnovTest.test(first.expanded, second.expanded)
            return (1 - test.pValue, words)
        }
        let limit = Int64(Int32.max)
        let survival = try KolmogorovSmirnovTest.asymptoticSurvival(
            distance, Int(Swift.min(m, limit)), Int(Swift.min(n, limit)))
        return (1 - survival, words)
    }
}

extension WeightedSample {
    /// The largest difference of the distribution functions, and where it is.
    fileprivate func distance(to other: WeightedSample) -> (distance: Double, place: Double) {
        var (i, j) = (0, 0)
        var (left, right) = (Int64(0), Int64(0))
        var largest = (distance: 0.0, place: numbers.first ?? 0)
        while i < numbers.count || j < other.numbers.count {
            let number = Swift.min(
                i < numbers.count ? numbers[i] : .infinity, j < other.numbers.count ? other.numbers[j] : .infinity)
            while i < numbers.count, numbers[i] == number {
                left = left.addingClamped(counts[i])
                i += 1
            }
            while j < other.numbers.count, other.numbers[j] == number {
                right = right.addingClamped(other.counts[j])
                j += 1
            }
            let difference = abs(Double(left) / Double(count) - Double(right) / Double(other.count))
            if difference > largest.distance { largest = (difference, number) }
        }
        return largest
    }

    /// The numbers, each as often as it occurs.
    fileprivate var expanded: SortedSample {
        get throws(StatisticsError) {
            try SortedSample(zip(numbers, counts).flatMap { [Double](repeating: $0, count: Int($1)) })
        }
    }
}
