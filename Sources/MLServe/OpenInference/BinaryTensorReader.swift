import MLCore

/// Reads the elements of one tensor from bytes: little-endian, a text as its length in 4 bytes and its UTF-8.
struct BinaryTensorReader {
    let maximumTextBytes: Int

    /// Reads all bytes as `count` elements.
    func contents(_ datatype: TensorDatatype, count: Int, from bytes: UnsafeRawBufferPointer) throws -> TensorContents {
        let (size, overflow) = count.multipliedReportingOverflow(by: datatype.byteCount)
        guard !overflow, datatype == .bytes ? size <= bytes.count : size == bytes.count else {
            throw InferenceFault(.invalidData, "\(bytes.count) bytes are not \(count) elements")
        }
        switch datatype {
        case .bool: return .bool(try flags(bytes))
        case .uint8: return .uint8(numbers(bytes, count))
        case .uint16: return .uint16(numbers(bytes, count))
        case .uint32: return .uint32(numbers(bytes, count))
        case .uint64: return .uint64(numbers(bytes, count))
        case .int8: return .int8(numbers(bytes, count))
        case .int16: return .int16(numbers(bytes, count))
        case .int32: return .int32(numbers(bytes, count))
        case .int64: return .int64(numbers(bytes, count))
        case .float32: return .float32(numbers(bytes, count))
        case .float64: return .float64(numbers(bytes, count))
        case .bytes: return .bytes(try texts(bytes, count: count))
        }
    }

    /// Copies numbers whose bytes the caller has counted.
    private func numbers<Scalar: BinaryScalar>(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> [Scalar] {
        [Scalar](unsafeUninitializedCapacity: count) { target, initialized in
            UnsafeMutableRawBufferPointer(target).copyMemory(from: bytes)
            if ByteOrder.host != .little {
                for index in 0..<count { target[index] = Scalar(binaryBits: target[index].binaryBits.byteSwapped) }
            }
            initialized = count
        }
    }

    private func flags(_ bytes: UnsafeRawBufferPointer) throws -> [Bool] {
        guard bytes.allSatisfy({ $0 <= 1 }) else {
            throw InferenceFault(.invalidData, "a truth value is neither 0 nor 1")
        }
        return bytes.map { $0 == 1 }
    }

    private func texts(_ bytes: UnsafeRawBufferPointer, count: Int) throws -> [String] {
        var texts: [String] = []
        texts.reserveCapacity(count)
        var position = 0
        while position < bytes.count {
            guard bytes.count - position >= 4, texts.count < count else { throw Self.mismatch }
            let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
            position += 4
            guard length <= maximumTextBytes else { throw TensorDataReader.longText(maximumTextBytes) }
            guard length <= bytes.count - position else { throw Self.mismatch }
            let text = UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
                .withMemoryRebound(to: UInt8.self) { UTF8Validation.string($0) }
            guard let text else { throw InferenceFault(.invalidData, "a text is not UTF-8") }
            texts.append(text)
            position += length
        }
        guard texts.count == count else { throw Self.mismatch }
        return texts
    }

    private static var mismatch: InferenceFault {
        InferenceFault(.invalidData, "the bytes are not as many texts as the shape says")
    }
}
