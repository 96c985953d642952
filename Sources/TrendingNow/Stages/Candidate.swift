import MLCore
import MLData
import MLFeatures
import MLLedger

/// A trained model with everything that is bundled with it.
struct Candidate {
    /// The name of its recipe.
    let name: String
    let pipeline: FittedFeaturePipeline
    let predictor: any Predictor
    let decision: DecisionRule
    let bundle: Bundle
    /// The digest of the bundle, as hexadecimal text.
    let digest: String
    /// The name of its run in the ledger.
    let run: ResourceName
    /// The dataset version that it learned from.
    let dataset: Digest
    /// The rows that the thresholds were tuned on, as a model saw them that had not learned from them.
    let reference: Reference

    /// Rows with predictions that nothing was learned from: what monitoring compares with.
    struct Reference {
        let frame: DataFrame
        let predictions: Predictions
        /// The share of words of each plot that the model did not know.
        let unknownShares: [Double]
    }

    /// Predicts the genres of titles.
    func predictions(for frame: DataFrame, threads: Int) throws -> Predictions {
        try predictor.predictions(for: try pipeline.transform(frame: frame, threads: threads), threads: threads)
    }
}

extension FittedFeaturePipeline {
    /// The share of words of each plot that the pipeline does not know.
    func unknownShares(_ frame: DataFrame) throws -> [Double] {
        let summaries = try unseenSummaries(of: frame)
        return summaries.first?.shares.map { $0 ?? 0 } ?? [Double](repeating: 0, count: frame.rowCount)
    }
}
