import MLCore

/// The values of an expression: one element for each row, where missing ones hold any element.
struct ComputedColumn<Element: ColumnElement>: Sendable {
    /// One element for each row, or none at all when all values are missing.
    let values: [Element]
    /// Which values are present.
    let validity: ValidityBitmap

    init(_ values: [Element], validity: ValidityBitmap) {
        self.values = validity.missingCount == validity.count ? [] : values
        self.validity = validity
    }

    init(_ values: [Element]) {
        self.values = values
        validity = ValidityBitmap(presentCount: values.count)
    }

    /// One value for each row; `nil` is missing.
    init(count: Int, _ value: (Int) -> Element?) {
        var values: [Element] = []
        var validity = ValidityBitmap()
        values.reserveCapacity(count)
        // Rows without a value hold the first value that there is: what they hold does not count.
        var waiting = 0
        for row in 0..<count {
            let value = value(row)
            validity.append(value != nil)
            guard let kept = value ?? values.first else {
                waiting += 1
                continue
            }
            if waiting > 0 {
                values.append(contentsOf: repeatElement(kept, count: waiting))
                waiting = 0
            }
            values.append(kept)
        }
        self.init(values, validity: validity)
    }

    init(missing count: Int) {
        values = []
        validity = ValidityBitmap((0..<count).lazy.map { _ in false })
    }

    /// The content of a column of the type of the element.
    init(_ column: Column, _ name: String) throws(DataError) {
        validity = column.validity
        if column.missingCount == column.count {
            values = []
        } else if let values = column.elements(of: Element.self) {
            self.values = values
        } else {
            throw DataError(
                .typeMismatch, "a column of type \(column.type.rawValue) was read as \(Element.columnType.rawValue)",
                at: "column \"\(name)\"")
        }
    }

    /// The column with these values.
    var column: Column {
        if values.isEmpty, validity.count > 0 { return Column(missing: Element.columnType, count: validity.count) }
        if !validity.hasMissing { return Column(present: values) }
        return Column(values.indices.map { validity[$0] ? values[$0] : nil })
    }

    /// Another value for each present one.
    @inline(__always)
    func map<Result: ColumnElement>(_ transform: (Element) -> Result) -> ComputedColumn<Result> {
        ComputedColumn<Result>(values.map(transform), validity: validity)
    }

    /// A value for each row in which both are present.
    @inline(__always)
    func combined<Other, Result: ColumnElement>(
        _ other: ComputedColumn<Other>, _ transform: (Element, Other) -> Result
    ) -> ComputedColumn<Result> {
        let validity = validity.intersection(other.validity)
        // Nothing is stored for a side that is missing everywhere.
        guard !values.isEmpty, !other.values.isEmpty else { return ComputedColumn<Result>(missing: validity.count) }
        var results: [Result] = []
        results.reserveCapacity(values.count)
        for row in values.indices { results.append(transform(values[row], other.values[row])) }
        return ComputedColumn<Result>(results, validity: validity)
    }

    /// The value of a row, or `nil` when it is missing.
    func value(at row: Int) -> Element? { validity[row] ? values[row] : nil }
}

extension Column {
    /// The values as one array of elements, with zero, `false` or an empty text for missing ones; `nil` when the column
    /// has another type.
    func elements<Element: ColumnElement>(of type: Element.Type) -> [Element]? {
        switch storage {
        case .bool(let values): values as? [Element]
        case .int64(let values): values as? [Element]
        case .double(let values): values as? [Element]
        case .float(let values): values as? [Element]
        case .string(let texts): texts.strings as? [Element]
        case .timestamp(let values): values.map(Timestamp.init(microseconds:)) as? [Element]
        case .stringList(let lists): (0..<lists.count).map(lists.list(at:)) as? [Element]
        }
    }
}
