/// A checked JSON text with the place of each of its values, in the order of the text.
///
/// Numbers and strings stay text until a type asks for them, so that each is converted once and to the right type.
final class JSONDocument: Sendable {
    /// A value, or the key before a value.
    struct Node: Sendable {
        /// What begins here; closing brackets have no nodes.
        let token: JSONToken
        /// The offset of its first byte.
        let start: Int
        /// The offset after its last byte.
        var end: Int
        /// The node after this one and all that it contains.
        var next: Int
        /// The number of elements or members.
        var count = 0
    }

    let bytes: [UInt8]
    let limits: JSONLimits
    let nodes: [Node]

    /// Reads and checks a whole text.
    init(_ bytes: [UInt8], limits: JSONLimits) throws(CoreError) {
        self.bytes = bytes
        self.limits = limits
        nodes = try bytes.withUnsafeBufferPointer { (buffer) throws(CoreError) in
            var nodes: [Node] = []
            var open: [Int] = []
            var tokenizer = try JSONTokenizer(buffer, limits: limits)
            while true {
                let token = try tokenizer.next()
                switch token {
                case .end: return nodes
                case .endObject, .endArray:
                    if let container = open.popLast() {
                        nodes[container].end = tokenizer.position
                        nodes[container].next = nodes.count
                    }
                    continue
                case .key: break
                default: if let container = open.last { nodes[container].count += 1 }
                }
                if token == .beginObject || token == .beginArray { open.append(nodes.count) }
                nodes.append(
                    Node(token: token, start: tokenizer.tokenStart, end: tokenizer.position, next: nodes.count + 1))
            }
        }
    }

    /// The string of a token.
    func string(_ text: JSONText) -> String { bytes.withUnsafeBufferPointer { text.string(in: $0) } }

    /// The bytes of a number.
    func withBytes<Result>(of number: JSONNumber, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(number.slice(of: $0)) }
    }

    /// `byte B, line L, column C` of a node.
    func place(_ node: Int) -> String {
        bytes.withUnsafeBufferPointer { JSONTokenizer.place(nodes[node].start, in: $0) }
    }

    /// The tree of a node.
    func tree(_ node: Int) throws(CoreError) -> JSONValue {
        let range = nodes[node].start..<nodes[node].end
        return try bytes.withUnsafeBufferPointer { (buffer) throws(CoreError) in
            var tokenizer = try JSONTokenizer(
                UnsafeBufferPointer(rebasing: buffer[range]), limits: limits, byteOffset: range.lowerBound)
            return try tokenizer.value()
        }
    }

    /// What kind of value a node is, for errors.
    func kind(_ node: Int) -> String {
        switch nodes[node].token {
        case .beginObject, .endObject: "an object"
        case .beginArray, .endArray: "an array"
        case .string, .key: "a string"
        case .number(let number): number.isInteger ? "an integer" : "a number"
        case .boolean: "a truth value"
        case .null, .end: "null"
        }
    }
}
