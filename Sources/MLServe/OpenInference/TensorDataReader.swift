import MLCore

/// Reads the elements of one tensor from JSON, nested as its shape says or flat.
struct TensorDataReader {
    let shape: [Int]
    let count: Int
    let maximumTextBytes: Int

    /// Reads the array that comes next.
    ///
    /// Numbers of type FP32 and FP64 may be `null`, which reads as NaN. Integers must be written without fraction and
    /// exponent and must fit their type.
    func contents(_ datatype: TensorDatatype, from tokenizer: inout JSONTokenizer) throws -> TensorContents {
        switch datatype {
        case .float32:
            .float32(
                try elements(&tokenizer) { (tokenizer, token) throws in
                    switch token {
                    case .number(let number): try tokenizer.float(number)
                    case .null: .nan
                    default: throw Self.mismatch
                    }
                })
        case .float64:
            .float64(
                try elements(&tokenizer) { (tokenizer, token) throws in
                    switch token {
                    case .number(let number): try tokenizer.double(number)
                    case .null: .nan
                    default: throw Self.mismatch
                    }
                })
        case .int8: .int8(try integers(&tokenizer))
        case .int16: .int16(try integers(&tokenizer))
        case .int32: .int32(try integers(&tokenizer))
        case .int64: .int64(try integers(&tokenizer))
        case .uint8: .uint8(try integers(&tokenizer))
        case .uint16: .uint16(try integers(&tokenizer))
        case .uint32: .uint32(try integers(&tokenizer))
        case .uint64:
            .uint64(
                try elements(&tokenizer) { (tokenizer, token) throws in
                    guard case .number(let number) = token, let value = tokenizer.uint64(number) else {
                        throw Self.mismatch
                    }
                    return value
                })
        case .bool:
            .bool(
                try elements(&tokenizer) { (_, token) throws in
                    guard case .boolean(let truth) = token else { throw Self.mismatch }
                    return truth
                })
        case .bytes:
            .bytes(
                try elements(&tokenizer) { (tokenizer, token) throws in
                    guard case .string(let text) = token else { throw Self.mismatch }
                    let string = tokenizer.string(text)
                    guard string.utf8.count <= maximumTextBytes else { throw Self.longText(maximumTextBytes) }
                    return string
                })
        }
    }

    static func longText(_ limit: Int) -> InferenceFault {
        InferenceFault(.limitExceeded, "a text is longer than \(limit) bytes")
    }

    private static var mismatch: InferenceFault {
        InferenceFault(.invalidData, "an element does not have the datatype")
    }

    private func integers<Integer: FixedWidthInteger & SignedInteger>(
        _ tokenizer: inout JSONTokenizer
    ) throws -> [Integer] {
        try elements(&tokenizer) { (tokenizer, token) throws in
            guard case .number(let number) = token, let value = tokenizer.int64(number),
                let integer = Integer(exactly: value)
            else { throw Self.mismatch }
            return integer
        }
    }

    private func integers<Integer: FixedWidthInteger & UnsignedInteger>(
        _ tokenizer: inout JSONTokenizer
    ) throws -> [Integer] {
        try elements(&tokenizer) { (tokenizer, token) throws in
            guard case .number(let number) = token, let value = tokenizer.int64(number),
                let integer = Integer(exactly: value)
            else { throw Self.mismatch }
            return integer
        }
    }

    /// Reads all elements and checks the brackets around them.
    @inline(__always)
    private func elements<Element>(
        _ tokenizer: inout JSONTokenizer, _ element: (inout JSONTokenizer, JSONToken) throws -> Element
    ) throws -> [Element] {
        guard case .beginArray = try tokenizer.next() else { throw InferenceFault(.invalidData, "data is no array") }
        var elements: [Element] = []
        // Each element takes at least two bytes, with its comma.
        elements.reserveCapacity(min(count, (tokenizer.bytes.count - tokenizer.position) / 2 + 1))
        var nesting = Nesting(shape: shape, count: count)
        while true {
            let token = try tokenizer.next()
            switch token {
            case .beginArray: try nesting.open()
            case .endArray:
                if try nesting.close() { return elements }
            default:
                try nesting.element()
                elements.append(try element(&tokenizer, token))
            }
        }
    }
}

extension TensorDataReader {
    /// The brackets around the elements: one pair, or one for each dimension with as many parts as its size.
    private struct Nesting {
        let shape: [Int]
        let count: Int
        private var isNested = false
        private var depth = 1
        private var counts = [0]

        init(shape: [Int], count: Int) {
            self.shape = shape
            self.count = count
        }

        mutating func open() throws {
            guard depth < shape.count, isNested || counts[0] == 0 else { throw Self.mismatch }
            isNested = true
            counts[depth - 1] += 1
            depth += 1
            counts.append(0)
        }

        @inline(__always)
        mutating func element() throws {
            guard !isNested || depth == shape.count else { throw Self.mismatch }
            counts[depth - 1] += 1
            guard counts[depth - 1] <= count else { throw Self.mismatch }
        }

        /// Closes the innermost array.
        ///
        /// - Returns: Whether it was the outermost.
        mutating func close() throws -> Bool {
            guard counts[depth - 1] == (isNested ? shape[depth - 1] : count) else { throw Self.mismatch }
            depth -= 1
            counts.removeLast()
            return depth == 0
        }

        private static var mismatch: InferenceFault {
            InferenceFault(.invalidShape, "data is neither flat nor nested as the shape says")
        }
    }
}
