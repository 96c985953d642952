import MLCore

extension InferenceRequestReader {
    /// Reads the members of an input.
    mutating func tensor() throws {
        var tensor = Declaration()
        try members { reader, key in
            switch key {
            case "name": tensor.name = try reader.text("name")
            case "shape": tensor.shape = try reader.shape()
            case "datatype": tensor.datatype = try reader.datatype()
            case "parameters":
                try reader.scalars { key, value in
                    guard key == "binary_data_size" else { return try Self.refuseSharedMemory(key) }
                    guard let size = value.integerValue.flatMap(Int.init(exactly:)), size >= 0 else {
                        throw InferenceFault(.invalidParameter, "\"binary_data_size\" is no number of bytes")
                    }
                    tensor.binarySize = size
                }
            case "data": try reader.data(of: &tensor)
            default: try reader.tokenizer.skipValue()
            }
        }
        declarations.append(tensor)
    }

    private mutating func shape() throws -> [Int] {
        guard case .beginArray = try tokenizer.next() else {
            throw InferenceFault(.invalidShape, "\"shape\" is no array")
        }
        var shape: [Int] = []
        while true {
            switch try tokenizer.next() {
            case .endArray: return shape
            case .number(let number):
                guard let size = tokenizer.int64(number).flatMap(Int.init(exactly:)), size >= 0 else {
                    throw InferenceFault(.invalidShape, "a dimension is no size")
                }
                shape.append(size)
                guard shape.count <= limits.rank else {
                    throw InferenceFault(.limitExceeded, "a tensor has more than \(limits.rank) dimensions")
                }
            default: throw InferenceFault(.invalidShape, "a dimension is no size")
            }
        }
    }

    private mutating func datatype() throws -> TensorDatatype {
        let text = try text("datatype")
        guard let datatype = TensorDatatype(rawValue: text) else {
            throw InferenceFault(.unsupportedDatatype, "the datatype \(echoed(text)) is not supported")
        }
        return datatype
    }

    private mutating func data(of tensor: inout Declaration) throws {
        if let shape = tensor.shape, let datatype = tensor.datatype {
            let reader = reader(shape: shape, count: try count(of: shape))
            tensor.contents = try reader.contents(datatype, from: &tokenizer)
        } else {
            tensor.deferred = try tokenizer.skipValue()
        }
    }

    /// The number of elements of a shape, counted against the limit of the request.
    private mutating func count(of shape: [Int]) throws -> Int {
        var count = 1
        for size in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: size)
            guard !overflow else { throw InferenceFault(.limitExceeded, "a shape has too many elements") }
            count = product
        }
        let (sum, overflow) = elementCount.addingReportingOverflow(count)
        guard !overflow, sum <= limits.elementCount else {
            throw InferenceFault(.limitExceeded, "the inputs have more than \(limits.elementCount) elements")
        }
        elementCount = sum
        return count
    }

    /// Reads the elements of a tensor whose shape and datatype are known.
    private func reader(shape: [Int], count: Int) -> TensorDataReader {
        TensorDataReader(shape: shape, count: count, maximumTextBytes: limits.stringByteCount)
    }

    /// The request, once the JSON was read.
    ///
    /// - Parameters:
    ///   - binary: The bytes after the JSON.
    ///   - hasBinary: Whether the request says where they begin.
    /// - Returns: The request, its tensors checked one by one.
    /// - Throws: ``InferenceFault``, or `CoreError` for malformed JSON.
    mutating func request(binary: UnsafeRawBufferPointer, hasBinary: Bool) throws -> InferenceRequest {
        var position = 0
        var names: Set<String> = []
        for tensor in declarations {
            guard let name = tensor.name else { throw InferenceFault(.malformedRequest, "an input has no name") }
            guard names.insert(name).inserted else {
                throw InferenceFault(.duplicateTensor, "the input \(echoed(name)) is given twice")
            }
            guard let datatype = tensor.datatype else {
                throw InferenceFault(.malformedRequest, "the input \(echoed(name)) has no datatype")
            }
            guard let shape = tensor.shape else {
                throw InferenceFault(.malformedRequest, "the input \(echoed(name)) has no shape")
            }
            let contents: TensorContents
            do {
                switch (tensor.binarySize, tensor.contents, tensor.deferred) {
                case (nil, let read?, _): contents = read
                case (nil, nil, let range?):
                    let text = UnsafeBufferPointer(rebasing: bytes[range])
                    var tokenizer = try JSONTokenizer(
                        text, limits: Self.jsonLimits(limits, byteCount: text.count), byteOffset: range.lowerBound)
                    contents = try reader(shape: shape, count: try count(of: shape)).contents(
                        datatype, from: &tokenizer)
                case (let size?, nil, nil):
                    guard hasBinary else {
                        throw InferenceFault(
                            .malformedRequest, "binary data needs the header Inference-Header-Content-Length")
                    }
                    guard size <= binary.count - position else {
                        throw InferenceFault(.invalidData, "binary data goes beyond the end of the body")
                    }
                    let count = try count(of: shape)
                    contents = try BinaryTensorReader(maximumTextBytes: limits.stringByteCount).contents(
                        datatype, count: count,
                        from: UnsafeRawBufferPointer(rebasing: binary[position..<position + size]))
                    position += size
                case (.some, _, _): throw InferenceFault(.invalidData, "both JSON data and binary data are given")
                case (nil, nil, nil): throw InferenceFault(.invalidData, "there is no data")
                }
            } catch let fault as InferenceFault {
                throw InferenceFault(fault.code, "the input \(echoed(name)): \(fault.message)", cause: fault.cause)
            }
            request.inputs.append(InferenceTensor(name, shape: shape, contents))
        }
        guard position == binary.count else {
            throw InferenceFault(.invalidData, "\(binary.count - position) bytes after the last tensor")
        }
        return request
    }
}
