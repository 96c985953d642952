import MLCore

extension ColumnProfile {
    /// The content in words.
    package var summary: String {
        let top = (topElements ?? topValues ?? []).prefix(3)
            .map { "\($0.value.prefix(24).map { $0.isNewline ? " " : String($0) }.joined()) (\($0.count))" }
            .joined(separator: ", ")
        switch type {
        case .int64, .double, .float:
            let odd = nanCount + infiniteCount > 0 ? "; \(nanCount) NaN, \(infiniteCount) infinite" : ""
            return (numbers?.summary ?? "no finite numbers") + odd
        case .bool: return top
        case .timestamp: return earliest.flatMap { first in latest.map { "\(first) to \($0)" } } ?? "no values"
        case .string:
            let words = wordCounts.map { "words \($0.summary)" } ?? "no values"
            return distinct.isExact && distinct.count <= 50 ? top : words
        case .stringList: return "\(distinctElements?.description ?? "0") labels: \(top)"
        }
    }
}
