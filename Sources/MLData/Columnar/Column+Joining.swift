import MLCore

extension Column {
    /// The values of columns of one type, one after the other.
    ///
    /// - Parameters:
    ///   - parts: The columns.
    ///   - type: Their type, also that of no columns.
    /// - Precondition: All have the type.
    /// - Complexity: O(values).
    init(joining parts: [Column], type: ColumnType) {
        if let categories = Self.joinedCategories(parts) {
            self.init(categories)
            return
        }
        var validity = ValidityBitmap()
        for part in parts { validity.append(contentsOf: part.validity) }
        func joined<Element>(_ values: (Storage) -> [Element]?) -> [Element] {
            var all: [Element] = []
            all.reserveCapacity(validity.count)
            for part in parts { all.append(contentsOf: values(part.storage) ?? []) }
            return all
        }
        let storage: Storage
        switch type {
        case .bool: storage = .bool(joined { if case .bool(let values) = $0 { values } else { nil } })
        case .int64: storage = .int64(joined { if case .int64(let values) = $0 { values } else { nil } })
        case .timestamp: storage = .timestamp(joined { if case .timestamp(let values) = $0 { values } else { nil } })
        case .double: storage = .double(joined { if case .double(let values) = $0 { values } else { nil } })
        case .float: storage = .float(joined { if case .float(let values) = $0 { values } else { nil } })
        case .string:
            var texts = TextBuffer()
            texts.reserve(texts: validity.count, bytes: parts.reduce(0) { $0 + ($1.texts?.bytes.count ?? 0) })
            for part in parts { if let other = part.texts { texts.append(contentsOf: other) } }
            storage = .string(texts)
        case .stringList:
            var lists = TextListBuffer()
            for part in parts { if let other = part.lists { lists.append(contentsOf: other) } }
            storage = .stringList(lists)
        }
        self.init(storage, validity: validity)
    }
    /// The rows of categorical columns, one after the other; `nil` when one of them is plain.
    private static func joinedCategories(_ parts: [Column]) -> CategoryTexts? {
        let categories = parts.compactMap { if case .categories(let texts) = $0.content { texts } else { nil } }
        return categories.isEmpty || categories.count < parts.count ? nil : CategoryTexts(joining: categories)
    }
}
