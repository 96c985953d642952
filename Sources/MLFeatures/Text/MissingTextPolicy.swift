/// What a text transformer does where a text is missing, which an empty text is not.
public enum MissingTextPolicy: String, Sendable, Hashable, Codable, CaseIterable {
    /// All features are zero; when fitting, the row does not count as a document.
    case emptyRow
    /// A typed error that names the row.
    case refuse
}
