extension XGBoostCategories {
    /// How cells of the feature become codes: numbers as they are when the file has no categories for it.
    ///
    /// Categories that are numbers are matched by their decimal text.
    ///
    /// - Parameter place: Which feature it is, for errors.
    /// - Returns: The codes of the texts, or that cells are numbers.
    /// - Throws: ``CoreError`` with code `malformedModel` when the table is malformed or a category occurs twice.
    func encoding(at place: String) throws(CoreError) -> ImportedInput.Encoding {
        var codes: [String: UInt32] = [:]
        for (code, category) in try texts(at: place).enumerated() {
            guard codes.updateValue(UInt32(truncatingIfNeeded: code), forKey: category) == nil else {
                throw CoreError(.malformedModel, "the category \"\(category.prefix(60))\" occurs twice", at: place)
            }
        }
        return codes.isEmpty ? .number : .categories(codes)
    }

    private func texts(at place: String) throws(CoreError) -> [String] {
        guard let offsets else { return values.map(\.description) }
        guard !offsets.isEmpty else { return [] }
        // Bytes are stored as signed numbers.
        let bytes = values.map { UInt8(truncatingIfNeeded: $0) }
        var texts: [String] = []
        for (start, end) in zip(offsets, offsets.dropFirst()) {
            guard start >= 0, start <= end, end <= Int64(bytes.count),
                let text = String(validating: bytes[Int(start)..<Int(end)], as: UTF8.self)
            else { throw CoreError(.malformedModel, "the categories are no texts", at: place) }
            texts.append(text)
        }
        return texts
    }
}
