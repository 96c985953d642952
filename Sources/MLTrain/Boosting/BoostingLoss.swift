import MLCore

/// The loss that boosting minimises, and its derivatives by the margins.
struct BoostingLoss: Sendable {
    /// The kinds of losses.
    enum Kind: Sendable {
        /// ½ (margin − target)².
        case squared([Double])
        /// The log loss of the logistic function of the margin; whether each row is positive.
        case logistic([Bool])
        /// The log loss of the softmax of the margins; the class of each row.
        case softmax([Int32], classCount: Int)
    }

    let kind: Kind
    /// One weight for each row.
    let weights: [Double]

    /// The number of margins of a row.
    var outputCount: Int { if case .softmax(_, let classCount) = kind { classCount } else { 1 } }

    /// How margins become outputs.
    var link: TreeEnsemble.Link {
        switch kind {
        case .squared: .identity
        case .logistic: .sigmoid
        case .softmax: .softmax
        }
    }

    /// Joins targets and weights.
    ///
    /// - Throws: ``TrainError`` with code `invalidTarget` for label sets or classes without rows.
    init(_ data: TrainingSet, for estimator: String) throws(TrainError) {
        weights = data.weights ?? [Double](repeating: 1, count: data.rowCount)
        switch data.targets {
        case .numbers(let numbers): kind = .squared(numbers)
        case .classes(let classes):
            kind =
                classes.labels.count == 2
                ? .logistic(classes.indices.map { $0 == 1 })
                : .softmax(classes.indices, classCount: classes.labels.count)
        case .labelSets:
            throw TrainError(
                .invalidTarget, "label sets are not one target for each row", at: estimator,
                remedy: "Use OneVsRest(\(estimator)).")
        }
    }

    /// The constant margins of the smallest loss: the mean, the log odds or the log shares.
    var baseScores: [Double] {
        let total = weights.reduce(0, +)
        switch kind {
        case .squared(let targets):
            var mean = 0.0
            for (target, weight) in zip(targets, weights) { mean += target * (weight / total) }
            return [mean]
        case .logistic(let positives):
            var sums = [0.0, 0.0]
            for (isPositive, weight) in zip(positives, weights) { sums[isPositive ? 1 : 0] += weight }
            return [Elementary.log(sums[1] / sums[0])]
        case .softmax(let classes, let classCount):
            var sums = [Double](repeating: 0, count: classCount)
            for (index, weight) in zip(classes, weights) { sums[Int(index)] += weight }
            return sums.map { Elementary.log($0 / total) }
        }
    }

    /// Computes the derivatives of a range of rows.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - margins: Row-major, all rows × outputs.
    ///   - derivatives: For each row of the range and each output the first and the second derivative; overwritten.
    /// - Returns: The weighted sum of the losses.
    func fill(
        rows: Range<Int>, margins: UnsafeBufferPointer<Double>, _ derivatives: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        var loss = 0.0
        switch kind {
        case .squared(let targets):
            for (position, row) in rows.enumerated() {
                let error = margins[row] - targets[row]
                loss += weights[row] * (0.5 * error * error)
                derivatives[2 * position] = weights[row] * error
                derivatives[2 * position + 1] = weights[row]
            }
        case .logistic(let positives):
            for (position, row) in rows.enumerated() {
                let margin = margins[row]
                let decay = Elementary.exp(-abs(margin))
                let probability = margin >= 0 ? 1 / (1 + decay) : decay / (1 + decay)
                loss += weights[row] * (max(positives[row] ? -margin : margin, 0) + Elementary.log1p(decay))
                derivatives[2 * position] = weights[row] * (probability - (positives[row] ? 1 : 0))
                derivatives[2 * position + 1] = weights[row] * (decay / ((1 + decay) * (1 + decay)))
            }
        case .softmax(let classes, let classCount):
            for (position, row) in rows.enumerated() {
                let range = row * classCount..<(row + 1) * classCount
                let slice = UnsafeMutableBufferPointer(
                    rebasing: derivatives[2 * position * classCount..<2 * (position + 1) * classCount])
                loss += fillSoftmax(margins, range, truth: Int(classes[row]), weight: weights[row], slice)
            }
        }
        return loss
    }

    private func fillSoftmax(
        _ margins: UnsafeBufferPointer<Double>, _ range: Range<Int>, truth: Int, weight: Double,
        _ derivatives: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        var largest = -Double.infinity
        for position in range { largest = max(largest, margins[position]) }
        var sum = 0.0
        for (output, position) in range.enumerated() {
            derivatives[2 * output] = Elementary.exp(margins[position] - largest)
            sum += derivatives[2 * output]
        }
        for output in 0..<range.count {
            let probability = derivatives[2 * output] / sum
            derivatives[2 * output] = weight * (probability - (output == truth ? 1 : 0))
            derivatives[2 * output + 1] = weight * (probability * (1 - probability))
        }
        return weight * (Elementary.log(sum) - (margins[range.lowerBound + truth] - largest))
    }
}
