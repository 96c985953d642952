extension TreeEnsemble {
    /// What an ensemble is made of, behind one reference.
    ///
    /// A copy of an ensemble counts one reference, and not those of every array of the layout, which would cost a caller
    /// of single rows as much as a part of the trees.
    final class Parts: Sendable {
        let members: [Member]
        let features: FeatureSchema
        let task: PredictionTask
        let baseScores: [Double]
        let comparison: Comparison
        let arithmetic: Arithmetic
        let aggregation: Aggregation
        let link: Link
        let categoryConversion: CategoryConversion
        let scorer: ForestScorer
        /// The number of trees that add to each margin.
        let treeCounts: [Int]
        /// The number of outputs of a row, which the task would count with its labels in hand.
        let outputCount: Int

        /// Keeps checked parts.
        init(
            members: [Member], features: FeatureSchema, task: PredictionTask, baseScores: [Double],
            comparison: Comparison, arithmetic: Arithmetic, aggregation: Aggregation, link: Link,
            categoryConversion: CategoryConversion, scorer: ForestScorer
        ) {
            self.members = members
            self.features = features
            self.task = task
            self.baseScores = baseScores
            self.comparison = comparison
            self.arithmetic = arithmetic
            self.aggregation = aggregation
            self.link = link
            self.categoryConversion = categoryConversion
            self.scorer = scorer
            var counts = [Int](repeating: members.count { $0.output == nil }, count: baseScores.count)
            for case let margin? in members.lazy.map(\.output) { counts[margin] += 1 }
            treeCounts = counts
            outputCount = task.outputCount
        }
    }
}

extension TreeEnsemble {
    /// Whether two ensembles have the same trees and the same way of scoring.
    public static func == (left: Self, right: Self) -> Bool {
        if left.parts === right.parts { return true }
        guard left.comparison == right.comparison, left.arithmetic == right.arithmetic,
            left.aggregation == right.aggregation, left.categoryConversion == right.categoryConversion
        else { return false }
        return left.task == right.task && left.link == right.link && left.baseScores == right.baseScores
            && left.features == right.features && left.members == right.members
    }

    /// Feeds the parts that ``==(_:_:)`` compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(members)
        hasher.combine(features)
        hasher.combine(baseScores)
    }
}
