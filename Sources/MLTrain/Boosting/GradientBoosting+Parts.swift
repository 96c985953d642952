import MLCore

extension GradientBoosting {
    var growthLimits: GrowthLimits {
        GrowthLimits(
            isLeafWise: growth == .leafWise, maximumLeaves: maximumLeaves,
            maximumDepth: maximumDepth ?? (growth == .oblivious ? 16 : .max))
    }

    /// What is minimised for the targets of some data.
    ///
    /// - Parameters:
    ///   - data: The rows.
    ///   - seed: For objectives that draw something.
    ///   - isForTraining: Whether boosting starts from these rows.
    /// - Returns: The objective.
    /// - Throws: ``TrainError`` with code `invalidTarget` for label sets, targets of another kind than the objective is
    ///   for, and numbers that it has no loss for.
    func objective(
        for data: TrainingSet, seed: SeededGenerator, isForTraining: Bool = true
    ) throws(TrainError) -> any MarginObjective {
        switch data.targets {
        case .numbers(let numbers):
            switch objective {
            case .lambdaRank(let truncation):
                return LambdaRank(try RankedGroups(data, numbers), truncation: truncation)
            case .crossEntropyRanking(let truncation):
                return CrossEntropyRanking(try RankedGroups(data, numbers), truncation: truncation, seed: seed)
            default: return try numericObjective(numbers, data.weights, isForTraining)
            }
        case .classes(let classes): return try classObjective(classes, data.weights)
        case .labelSets:
            throw TrainError(
                .invalidTarget, "label sets are not one target for each row", at: Self.kind,
                remedy: "Use OneVsRest(\(Self.kind)).")
        }
    }

    private func numericObjective(
        _ numbers: [Double], _ weights: [Double]?, _ isForTraining: Bool
    ) throws(TrainError) -> any MarginObjective {
        func require(_ isGood: (Double) -> Bool, _ text: String) throws(TrainError) {
            guard let row = numbers.firstIndex(where: { !isGood($0) }) else { return }
            throw TrainError(.invalidTarget, "the target \(numbers[row]) is not \(text)", at: "row \(row)")
        }
        func requireMean() throws(TrainError) {
            guard isForTraining, !(WeightedMean.value(numbers, weights: weights) > 0) else { return }
            throw TrainError(
                .invalidTarget, "all targets of positive weight are 0", at: Self.kind,
                remedy: "An exponential has no margin for a mean of 0.")
        }
        switch objective {
        case .automatic, .squaredError:
            return PointwiseObjective(SquaredError(), targets: numbers, weights: weights)
        case .absoluteError: return PointwiseObjective(AbsoluteError(), targets: numbers, weights: weights)
        case .huber(let distance):
            return PointwiseObjective(HuberLoss(distance: distance), targets: numbers, weights: weights)
        case .quantile(let level):
            return PointwiseObjective(QuantileLoss(level: level), targets: numbers, weights: weights)
        case .poisson:
            try require({ $0 >= 0 }, "at least 0")
            try requireMean()
            return PointwiseObjective(PoissonLoss(), targets: numbers, weights: weights)
        case .gamma:
            try require({ $0 > 0 }, "above 0")
            return PointwiseObjective(GammaLoss(), targets: numbers, weights: weights)
        case .tweedie(let power):
            try require({ $0 >= 0 }, "at least 0")
            try requireMean()
            return PointwiseObjective(TweedieLoss(power: power), targets: numbers, weights: weights)
        case .crossEntropy:
            try require({ $0 >= 0 && $0 <= 1 }, "from 0 to 1")
            let mean = WeightedMean.value(numbers, weights: weights)
            guard !isForTraining || mean > 0 && mean < 1 else {
                throw TrainError(.invalidTarget, "all targets of positive weight are \(mean)", at: Self.kind)
            }
            return PointwiseObjective(LogisticLoss(), targets: numbers, weights: weights)
        case .logistic, .softmax, .oneVersusAll, .lambdaRank, .crossEntropyRanking: throw mismatch("numbers")
        }
    }

    private func classObjective(
        _ classes: ClassTargets, _ weights: [Double]?
    ) throws(TrainError) -> any MarginObjective {
        let count = classes.labels.count
        switch objective {
        case .automatic where count == 2, .logistic where count == 2:
            return PointwiseObjective(
                LogisticLoss(), targets: classes.indices.map { Double($0) }, weights: weights)
        case .softmax where count > 2, .automatic:
            return SoftmaxLoss(classes: classes.indices, classCount: count, weights: weights)
        case .oneVersusAll where count > 2:
            return OneVersusAllLoss(classes: classes.indices, classCount: count, weights: weights)
        default: throw mismatch("\(count) classes")
        }
    }

    private func mismatch(_ targets: String) -> TrainError {
        TrainError(
            .invalidTarget, "the objective \(objective) is not for \(targets)", at: Self.kind,
            remedy: "The objective \"automatic\" fits every kind of targets.")
    }
}
