/// How the scores of single labels become one number.
public enum LabelAveraging: Sendable, Hashable, Codable {
    /// Counts of all labels are added up first; for one class a row this equals the accuracy.
    case micro
    /// The mean of the scores of the labels, each with the same weight.
    case macro
    /// The mean of the scores of the labels, weighted by the number of rows that truly have the label.
    case weighted
    /// The score of the second label of a binary task.
    case positive
    /// The score of one label.
    case label(String)

    /// `microF1`, `macroF1`, `weightedF1`, `f1`, `f1(Drama)`.
    func name(of quantity: String) -> String {
        let capitalized = quantity.prefix(1).uppercased() + quantity.dropFirst()
        return switch self {
        case .micro: "micro" + capitalized
        case .macro: "macro" + capitalized
        case .weighted: "weighted" + capitalized
        case .positive: quantity
        case .label(let label): "\(quantity)(\(label))"
        }
    }
}

/// What a score is when its denominator is zero, such as the precision of a label that is never predicted.
public enum ZeroDivision: String, Sendable, Hashable, Codable {
    /// The score is 0, as by default in scikit-learn.
    case zero
    /// The score is undefined; means over labels leave the label out, as with `zero_division=nan` in scikit-learn.
    case undefined
}
