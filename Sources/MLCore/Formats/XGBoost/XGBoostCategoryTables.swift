/// The tables of categories of a model to be written.
enum XGBoostCategoryTables {
    /// XGBoost's number for an array of 64-bit integers.
    private static var integers64: Int64 { 15 }

    /// One table for each input, or none at all when no input has one.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when the codes of a table are not 0, 1, 2 and so on, or its
    ///   categories are numbers with fractions or hashes.
    static func tables(of inputs: [ImportedInput]) throws(CoreError) -> [XGBoostValue] {
        var tables: [XGBoostValue] = []
        for input in inputs {
            switch input.encoding {
            case .number: tables.append(.object([("offsets", .integers32([])), ("values", .integers8([]))]))
            case .categories(let codes):
                var offsets: [Int32] = [0]
                var bytes: [Int8] = []
                for text in try ordered(codes, input.name) {
                    bytes.append(contentsOf: text.utf8.map { Int8(bitPattern: $0) })
                    guard let end = Int32(exactly: bytes.count) else { throw unlike(input.name, "are too long") }
                    offsets.append(end)
                }
                tables.append(.object([("offsets", .integers32(offsets)), ("values", .integers8(bytes))]))
            case .numberCategories(let codes):
                var values: [Int64] = []
                for number in try ordered(codes, input.name) {
                    guard let value = Int64(exactly: number) else { throw unlike(input.name, "have fractions") }
                    values.append(value)
                }
                tables.append(.object([("type", .integer(integers64)), ("values", .integers64(values))]))
            case .hashedCategories: throw unlike(input.name, "are hashes")
            }
        }
        return inputs.allSatisfy { $0.encoding == .number } ? [] : tables
    }

    /// The categories by code.
    private static func ordered<Category>(_ codes: [Category: UInt32], _ name: String) throws(CoreError) -> [Category] {
        let ordered = codes.sorted { $0.value < $1.value }
        guard ordered.enumerated().allSatisfy({ $0 == Int($1.value) }) else {
            throw unlike(name, "do not have the codes 0, 1, 2 and so on")
        }
        return ordered.map(\.key)
    }

    private static func unlike(_ name: String, _ problem: String) -> CoreError {
        CoreError(
            .invalidArgument, "categories that \(problem) have no form in XGBoost", at: "input \"\(name.prefix(60))\"")
    }

    /// The `cats` of a file: the tables, where the categories of each feature begin among all, and in which order the
    /// categories of a feature are sorted.
    static func value(_ tables: [XGBoostValue]) -> XGBoostValue {
        var starts: [Int32] = tables.isEmpty ? [] : [0]
        var order: [Int32] = []
        for case .members(let members) in tables {
            var positions: [Int] = []
            switch (members.first?.value, members.last?.value) {
            case (.integers32(let offsets), .integers8(let bytes)):
                let texts = zip(offsets, offsets.dropFirst()).map { bytes[Int($0)..<Int($1)] }
                positions = texts.indices.sorted { texts[$0].lexicographicallyPrecedes(texts[$1]) }
            case (_, .integers64(let values)): positions = values.indices.sorted { values[$0] < values[$1] }
            default: break
            }
            order.append(contentsOf: positions.map { Int32(truncatingIfNeeded: $0) })
            starts.append(Int32(truncatingIfNeeded: order.count))
        }
        return .object([
            ("enc", .array(tables)), ("feature_segments", .integers32(starts)), ("sorted_idx", .integers32(order)),
        ])
    }
}
