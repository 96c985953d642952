import MLCore

/// The JSON part of a request while it is read; points into memory of the decoder.
struct InferenceRequestReader {
    /// What the JSON says of a tensor.
    struct Declaration {
        var name: String?
        var shape: [Int]?
        var datatype: TensorDatatype?
        var binarySize: Int?
        var contents: TensorContents?
        /// Where data is that came before the shape and type it must have.
        var deferred: Range<Int>?
    }

    let limits: TensorLimits
    let bytes: UnsafeBufferPointer<UInt8>
    var tokenizer: JSONTokenizer
    var request = InferenceRequest()
    var declarations: [Declaration] = []
    var elementCount = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, limits: TensorLimits) throws {
        self.bytes = bytes
        self.limits = limits
        tokenizer = try JSONTokenizer(bytes, limits: Self.jsonLimits(limits, byteCount: bytes.count))
    }

    /// An escape takes up to six times the bytes of what it stands for.
    static func jsonLimits(_ limits: TensorLimits, byteCount: Int) -> JSONLimits {
        JSONLimits(
            maximumByteCount: byteCount, maximumDepth: limits.jsonDepth,
            maximumStringByteCount: max(limits.stringByteCount, 1024) * 6,
            maximumValueCount: limits.elementCount * 2 + 10_000)
    }

    /// Reads the whole text.
    mutating func read() throws {
        guard case .beginObject = try tokenizer.next() else {
            throw InferenceFault(.malformedRequest, "the request is no JSON object")
        }
        var hasInputs = false
        try members { reader, key in
            switch key {
            case "id": reader.request.identifier = try reader.identifier()
            case "parameters": try reader.parameters()
            case "inputs":
                hasInputs = true
                try reader.elements("inputs") { try $0.tensor() }
            case "outputs":
                let isPresent = try reader.elements("outputs") { reader in
                    let output = try reader.output()
                    reader.request.outputs = (reader.request.outputs ?? []) + [output]
                }
                if isPresent, reader.request.outputs == nil { reader.request.outputs = [] }
            default: try reader.tokenizer.skipValue()
            }
        }
        _ = try tokenizer.next()
        guard hasInputs else { throw InferenceFault(.malformedRequest, "the request has no \"inputs\"") }
    }

    /// Hands each member of an object, whose brace was read, to a closure that reads its value.
    mutating func members(_ member: (inout Self, String) throws -> Void) throws {
        while case .key(let text) = try tokenizer.next() {
            try member(&self, tokenizer.string(text))
        }
    }

    /// Hands each object of an array to a closure that reads its members.
    ///
    /// - Returns: Whether there is an array and not `null`.
    @discardableResult
    mutating func elements(_ name: String, _ element: (inout Self) throws -> Void) throws -> Bool {
        switch try tokenizer.next() {
        case .null: return false
        case .beginArray: break
        default: throw InferenceFault(.malformedRequest, "\"\(name)\" is no array")
        }
        var count = 0
        while true {
            switch try tokenizer.next() {
            case .endArray: return true
            case .beginObject:
                count += 1
                guard count <= limits.tensorCount else {
                    throw InferenceFault(.limitExceeded, "more than \(limits.tensorCount) elements in \"\(name)\"")
                }
                try element(&self)
            default: throw InferenceFault(.malformedRequest, "an element of \"\(name)\" is no object")
            }
        }
    }

    private mutating func identifier() throws -> String? {
        guard let text = try optionalText("id"), !text.isEmpty else { return nil }
        guard text.utf8.count <= limits.identifierByteCount, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw InferenceFault(
                .invalidIdentifier, "\"id\" is not 1 to \(limits.identifierByteCount) printable ASCII characters")
        }
        return text
    }

    private mutating func output() throws -> InferenceRequest.Output {
        var name: String?
        var isBinary: Bool?
        try members { reader, key in
            switch key {
            case "name": name = try reader.text("name")
            case "parameters":
                try reader.scalars { key, value in
                    switch key {
                    case "binary_data": isBinary = try Self.flag(value, key)
                    case "classification": throw Self.unsupported("classification")
                    default: try Self.refuseSharedMemory(key)
                    }
                }
            default: try reader.tokenizer.skipValue()
            }
        }
        guard let name else { throw InferenceFault(.malformedRequest, "a requested output has no name") }
        guard !(request.outputs ?? []).contains(where: { $0.name == name }) else {
            throw InferenceFault(.duplicateOutput, "the output \(echoed(name)) is requested twice")
        }
        return InferenceRequest.Output(name, isBinary: isBinary)
    }

    private mutating func parameters() throws {
        var request = request
        try scalars { key, value in
            switch key {
            case "binary_data_output": request.wantsBinary = try Self.flag(value, key)
            case "timeout":
                guard let timeout = value.integerValue, timeout >= 0 else {
                    throw InferenceFault(.invalidParameter, "\"timeout\" is no number of microseconds")
                }
                // Zero means no timeout, as in Triton.
                request.timeout = timeout == 0 ? nil : timeout
            case "routing_key":
                guard let text = value.stringValue, text.utf8.count <= 1024 else {
                    throw InferenceFault(.invalidParameter, "\"routing_key\" is no text of at most 1,024 bytes")
                }
                request.routingKey = text
            case "sequence_id", "sequence_start", "sequence_end": throw Self.unsupported(key)
            default: try Self.refuseSharedMemory(key)
            }
        }
        self.request = request
    }
}

extension InferenceRequestReader {
    /// Reads an object of strings, numbers and truth values, or `null`.
    mutating func scalars(_ scalar: (String, JSONValue) throws -> Void) throws {
        switch try tokenizer.next() {
        case .null: return
        case .beginObject: break
        default: throw InferenceFault(.malformedRequest, "\"parameters\" is no object")
        }
        try members { reader, key in
            let value: JSONValue
            switch try reader.tokenizer.next() {
            case .string(let text): value = .string(reader.tokenizer.string(text))
            case .number(let number): value = try reader.tokenizer.value(number)
            case .boolean(let truth): value = .bool(truth)
            default: throw InferenceFault(.invalidParameter, "the parameter \(echoed(key)) is no scalar")
            }
            try scalar(key, value)
        }
    }

    /// Reads a string.
    mutating func text(_ name: String) throws -> String {
        guard let text = try optionalText(name) else {
            throw InferenceFault(.malformedRequest, "\"\(name)\" is no string")
        }
        return text
    }

    private mutating func optionalText(_ name: String) throws -> String? {
        switch try tokenizer.next() {
        case .null: return nil
        case .string(let text): return tokenizer.string(text)
        default: throw InferenceFault(.malformedRequest, "\"\(name)\" is no string")
        }
    }

    static func flag(_ value: JSONValue, _ key: String) throws -> Bool {
        guard let flag = value.boolValue else {
            throw InferenceFault(.invalidParameter, "\"\(key)\" is no truth value")
        }
        return flag
    }

    static func refuseSharedMemory(_ key: String) throws {
        if key.hasPrefix("shared_memory") { throw unsupported("shared memory") }
    }

    static func unsupported(_ what: String) -> InferenceFault {
        InferenceFault(.unsupportedExtension, "\(what) is not supported")
    }
}
