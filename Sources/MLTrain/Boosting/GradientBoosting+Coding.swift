extension GradientBoosting: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case objective, rounds, learningRate, growth, maximumLeaves, maximumDepth, maximumBins, minimumLeafRows
        case minimumLeafHessian, l1Penalty, l2Penalty, minimumGain, maximumStep, rowShare, rowSharePeriod
        case gradientSampling, featureShare, levelFeatureShare, nodeFeatureShare, drawsThresholds, categories
        case monotonicity, interactions, dropout
    }

    /// Reads an estimator; what is absent has its default.
    ///
    /// - Throws: `DecodingError` for values of another type.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init()
        func read<Value: Decodable>(_ key: CodingKeys, into value: inout Value) throws {
            if let found = try container.decodeIfPresent(Value.self, forKey: key) { value = found }
        }
        try read(.objective, into: &objective)
        try read(.rounds, into: &rounds)
        try read(.learningRate, into: &learningRate)
        try read(.growth, into: &growth)
        try read(.maximumLeaves, into: &maximumLeaves)
        maximumDepth = try container.decodeIfPresent(Int.self, forKey: .maximumDepth)
        try read(.maximumBins, into: &maximumBins)
        try read(.minimumLeafRows, into: &minimumLeafRows)
        try read(.minimumLeafHessian, into: &minimumLeafHessian)
        try read(.l1Penalty, into: &l1Penalty)
        try read(.l2Penalty, into: &l2Penalty)
        try read(.minimumGain, into: &minimumGain)
        maximumStep = try container.decodeIfPresent(Double.self, forKey: .maximumStep)
        try read(.rowShare, into: &rowShare)
        try read(.rowSharePeriod, into: &rowSharePeriod)
        gradientSampling = try container.decodeIfPresent(GradientSampling.self, forKey: .gradientSampling)
        try read(.featureShare, into: &featureShare)
        try read(.levelFeatureShare, into: &levelFeatureShare)
        try read(.nodeFeatureShare, into: &nodeFeatureShare)
        try read(.drawsThresholds, into: &drawsThresholds)
        try read(.categories, into: &categories)
        try read(.monotonicity, into: &monotonicity)
        try read(.interactions, into: &interactions)
        dropout = try container.decodeIfPresent(TreeDropout.self, forKey: .dropout)
    }

    /// Writes the estimator; options that came after the first ones are left out while they have their defaults.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let defaults = GradientBoosting()
        func write<Value: Encodable & Equatable>(
            _ option: KeyPath<GradientBoosting, Value>, _ key: CodingKeys
        ) throws {
            if self[keyPath: option] != defaults[keyPath: option] {
                try container.encode(self[keyPath: option], forKey: key)
            }
        }
        try write(\.objective, .objective)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(learningRate, forKey: .learningRate)
        try container.encode(growth, forKey: .growth)
        try container.encode(maximumLeaves, forKey: .maximumLeaves)
        try container.encodeIfPresent(maximumDepth, forKey: .maximumDepth)
        try container.encode(maximumBins, forKey: .maximumBins)
        try container.encode(minimumLeafRows, forKey: .minimumLeafRows)
        try container.encode(minimumLeafHessian, forKey: .minimumLeafHessian)
        try write(\.l1Penalty, .l1Penalty)
        try container.encode(l2Penalty, forKey: .l2Penalty)
        try container.encode(minimumGain, forKey: .minimumGain)
        try container.encodeIfPresent(maximumStep, forKey: .maximumStep)
        try container.encode(rowShare, forKey: .rowShare)
        try write(\.rowSharePeriod, .rowSharePeriod)
        try container.encodeIfPresent(gradientSampling, forKey: .gradientSampling)
        try container.encode(featureShare, forKey: .featureShare)
        try write(\.levelFeatureShare, .levelFeatureShare)
        try write(\.nodeFeatureShare, .nodeFeatureShare)
        try write(\.drawsThresholds, .drawsThresholds)
        try write(\.categories, .categories)
        try write(\.monotonicity, .monotonicity)
        try write(\.interactions, .interactions)
        try container.encodeIfPresent(dropout, forKey: .dropout)
    }
}
