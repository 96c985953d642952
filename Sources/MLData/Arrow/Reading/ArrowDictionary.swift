import MLCore

/// The values of a dictionary, to which a stream may add again and again.
///
/// New values are put behind those that are there, and a column is made only when a batch needs it.
struct ArrowDictionary {
    /// The distinct texts, and for each value the number of its text.
    private var texts = CategoryTable()
    private var codes: [Int32] = []
    /// Values that are no texts, in parts.
    private var parts: [Column] = []
    /// Whether frames may use the texts as they are now, so that the next ones are put into a copy.
    private var isShared = false

    let type: ColumnType
    /// The bytes of memory that belong to the dictionary.
    private(set) var byteCount = 0

    /// Begins without values.
    init(_ type: ColumnType) { self.type = type }

    /// Adds values.
    ///
    /// - Parameters:
    ///   - values: The values; have the type.
    ///   - added: What they take in memory, as it was taken from the budget.
    ///   - file: Has the budgets.
    ///   - isKept: Whether the caller keeps the frames so far, so that the texts are copied, which the budgets pay for.
    /// - Throws: ``DataError`` with code `limitExceeded`.
    mutating func append(
        _ values: Column, byteCount added: Int, _ file: ArrowFile, isKept: Bool
    ) throws(DataError) {
        if isShared, isKept {
            try file.budget.spend(byteCount)
            try file.work.spend(byteCount)
        }
        isShared = false
        byteCount += added
        guard case .string(let new) = values.storage else {
            parts.append(values)
            return
        }
        // A dictionary of texts may hold one of them twice, or a missing value.
        for index in 0..<values.count {
            guard values.validity[index] else {
                codes.append(-1)
                continue
            }
            guard let code = new.withUTF8(at: index, { texts.code(of: $0) }) else {
                throw DataError(.limitExceeded, "a dictionary has more than 2³¹ texts", at: file.source.name)
            }
            codes.append(code)
        }
    }

    /// All values.
    mutating func column(_ file: ArrowFile) throws(DataError) -> Column {
        guard type != .string else {
            isShared = true
            return Column(CategoryTexts(categories: texts.categories, codes: codes))
        }
        if parts.count > 1 {
            try file.work.spend(byteCount)
            parts = [Column(joining: parts, type: type)]
        }
        return parts.first ?? Column(missing: type, count: 0)
    }
}
