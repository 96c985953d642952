/// Which boosting iterations of a file become part of the imported model.
///
/// An iteration is one round of boosting: as many trees as the model has outputs, or more where a library grows several
/// trees a round.
public enum ImportedIterations: Sendable, Hashable {
    /// All iterations of the file.
    case all
    /// The iterations up to the best one that the file names; all when it names none.
    case best
    /// The iterations of a range, counted from 0.
    case range(Range<Int>)
}
