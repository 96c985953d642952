import MLCore
import MLData

extension ColumnSlice {
    /// Calls `body` with each value as a number, `nil` for missing ones.
    ///
    /// Integers beyond 2⁵³ are rounded to the nearest double; truth values are 0 and 1.
    ///
    /// - Throws: ``FeatureError`` with code `typeMismatch`, or what `body` throws.
    @inline(__always)
    func forEachNumber(_ body: (Double?) throws -> Void) throws {
        switch source {
        case .value(let value):
            if !value.isMissing, value.number == nil { throw typeMismatch(accepted: Self.numberTypes) }
            try body(value.number)
        case .rows(let column, let rows):
            let validity = column.validity
            guard case .values(let values) = column.content else { throw typeMismatch(accepted: Self.numberTypes) }
            switch values {
            case .double(let numbers): for row in rows { try body(validity[row] ? numbers[row] : nil) }
            case .float(let numbers): for row in rows { try body(validity[row] ? Double(numbers[row]) : nil) }
            case .int64(let numbers): for row in rows { try body(validity[row] ? Double(numbers[row]) : nil) }
            case .bool(let flags): for row in rows { try body(validity[row] ? (flags[row] ? 1 : 0) : nil) }
            case .string, .timestamp, .stringList: throw typeMismatch(accepted: Self.numberTypes)
            }
        }
    }

    /// The types that ``forEachNumber(_:)`` reads.
    static let numberTypes: [ColumnType] = [.double, .float, .int64, .bool]

    /// Calls `body` with the UTF-8 of each text, `nil` for missing ones.
    ///
    /// - Throws: ``FeatureError`` with code `typeMismatch`, or what `body` throws.
    @inline(__always)
    func forEachText(_ body: (UnsafeBufferPointer<UInt8>?) throws -> Void) throws {
        switch source {
        case .value(.missing): try body(nil)
        case .value(.string(var text)): try text.withUTF8(body)
        case .rows(let column, let rows):
            if case .categories(let texts) = column.content {
                for row in rows {
                    let code = Int(texts.codes[row])
                    if code < 0 { try body(nil) } else { try texts.categories.withUTF8(at: code) { try body($0) } }
                }
                return
            }
            guard case .string(let texts) = column.storage else { throw typeMismatch(accepted: [.string]) }
            let validity = column.validity
            let offsets = texts.offsets
            try texts.bytes.withUnsafeBufferPointer { bytes in
                for row in rows {
                    try body(
                        validity[row] ? UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row + 1]]) : nil)
                }
            }
        default: throw typeMismatch(accepted: [.string])
        }
    }

    /// Calls `body` with the categories of each row, and `endRow` after each row.
    ///
    /// Categories are the texts of a list, a text, or the text of an integer or truth value; a row that is missing
    /// gives `nil` as its only category.
    ///
    /// - Throws: ``FeatureError`` with code `typeMismatch`, or what the closures throw.
    func forEachCategory(
        _ body: (UnsafeBufferPointer<UInt8>?) throws -> Void, endRow: () throws -> Void
    ) throws {
        switch source {
        case .value(.stringList(let list)):
            for var text in list { try text.withUTF8(body) }
            try endRow()
        case .value(let value):
            if value.isMissing {
                try body(nil)
            } else {
                guard var text = Self.category(value) else { throw typeMismatch(accepted: Self.categoryTypes) }
                try text.withUTF8(body)
            }
            try endRow()
        case .rows(let column, let rows):
            let validity = column.validity
            switch column.content {
            case .categories, .values(.string):
                try forEachText {
                    try body($0)
                    try endRow()
                }
            case .values(.stringList(let lists)):
                let offsets = lists.texts.offsets
                try lists.texts.bytes.withUnsafeBufferPointer { bytes in
                    for row in rows {
                        if validity[row] {
                            for text in lists.range(at: row) {
                                try body(UnsafeBufferPointer(rebasing: bytes[offsets[text]..<offsets[text + 1]]))
                            }
                        } else {
                            try body(nil)
                        }
                        try endRow()
                    }
                }
            case .values(.int64), .values(.bool):
                for row in rows {
                    if var text = Self.category(column.uncheckedValue(at: row)) {
                        try text.withUTF8(body)
                    } else {
                        try body(nil)
                    }
                    try endRow()
                }
            case .values(.double), .values(.float), .values(.timestamp):
                throw typeMismatch(accepted: Self.categoryTypes)
            }
        }
    }

    /// The types that ``forEachCategory(_:endRow:)`` reads.
    static let categoryTypes: [ColumnType] = [.string, .stringList, .int64, .bool]

    /// The text of a single category, or `nil` for missing values and other types.
    private static func category(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .int64(let integer): String(integer)
        case .bool(let flag): flag ? "true" : "false"
        case .missing, .double, .float, .timestamp, .stringList: nil
        }
    }
}
