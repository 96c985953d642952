import MLCore

extension GradientBoosting {
    /// Checks the hyperparameters.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad one.
    public func validated() throws {
        var faults = Faults()
        faults.require((1...1_000_000).contains(rounds), "rounds \(rounds) is not from 1 to 1000000")
        faults.require(learningRate > 0 && learningRate <= 1, "learningRate \(learningRate) is not in (0, 1]")
        faults.require(
            (2...1_000_000).contains(maximumLeaves), "maximumLeaves \(maximumLeaves) is not from 2 to 1000000")
        if let maximumDepth {
            let most = growth == .oblivious ? 16 : 64
            faults.require((1...most).contains(maximumDepth), "maximumDepth \(maximumDepth) is not from 1 to \(most)")
        }
        faults.require((2...255).contains(maximumBins), "maximumBins \(maximumBins) is not from 2 to 255")
        faults.require(minimumLeafRows >= 1, "minimumLeafRows \(minimumLeafRows) is not at least 1")
        for (name, value) in [
            ("minimumLeafHessian", minimumLeafHessian), ("l1Penalty", l1Penalty), ("l2Penalty", l2Penalty),
            ("minimumGain", minimumGain),
        ] {
            faults.require(value >= 0 && value.isFinite, "\(name) \(value) is not at least 0 and finite")
        }
        if let maximumStep {
            faults.require(
                maximumStep > 0 && maximumStep.isFinite, "maximumStep \(maximumStep) is not above 0 and finite")
        }
        for (name, share) in [
            ("rowShare", rowShare), ("featureShare", featureShare), ("levelFeatureShare", levelFeatureShare),
            ("nodeFeatureShare", nodeFeatureShare),
        ] {
            faults.require(share > 0 && share <= 1, "\(name) \(share) is not in (0, 1]")
        }
        faults.require(rowSharePeriod >= 1, "rowSharePeriod \(rowSharePeriod) is not at least 1")
        faults.require(
            rowShare == 1 || gradientSampling == nil, "rowShare and gradientSampling cannot both choose the rows")
        objective.check(&faults)
        gradientSampling?.check(&faults)
        categories.check(&faults)
        dropout?.check(&faults)
        checkConstraints(&faults)
        try faults.throwIfAny(at: Self.kind)
    }

    private func checkConstraints(_ faults: inout Faults) {
        let both = Set(categories.features).intersection(monotonicity.filter { $0.value != .none }.keys).sorted()
        faults.require(
            both.isEmpty, "monotonicity of categories has no meaning: \(both.joined(separator: ", "))")
        let directed = monotonicity.contains { $0.value != .none }
        faults.require(
            !directed || growth != .oblivious, "oblivious trees cannot keep to the directions of monotonicity")
        faults.require(
            !directed || !objective.renewsLeaves,
            "leaves of the objective \(objective) are not bounded, which monotonicity needs")
        faults.require(
            !drawsThresholds || growth != .oblivious, "drawsThresholds has no meaning for oblivious trees")
        faults.require(
            interactions.allSatisfy { !$0.isEmpty && Set($0).count == $0.count },
            "interactions has an empty set or a feature twice in one set")
        faults.require(
            interactions.isEmpty || growth != .oblivious, "oblivious trees cannot keep to interactions")
    }
}
