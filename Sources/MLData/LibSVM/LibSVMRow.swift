import MLCore

/// One row of a LibSVM file.
struct LibSVMRow {
    /// What is wrong with a row, and at which offset.
    struct Fault {
        let code: DataError.Code
        let problem: String
        let offset: Int
    }

    private(set) var isBlank = true
    private(set) var label = 0.0
    private(set) var weight: Double?
    private(set) var query: Int64?
    /// The indices as they are written, in rising order.
    private(set) var columns: [Int32] = []
    private(set) var values: [Double] = []

    /// Reads a line without its line feed.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - base: The least index.
    /// - Returns: What is wrong, if anything.
    mutating func read(_ line: UnsafeBufferPointer<UInt8>, base: Int32) -> Fault? {
        isBlank = true
        weight = nil
        query = nil
        columns.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        var isRising = true
        var index = 0
        while index < line.count {
            if Self.isSpace(line[index]) {
                index += 1
                continue
            }
            if line[index] == UInt8(ascii: "#") { break }
            let start = index
            var colon: Int?
            while index < line.count, !Self.isSpace(line[index]), line[index] != UInt8(ascii: "#") {
                if line[index] == UInt8(ascii: ":"), colon == nil { colon = index }
                index += 1
            }
            let fault = isBlank ? readLabel(line, start, colon, index) : readPair(line, start, colon, index, base)
            if let fault { return fault }
            isBlank = false
            if columns.count > 1, columns[columns.count - 2] >= columns[columns.count - 1] { isRising = false }
        }
        return isRising ? nil : sort(line.count)
    }

    private mutating func readLabel(
        _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ colon: Int?, _ end: Int
    ) -> Fault? {
        guard let label = Self.number(line, start..<(colon ?? end)) else {
            return Fault(code: .malformedRow, problem: "the label is no finite number", offset: start)
        }
        self.label = label
        guard let colon else { return nil }
        weight = Self.number(line, colon + 1..<end)
        return weight == nil
            ? Fault(code: .malformedRow, problem: "the weight is no finite number", offset: colon + 1) : nil
    }

    private mutating func readPair(
        _ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ colon: Int?, _ end: Int, _ base: Int32
    ) -> Fault? {
        guard let colon else {
            return Fault(code: .malformedRow, problem: "there is no colon between index and value", offset: start)
        }
        let isQuery = colon - start == 3 && line[start..<colon].elementsEqual("qid".utf8)
        let key = UnsafeBufferPointer(rebasing: line[start..<colon])
        if isQuery {
            guard columns.isEmpty, query == nil else {
                return Fault(code: .malformedRow, problem: "a query stands behind a value or twice", offset: start)
            }
            query = NumberParser.int64(UnsafeBufferPointer(rebasing: line[(colon + 1)..<end]))
            return query == nil
                ? Fault(code: .malformedRow, problem: "the query is no whole number", offset: colon + 1) : nil
        }
        guard let index = NumberParser.int64(key), index >= Int64(base) else {
            return Fault(code: .malformedRow, problem: "the index is no whole number from \(base) on", offset: start)
        }
        guard index <= Int64(FeatureSchema.countLimit) else {
            return Fault(
                code: .limitExceeded, problem: "the index is beyond \(FeatureSchema.countLimit)", offset: start)
        }
        guard let value = Self.number(line, colon + 1..<end) else {
            return Fault(code: .malformedRow, problem: "the value is no finite number", offset: colon + 1)
        }
        columns.append(Int32(truncatingIfNeeded: index))
        values.append(value)
        return nil
    }

    /// Brings the indices into rising order.
    private mutating func sort(_ end: Int) -> Fault? {
        let order = columns.indices.sorted { (columns[$0], $0) < (columns[$1], $1) }
        columns = order.map { columns[$0] }
        values = order.map { values[$0] }
        for position in columns.indices.dropFirst() where columns[position] == columns[position - 1] {
            return Fault(
                code: .malformedRow, problem: "the index \(columns[position]) stands there twice", offset: end)
        }
        return nil
    }

    private static func number(_ line: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Double? {
        NumberParser.double(UnsafeBufferPointer(rebasing: line[range]))
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
