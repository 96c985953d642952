extension XGBoostCategories {
    /// How cells of the feature become codes: numbers as they are when the file has no categories for it.
    ///
    /// - Parameter place: Which feature it is, for errors.
    /// - Returns: The codes of the texts or numbers, or that cells are numbers.
    /// - Throws: ``CoreError`` with code `malformedModel` when the table is malformed or a category occurs twice.
    func encoding(at place: String) throws(CoreError) -> ImportedInput.Encoding {
        guard let offsets else {
            guard !values.isEmpty else { return .number }
            return .numberCategories(try Self.codes(values.map { Double($0) }, at: place))
        }
        guard offsets.count > 1 else { return .number }
        return .categories(try Self.codes(try texts(offsets, at: place), at: place))
    }

    private static func codes<Category: Hashable>(
        _ categories: [Category], at place: String
    ) throws(CoreError) -> [Category: UInt32] {
        var codes: [Category: UInt32] = [:]
        for (code, category) in categories.enumerated() {
            guard codes.updateValue(UInt32(truncatingIfNeeded: code), forKey: category) == nil else {
                throw CoreError(
                    .malformedModel, "the category \"\("\(category)".prefix(60))\" occurs twice", at: place)
            }
        }
        return codes
    }

    private func texts(_ offsets: [Int64], at place: String) throws(CoreError) -> [String] {
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
