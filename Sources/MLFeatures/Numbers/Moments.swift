import MLStatistics

/// Mean and variance of finite numbers; sums are exact, so the order of the numbers does not matter.
enum Moments {
    /// The mean and the variance of the population.
    ///
    /// Numbers near the end of the range give infinite or NaN results.
    ///
    /// - Precondition: There is a number.
    static func meanAndVariance(of numbers: [Double]) -> (mean: Double, variance: Double) {
        let count = Double(numbers.count)
        var sum = ExactSum()
        for number in numbers { sum.add(number) }
        let mean = sum.value / count
        var squares = ExactSum()
        for number in numbers { squares.add((number - mean) * (number - mean)) }
        return (mean, squares.value / count)
    }
}
