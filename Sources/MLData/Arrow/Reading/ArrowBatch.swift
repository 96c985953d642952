import MLCore

/// A batch of rows, or the values of a dictionary: where its buffers are.
struct ArrowBatch: Sendable {
    /// A buffer: where it is in the body, and its bytes there.
    struct Buffer: Sendable {
        let offset: Int
        let count: Int
    }

    /// What is known of one field of the batch.
    struct Node: Sendable {
        let count: Int
        let nullCount: Int
    }

    let rowCount: Int
    let nodes: [Node]
    let buffers: [Buffer]
    /// For each variadic buffer how many others it lists.
    let variadicCounts: [Int]
    /// 0 for LZ4, 1 for zstd, `nil` for buffers that are not compressed.
    let codec: Int8?
    /// Where the body is in the file.
    let bodyOffset: Int

    /// Reads the table `RecordBatch` of a message.
    ///
    /// - Throws: ``DataError`` with code `malformedFile` or `unsupportedFormat`.
    init(_ table: FlatTable, bodyOffset: Int, bodyCount: Int, at place: String) throws(DataError) {
        self.bodyOffset = bodyOffset
        let malformed = DataError(.malformedFile, "a batch has sizes that do not exist", at: place)
        guard let rowCount = Int(exactly: try table.integer(0, default: 0 as Int64)), rowCount >= 0 else {
            throw malformed
        }
        self.rowCount = rowCount
        var nodes: [Node] = []
        let words = try table.words(1, perElement: 2)
        for index in stride(from: 0, to: words.count, by: 2) {
            guard words[index] >= 0, words[index + 1] >= 0 else { throw malformed }
            nodes.append(Node(count: Int(words[index]), nullCount: Int(words[index + 1])))
        }
        self.nodes = nodes
        var buffers: [Buffer] = []
        var rest = bodyCount
        let places = try table.words(2, perElement: 2)
        for index in stride(from: 0, to: places.count, by: 2) {
            let (offset, count) = (places[index], places[index + 1])
            guard offset >= 0, count >= 0, offset <= bodyCount, count <= Int64(bodyCount) - offset else {
                throw DataError(.malformedFile, "a buffer lies outside of its batch", at: place)
            }
            guard count <= rest else { throw DataError(.malformedFile, "the buffers of a batch overlap", at: place) }
            rest -= Int(count)
            buffers.append(Buffer(offset: Int(offset), count: Int(count)))
        }
        self.buffers = buffers
        if let compression = try table.table(3) {
            let codec = try compression.integer(0, default: 0 as Int8)
            guard codec == 0 || codec == 1, try compression.integer(1, default: 0 as Int8) == 0 else {
                throw DataError(.unsupportedFormat, "the buffers have a compression of a newer format", at: place)
            }
            self.codec = codec
        } else {
            codec = nil
        }
        var variadicCounts: [Int] = []
        for count in try table.words(4, perElement: 1) {
            guard count >= 0, count <= buffers.count else { throw malformed }
            variadicCounts.append(Int(count))
        }
        self.variadicCounts = variadicCounts
    }
}

/// Where the nodes and buffers of a field begin in each batch of a file.
struct ArrowPosition: Sendable {
    var node = 0
    var buffer = 0
    /// How many variadic buffers come before.
    var variadic = 0

    /// Passes over a field and those below it.
    ///
    /// - Parameters:
    ///   - field: The field; fields are not nested deeper than the schema allows.
    ///   - variadicCounts: How many buffers the variadic ones of the batch list.
    mutating func skip(_ field: ArrowField, variadicCounts: [Int]) {
        node += 1
        buffer += field.bufferCount
        if field.isVariadic {
            buffer += variadic < variadicCounts.count ? variadicCounts[variadic] : 0
            variadic += 1
        }
        for child in field.children { skip(child, variadicCounts: variadicCounts) }
    }
}
