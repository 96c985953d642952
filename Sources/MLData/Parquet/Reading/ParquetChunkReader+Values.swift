import MLCore

extension ParquetChunkReader {
    /// The number of values of the page that begins that are present.
    private func presentCount(_ header: ParquetPageHeader) throws(DataError) -> Int {
        guard var levels = definitions else { return header.valueCount }
        return try located { () throws(EncodingFault) in
            try levels.count(of: UInt32(clamping: column.maximumDefinition), among: header.valueCount)
        }
    }

    /// Begins the values of a page, which are behind its levels.
    func beginValues(
        _ header: ParquetPageHeader, _ start: UnsafeRawPointer, _ end: UnsafeRawPointer
    ) throws(DataError) {
        indices = nil
        plain = PlainValues(next: start, end: end)
        let type = column.physicalType
        guard let encoding = header.encoding else { throw malformed("a page has an encoding that does not exist") }
        if encoding == .plainDictionary || encoding == .rleDictionary {
            guard dictionary != nil else { throw malformed("a page uses a dictionary, and there is none") }
            guard start < end else {
                // All values are missing.
                indices = HybridDecoder(start, end, width: 0)
                return
            }
            let width = Int(start.load(as: UInt8.self))
            guard width <= 32 else { throw malformed("the numbers of a dictionary have \(width) bits") }
            indices = HybridDecoder(start + 1, end, width: width)
            return
        }
        let isFixed = type == .fixedLengthByteArray
        let isText = isFixed && column.conversion.type == .string
        if encoding == .plain, type != .boolean, !isText { return }
        // In these encodings every value has bits of its own, which tell how many there can be.
        let isBounded = encoding == .plain || encoding == .byteStreamSplit
        let present = isBounded ? header.valueCount : try presentCount(header)
        let transcoder = PlainTranscoder(start: start, end: end, maximumCount: present, target: rewritten) {
            count throws(EncodingFault) in try self.makeRoom(count)
        }
        let size = try located { () throws(EncodingFault) -> Int? in
            switch (encoding, type) {
            case (.plain, .boolean): try transcoder.bits()
            case (.plain, _): nil
            case (.rle, .boolean): try transcoder.runs()
            case (.deltaBinaryPacked, .int32): try transcoder.differences(width: 4)
            case (.deltaBinaryPacked, .int64): try transcoder.differences(width: 8)
            case (.deltaLengthByteArray, .byteArray): try transcoder.lengthsFirst()
            case (.deltaByteArray, .byteArray), (.deltaByteArray, .fixedLengthByteArray):
                try transcoder.prefixes(fixedLength: isFixed ? column.typeLength : nil)
            case (.byteStreamSplit, .int32), (.byteStreamSplit, .int64), (.byteStreamSplit, .float),
                (.byteStreamSplit, .double), (.byteStreamSplit, .fixedLengthByteArray):
                try transcoder.streams(width: type.width(typeLength: column.typeLength) ?? 0)
            default: throw EncodingFault("a page has the encoding \(encoding), which its type does not have")
            }
        }
        if let size {
            try file.work.spend(size)
            plain = PlainValues(next: rewritten.base, end: rewritten.base + size)
        }
        if isText {
            let lengthened = size == nil ? rewritten : ScratchBytes()
            let values = plain
            let number = min(present, (values.end - values.next) / column.typeLength)
            let count = try located { () throws(EncodingFault) in
                let width = column.conversion == .uuid ? 40 : column.typeLength + 4
                let (bytes, overflow) = number.multipliedReportingOverflow(by: width)
                guard !overflow, bytes <= file.budget.limit else { throw .beyondMemory }
                // Both stand beside each other while they are copied.
                try makeRoom(bytes + (size.map { $0 + bytes } ?? 0))
                return PlainTranscoder(
                    start: values.next, end: values.end, maximumCount: number, target: lengthened
                ) { _ throws(EncodingFault) in
                }.lengthened(width: column.typeLength, isUUID: column.conversion == .uuid, count: number)
            }
            try file.work.spend(count)
            if size != nil {
                rewritten.reserve(count)
                rewritten.base.copyMemory(from: lengthened.base, byteCount: count)
            }
            plain = PlainValues(next: rewritten.base, end: rewritten.base + count)
        }
    }
}
