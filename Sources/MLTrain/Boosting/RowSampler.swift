import MLCore

/// The rows that a round looks at.
struct RowSampler: Sendable {
    /// A choice of rows.
    struct Sample: Sendable {
        /// The rows, ascending; `nil` for all.
        let rows: [Int32]?
        /// What the derivatives of each row of the data are multiplied by; `nil` for 1.
        let factors: [Double]?
    }

    let settings: GradientBoosting
    let rowCount: Int
    let generator: SeededGenerator

    /// The rows of a round.
    ///
    /// - Parameters:
    ///   - round: The number of the round, counted from 1.
    ///   - objective: What is minimised.
    ///   - margins: The margins of all rows.
    ///   - threads: How many threads may be used.
    /// - Returns: The rows and what their derivatives are multiplied by.
    func sample(
        round: Int, _ objective: any MarginObjective, _ margins: UnsafePointer<Double>, threads: Int
    ) -> Sample {
        if let sampling = settings.gradientSampling, Double(round) > 1 / settings.learningRate {
            let sizes = Derivatives.sizes(objective, margins, threads: threads)
            return Self.sample(sizes, sampling, generator.derived(UInt64(round), 0))
        }
        guard settings.rowShare < 1 else { return Sample(rows: nil, factors: nil) }
        let period = (round - 1) / settings.rowSharePeriod * settings.rowSharePeriod + 1
        let rows = (0..<rowCount).map { Int32(truncatingIfNeeded: $0) }
        return Sample(
            rows: FeatureChoice.drawn(rows, share: settings.rowShare, generator.derived(UInt64(period), 0)),
            factors: nil)
    }

    /// All rows of the largest sizes and some of the others.
    static func sample(_ sizes: [Double], _ sampling: GradientSampling, _ generator: SeededGenerator) -> Sample {
        let count = sizes.count
        let most = min(count, max(1, Int((sampling.largest * Double(count)).rounded())))
        let sorted = sortedValues(sizes.map { $0.isNaN ? .infinity : $0 })
        let bar = sorted[count - most]
        // Of rows of the same size at the bar, the first ones are taken.
        var atBar = most - sorted.suffix(most).reduce(0) { $0 + ($1 > bar ? 1 : 0) }
        var chosen = [Bool](repeating: false, count: count)
        for row in 0..<count {
            if sizes[row] > bar {
                chosen[row] = true
            } else if !(sizes[row] < bar), atBar > 0 {
                chosen[row] = true
                atBar -= 1
            }
        }
        let others = chosen.indices.filter { !chosen[$0] }
        let wanted = min(others.count, Int((sampling.others * Double(count)).rounded()))
        var generator = generator
        let drawn = (try? generator.sample(wanted, from: others.count)) ?? []
        var factors = [Double](repeating: 1, count: count)
        let factor = wanted > 0 ? Double(others.count) / Double(wanted) : 1
        for position in drawn {
            chosen[others[position]] = true
            factors[others[position]] = factor
        }
        let rows = chosen.indices.filter { chosen[$0] }.map { Int32(truncatingIfNeeded: $0) }
        return Sample(rows: rows, factors: factors)
    }
}
