/// Which rows a join keeps.
public enum JoinKind: String, Sendable, Hashable, Codable {
    /// Rows with a match on both sides.
    case inner
    /// All rows of the left side; where there is no match, the values of the right side are missing.
    case left
    /// Rows of the left side with a match, each once, without values of the right side.
    case semi
    /// Rows of the left side without a match.
    case anti
}

/// How many rows of each side may have the same key.
public enum JoinCardinality: String, Sendable, Hashable, Codable {
    /// Any number on both sides.
    case manyToMany
    /// At most one on the right side: a lookup, which never multiplies rows.
    case manyToOne
    /// At most one on the left side.
    case oneToMany
    /// At most one on both sides.
    case oneToOne

    var allowsManyLeft: Bool { self == .manyToMany || self == .manyToOne }
    var allowsManyRight: Bool { self == .manyToMany || self == .oneToMany }
}
