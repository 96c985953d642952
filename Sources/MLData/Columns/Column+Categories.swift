import MLCore

/// A column of texts may store each distinct text once and a number for every row: it is *categorical*. That is a
/// matter of memory and speed alone: its type is `string`, its values are those of the plain column, and the two are
/// equal. Rows that are taken, joined or appended stay categorical; what computes new texts gives plain columns.
extension Column {
    /// Creates a categorical column from numbers of categories.
    ///
    /// - Parameters:
    ///   - codes: For each row the number of its category, counted from 0; `nil` is missing.
    ///   - categories: The texts, each of them once; some may occur in no row.
    /// - Throws: ``DataError`` with code `invalidArgument` when a category occurs twice or a code has no category, or
    ///   `limitExceeded` for more than 2³¹ - 1 categories.
    /// - Complexity: O(codes + categories).
    public init(codes: [Int?], categories: [String]) throws(DataError) {
        guard categories.count <= Int(Int32.max) else { throw Self.tooManyCategories(categories.count) }
        var table = CategoryTable()
        for (position, category) in categories.enumerated() {
            var category = category
            guard category.withUTF8({ table.code(of: $0) }) == Int32(position) else {
                throw DataError(
                    .invalidArgument, "the category \"\(category)\" occurs twice", at: "category \(position)")
            }
        }
        var numbers: [Int32] = []
        numbers.reserveCapacity(codes.count)
        for (row, code) in codes.enumerated() {
            guard let code else {
                numbers.append(-1)
                continue
            }
            guard categories.indices.contains(code) else {
                throw DataError(
                    .invalidArgument, "the value is category \(code) of \(categories.count)", at: "row \(row)")
            }
            numbers.append(Int32(truncatingIfNeeded: code))
        }
        self.init(CategoryTexts(categories: table.categories, codes: numbers))
    }

    /// Whether the column stores each distinct text once.
    public var isCategorical: Bool { if case .categories = content { true } else { false } }

    /// The texts of a categorical column in the order of their numbers, those included that occur in no row; `nil` for
    /// other columns.
    public var categories: [String]? {
        if case .categories(let texts) = content { texts.categories.strings } else { nil }
    }

    /// For each row of a categorical column the position of its text in ``categories``, `nil` where it is missing;
    /// `nil` for other columns.
    ///
    /// - Complexity: O(count).
    public var categoryCodes: [Int?]? {
        if case .categories(let texts) = content { texts.codes.map { $0 < 0 ? nil : Int($0) } } else { nil }
    }

    /// The same texts, each distinct one stored once, numbered in the order in which they first occur.
    ///
    /// - Returns: A categorical column, this one if it is categorical.
    /// - Throws: ``DataError`` with code `typeMismatch` for a column of another type, or `limitExceeded` for more than
    ///   2³¹ - 1 distinct texts.
    /// - Complexity: O(bytes of the texts) expected.
    public func categorized() throws(DataError) -> Column {
        guard !isCategorical else { return self }
        guard case .string(let texts) = storage else {
            throw DataError(
                .typeMismatch, "a column of type \(type.rawValue) has no categories", at: "column",
                remedy: "Only columns of texts are categorical.")
        }
        guard let result = Self.categories(of: texts, validity, limit: Int(Int32.max)) else {
            throw Self.tooManyCategories(count)
        }
        return Column(result)
    }

    /// The categories of texts, or `nil` when there are more than `limit`.
    static func categories(of texts: TextBuffer, _ validity: ValidityBitmap, limit: Int) -> CategoryTexts? {
        let rows = validity.hasMissing ? (0..<texts.count).filter { validity[$0] } : Array(0..<texts.count)
        guard let distinct = DistinctValues(texts, rows: rows, limit: limit) else { return nil }
        var codes = [Int32](repeating: -1, count: texts.count)
        for (row, code) in zip(rows, distinct.codes) { codes[row] = Int32(truncatingIfNeeded: code) }
        return CategoryTexts(categories: texts.taking(distinct.firstRows), codes: codes)
    }

    /// The same values without categories: the text of every row by itself.
    ///
    /// - Returns: A plain column, this one if it is plain.
    /// - Complexity: O(bytes of the texts).
    public func decoded() -> Column { isCategorical ? Column(storage, validity: validity) : self }

    private static func tooManyCategories(_ count: Int) -> DataError {
        DataError(.limitExceeded, "\(count) categories are more than 2³¹ - 1", at: "column")
    }
}

extension DataFrame {
    /// The frame with columns of texts made categorical, so that each distinct text is stored once.
    ///
    /// - Parameter names: The columns.
    /// - Returns: The same values under the same schema.
    /// - Throws: ``DataError`` with code `unknownColumn`, `typeMismatch` or `limitExceeded`.
    /// - Complexity: O(bytes of the texts) expected.
    public func categorizing(_ names: [String]) throws(DataError) -> DataFrame {
        var columns = columns
        for name in names {
            let position = try position(of: name)
            guard columns[position].type == .string else {
                throw DataError(
                    .typeMismatch, "the column has type \(columns[position].type.rawValue)", at: "column \"\(name)\"",
                    remedy: "Only columns of texts are categorical.")
            }
            columns[position] = try columns[position].categorized()
        }
        return DataFrame(unchecked: columns, schema: schema, rowCount: rowCount)
    }

    /// The frame without categorical columns: the same values, the text of every row by itself.
    ///
    /// - Complexity: O(bytes of the texts of categorical columns).
    public func decoded() -> DataFrame {
        guard columns.contains(where: \.isCategorical) else { return self }
        return DataFrame(unchecked: columns.map { $0.decoded() }, schema: schema, rowCount: rowCount)
    }
}
