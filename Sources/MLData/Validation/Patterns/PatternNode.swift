/// A part of a pattern.
indirect enum PatternNode: Sendable {
    /// A condition on a place between two scalars.
    enum Assertion: Sendable, Hashable {
        case textStart
        case textEnd
        /// The end, or before a newline that is the last scalar.
        case textEndOrFinalNewline
        case lineStart
        case lineEnd
        case wordBoundary
        case noWordBoundary
    }

    /// One scalar of a set.
    case set(ScalarSet)
    /// A place between scalars.
    case assertion(Assertion)
    /// Parts one after the other.
    case sequence([PatternNode])
    /// One of some parts.
    case alternatives([PatternNode])
    /// A part so many times; `nil` is without limit.
    case repetition(PatternNode, minimum: Int, maximum: Int?)
}
