extension XGBoostCategories {
    /// How cells of the feature become codes: numbers as they are when the file has no categories for it.
    ///
    /// - Parameter place: Which feature it is, for errors.
    /// - Returns: The codes of the texts or numbers, or that cells are numbers.
    /// - Throws: ``CoreError`` with code `malformedModel` when the table is malformed or a category occurs twice.
    func encoding(at place: String) throws(CoreError) -> ImportedInput.Encoding {
        guard let offsets else {
            guard !values.isEmpty else { return .number }
            var codes: [Double: UInt32] = [:]
            for (code, value) in values.enumerated() {
                guard codes.updateValue(UInt32(truncatingIfNeeded: code), forKey: Double(value)) == nil else {
                    throw Self.repeated(value, at: place)
                }
            }
            return .numberCategories(codes)
        }
        guard offsets.count > 1 else { return .number }
        var codes: [String: UInt32] = [:]
        for (code, category) in try texts(offsets, at: place).enumerated() {
            guard let category else { continue }
            guard codes.updateValue(UInt32(truncatingIfNeeded: code), forKey: category) == nil else {
                throw Self.repeated(category, at: place)
            }
        }
        return .categories(codes)
    }

    private static func repeated(_ category: some CustomStringConvertible, at place: String) -> CoreError {
        CoreError(
            .malformedModel, "the category \"\(category.description.prefix(60))\" occurs twice", at: place)
    }

    /// The texts of the categories; `nil` where there is none.
    ///
    /// XGBoost's Python package counts characters where bytes are meant, and cuts texts outside of ASCII apart: such a
    /// piece is the name of nothing.
    private func texts(_ offsets: [Int64], at place: String) throws(CoreError) -> [String?] {
        // Bytes are stored as signed numbers.
        let bytes = values.map { UInt8(truncatingIfNeeded: $0) }
        var texts: [String?] = []
        for (start, end) in zip(offsets, offsets.dropFirst()) {
            guard start >= 0, start <= end, end <= Int64(bytes.count) else {
                throw CoreError(.malformedModel, "the categories are no texts", at: place)
            }
            texts.append(String(validating: bytes[Int(start)..<Int(end)], as: UTF8.self))
        }
        return texts
    }
}
