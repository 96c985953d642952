public import MLCore

/// What is done with a value that breaks an expectation, instead of setting its row aside.
///
/// A row counts as repaired when its new values satisfy every expectation that can be decided from one row; else it is
/// set aside as it was.
public enum ValueRepair: Sendable, Hashable, Codable {
    /// The value becomes missing.
    case setMissing
    /// The value becomes another one, of the type of the column.
    case replace(Value)
    /// A number outside of a range becomes the nearer bound; for ``DataExpectation/Rule/inRange(column:lower:upper:)``.
    case clamp
    /// White space around a text is taken away.
    case trim

    /// The value instead of one that breaks a rule; `nil` when this repair cannot help, so that the row is set aside.
    func repaired(_ value: Value, rule: DataExpectation.Rule) -> Value? {
        switch self {
        case .setMissing: return .missing
        case .replace(let other): return other
        case .clamp:
            guard case .inRange(_, let lower, let upper) = rule else { return nil }
            func bound(_ position: Double) -> Double? {
                if let lower, position < lower { return lower }
                if let upper, position > upper { return upper }
                return nil
            }
            switch value {
            case .int64(let integer):
                guard let limit = bound(Double(integer)) else { return nil }
                return Int64(exactly: limit.rounded(lower == limit ? .up : .down)).map(Value.int64)
            case .double(let number): return bound(number).map(Value.double)
            case .float(let number): return bound(Double(number)).map { .float(Float($0)) }
            case .timestamp(let time):
                guard let limit = bound(Double(time.microseconds)) else { return nil }
                return Int64(exactly: limit.rounded(lower == limit ? .up : .down))
                    .map { .timestamp(Timestamp(microseconds: $0)) }
            case .missing, .bool, .string, .stringList: return nil
            }
        case .trim:
            guard case .string(let text) = value else { return nil }
            var trimmed = text.drop { $0.isWhitespace }
            while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
            return trimmed.count < text.count ? .string(String(trimmed)) : nil
        }
    }
}
