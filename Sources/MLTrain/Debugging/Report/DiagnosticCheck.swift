/// A sanity check of a training set-up; the raw value is its stable name.
public enum DiagnosticCheck: String, Sendable, Hashable, Codable, CaseIterable {
    /// The reported loss is what it is said to be and does not begin above that of the constant prediction.
    ///
    /// The constant prediction (class shares, label shares, the mean) has a loss that is known beforehand: the entropy
    /// of the shares, the variance of the target.
    case initialLoss
    /// The model predicts held-out rows better than the constant prediction does.
    case constantBaseline
    /// A few rows with different features can be learned by heart.
    case oneBatch
    /// Nothing is learned from permuted targets.
    case shuffledTargets
    /// Gradients and second derivatives agree with finite differences of the loss.
    case gradients
    /// No feature is a copy of the target or of a label.
    case targetCopies
    /// No feature alone predicts (nearly) as well as the target itself or as the whole model.
    case singleFeatures
    /// No feature counts the rows.
    case identifiers
    /// Held-out rows do not stand among the training rows.
    case sharedRows
    /// Rows with the same features have the same target.
    case contradictoryRows
    /// No feature is constant, missing everywhere or a copy of another one.
    case deadFeatures
    /// Every feature makes a difference to the predictions.
    case unusedFeatures

    /// What is checked, as a short phrase.
    public var title: String {
        switch self {
        case .initialLoss: "initial loss"
        case .constantBaseline: "better than a constant"
        case .oneBatch: "overfits one batch"
        case .shuffledTargets: "nothing from shuffled targets"
        case .gradients: "gradients"
        case .targetCopies: "copies of the target"
        case .singleFeatures: "power of single features"
        case .identifiers: "row numbers"
        case .sharedRows: "rows on both sides"
        case .contradictoryRows: "contradictory rows"
        case .deadFeatures: "dead features"
        case .unusedFeatures: "unused features"
        }
    }
}
