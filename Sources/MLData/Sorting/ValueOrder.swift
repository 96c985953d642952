/// The order of the values of a column: numbers by value, with NaN behind all of them, texts by their UTF-8 bytes,
/// which is the order of their Unicode scalars, `false` before `true`, and lists text by text.
struct ValueOrder {
    private let storage: Column.Storage

    /// The order of a column; that of a categorical one by the rank of each category.
    init(_ column: Column) {
        guard case .categories(let texts) = column.content else {
            storage = column.storage
            return
        }
        let categories = texts.categories
        var ranks = [Int64](repeating: 0, count: categories.count)
        let ascending = ranks.indices.sorted { Self.less($0, $1, of: categories) }
        for (rank, code) in ascending.enumerated() { ranks[code] = Int64(rank) }
        storage = .int64(texts.codes.map { $0 < 0 ? 0 : ranks[Int($0)] })
    }

    /// Whether the value of a row is NaN.
    func isNaN(_ row: Int) -> Bool {
        switch storage {
        case .double(let values): values[row].isNaN
        case .float(let values): values[row].isNaN
        default: false
        }
    }

    /// Whether the value of one present row comes before that of another.
    func less(_ left: Int, _ right: Int) -> Bool {
        switch storage {
        case .bool(let values): !values[left] && values[right]
        case .int64(let values), .timestamp(let values): values[left] < values[right]
        case .double(let values): Self.less(values[left], values[right])
        case .float(let values): Self.less(values[left], values[right])
        case .string(let texts): Self.less(left, right, of: texts)
        case .stringList(let lists):
            lists.list(at: left).lexicographicallyPrecedes(lists.list(at: right)) {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
        }
    }

    private static func less<Number: FloatingPoint>(_ left: Number, _ right: Number) -> Bool {
        left.isNaN ? false : right.isNaN || left < right
    }

    private static func less(_ left: Int, _ right: Int, of texts: TextBuffer) -> Bool {
        texts.withUTF8(at: left) { left in texts.withUTF8(at: right) { left.lexicographicallyPrecedes($0) } }
    }

    /// For each row a word whose order is the order of the values, if there is such a word: for all types but texts and
    /// lists.
    var words: [UInt64]? {
        switch storage {
        case .bool(let values): return values.map { $0 ? 1 : 0 }
        case .int64(let values), .timestamp(let values): return values.map { SortableKey.key($0) }
        case .double(let values): return values.map(Self.word)
        case .float(let values): return values.map { Self.word(Double($0)) }
        case .string, .stringList: return nil
        }
    }

    private static func word(_ value: Double) -> UInt64 { value.isNaN ? .max : SortableKey.key(value) }
}
