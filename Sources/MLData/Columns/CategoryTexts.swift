/// Texts of which each is stored once, and for every row the number of its text.
package struct CategoryTexts: Sendable {
    /// The texts, of which no two have the same bytes; some may occur in no row.
    package let categories: TextBuffer
    /// For each row the number of its text, or -1 where the value is missing.
    package let codes: [Int32]

    /// Creates the texts of rows.
    ///
    /// - Precondition: Every code is -1 or the number of a category, and no category occurs twice.
    package init(categories: TextBuffer, codes: [Int32]) {
        self.categories = categories
        self.codes = codes
        assert(codes.allSatisfy { $0 >= -1 && Int($0) < categories.count })
    }

    /// The number of rows.
    package var count: Int { codes.count }

    /// Which rows are present.
    package var validity: ValidityBitmap { ValidityBitmap(codes.lazy.map { $0 >= 0 }) }

    /// The categories as a column.
    var categoryColumn: Column {
        Column(.string(categories), validity: ValidityBitmap(presentCount: categories.count))
    }

    /// The text of each row; an empty one where the value is missing.
    package func decoded() -> TextBuffer {
        var texts = TextBuffer()
        var byteCount = 0
        for code in codes where code >= 0 { byteCount += categories.byteCount(at: Int(code)) }
        texts.reserve(texts: codes.count, bytes: byteCount)
        for code in codes {
            if code < 0 { texts.appendEmpty() } else { texts.append(Int(code)..<Int(code) + 1, of: categories) }
        }
        return texts
    }

    /// The rows of the given positions, in that order.
    ///
    /// - Precondition: Every position is a row.
    func taking(_ positions: [Int]) -> CategoryTexts {
        CategoryTexts(categories: categories, codes: positions.map { codes[$0] })
    }

    /// The rows of the given positions; a missing one where there is none.
    ///
    /// - Precondition: Every position is a row.
    func taking(optional positions: [Int?]) -> CategoryTexts {
        CategoryTexts(categories: categories, codes: positions.map { $0.map { codes[$0] } ?? -1 })
    }

    /// The rows of some parts, one after the other; categories that are new come behind those that are there.
    ///
    /// - Returns: All rows, or `nil` when there are more categories than a code can tell apart.
    /// - Complexity: O(rows, and bytes of the categories of each part that has others than the one before).
    init?(joining parts: [CategoryTexts]) {
        var table = CategoryTable()
        var codes: [Int32] = []
        codes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        var numbers: [Int32] = []
        var before: TextBuffer?
        for part in parts {
            if before.map({ part.categories.begins(with: $0) }) != true { numbers.removeAll(keepingCapacity: true) }
            for code in numbers.count..<part.categories.count {
                guard let number = part.categories.withUTF8(at: code, { table.code(of: $0) }) else { return nil }
                numbers.append(number)
            }
            before = part.categories
            for code in part.codes { codes.append(code < 0 ? -1 : numbers[Int(code)]) }
        }
        self.init(categories: table.categories, codes: codes)
    }
}

extension TextBuffer {
    /// Whether the first texts are those of another buffer; the same memory is not compared.
    fileprivate func begins(with other: TextBuffer) -> Bool {
        offsets.count >= other.offsets.count && bytes.count >= other.bytes.count
            && offsets[..<other.offsets.count] == other.offsets[...] && bytes[..<other.bytes.count] == other.bytes[...]
    }
}

/// Finds the number of a text among categories, and gives new texts the next number.
struct CategoryTable {
    /// The categories so far.
    private(set) var categories = TextBuffer()
    private var table = CodeTable()

    /// The number of a text, or `nil` when there are too many texts for one more.
    mutating func code(of text: UnsafeBufferPointer<UInt8>) -> Int32? {
        let known = table.count
        let number = table.code(ofHash: table.hash(text)) { code in
            categories.withUTF8(at: code) { $0.count == text.count && $0.elementsEqual(text) }
        }
        if number == known { categories.append(utf8: text) }
        return Int32(exactly: number)
    }
}
