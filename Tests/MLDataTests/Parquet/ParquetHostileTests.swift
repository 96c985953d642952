import MLCore
import Testing

@testable import MLData

@Suite("Parquet files that say strange things")
struct ParquetHostileTests {
    /// A file of one column in one row group, which consists of one page.
    private func file(
        _ element: ParquetSchemaElement, valueCount: Int, encoding: ParquetEncoding = .plain, page: [UInt8],
        statistics: ParquetStatistics? = nil, schema: [ParquetSchemaElement]? = nil
    ) throws -> [UInt8] {
        var header = ParquetPageHeader()
        header.type = .data
        header.uncompressedByteCount = page.count
        header.compressedByteCount = page.count
        header.valueCount = valueCount
        header.encoding = encoding
        var chunk = ParquetColumnChunk()
        chunk.type = element.type
        chunk.valueCount = valueCount
        chunk.dataPageOffset = 4
        chunk.statistics = statistics
        var bytes = Array("PAR1".utf8) + header.encoded + page
        chunk.compressedByteCount = bytes.count - 4
        chunk.uncompressedByteCount = bytes.count - 4
        var group = ParquetRowGroup()
        group.rowCount = valueCount
        group.chunks = [chunk]
        var root = ParquetSchemaElement()
        root.name = "schema"
        root.childCount = 1
        var metadata = ParquetMetadata()
        metadata.schema = [root] + (schema ?? [element])
        metadata.rowCount = valueCount
        metadata.rowGroups = [group]
        let footer = metadata.encoded
        bytes += footer + ArrowMessages.little(UInt32(footer.count)) + Array("PAR1".utf8)
        return bytes
    }

    private func element(
        _ type: ParquetPhysicalType, convertedType: Int? = nil, _ repetition: ParquetRepetition = .required
    ) -> ParquetSchemaElement {
        var element = ParquetSchemaElement()
        element.name = "c"
        element.type = type
        element.convertedType = convertedType
        element.repetition = repetition
        return element
    }

    @Test("Dates that microseconds do not reach are errors, and say nothing as bounds")
    func dates() throws {
        let date = element(.int32, convertedType: 6)
        for days: Int32 in [106_751_991, -106_751_991] {
            let bytes = try file(date, valueCount: 1, page: ArrowMessages.little(days))
            let time = Timestamp(microseconds: Int64(days) * 86_400_000_000)
            #expect(try ParquetReader().read(bytes: bytes).column("c") == Column(present: [time]))
        }
        for days: Int32 in [106_751_992, -106_751_992, .max, .min] {
            let bytes = try file(date, valueCount: 1, page: ArrowMessages.little(days))
            let error = #expect(throws: DataError.self) { try ParquetReader().read(bytes: bytes) }
            #expect(error?.code == .malformedFile)
        }
        var bounds = ParquetStatistics()
        bounds.minimum = ArrowMessages.little(Int32(0))
        bounds.maximum = ArrowMessages.little(Int32(213_503_983))
        let bytes = try file(date, valueCount: 1, page: ArrowMessages.little(Int32(5)), statistics: bounds)
        let later = ParquetReader(rows: .inRange(column: "c", lower: 100, upper: nil))
        #expect(try later.read(bytes: bytes).rowCount == 1)
    }

    /// Differences that are all the same (DELTA_BINARY_PACKED).
    private func differences(first: Int, step: Int, count: Int) -> [UInt8] {
        func unsigned(_ value: Int) -> [UInt8] {
            var (rest, bytes) = (value, [UInt8]())
            while rest > 0x7F {
                bytes.append(UInt8(rest & 0x7F) | 0x80)
                rest >>= 7
            }
            return bytes + [UInt8(rest)]
        }
        let blocks = (count + 126) / 128
        return unsigned(128) + unsigned(4) + unsigned(count) + unsigned(first * 2)
            + (0..<blocks).flatMap { _ in unsigned(step * 2) + [0, 0, 0, 0] }
    }

    @Test("Texts that share ever longer beginnings end at the limit, and the error says what helps")
    func sharedBeginnings() throws {
        let limits = ColumnarLimits(maximumByteCount: 1 << 20)
        for (count, isFine) in [(100, true), (3000, false)] {
            let page =
                differences(first: 0, step: 10, count: count) + differences(first: 10, step: 0, count: count)
                + [UInt8](repeating: 97, count: 10 * count)
            let bytes = try file(
                element(.byteArray, convertedType: 0), valueCount: count, encoding: .deltaByteArray, page: page)
            if isFine {
                let texts = try ParquetReader(limits: limits).read(bytes: bytes).column("c")
                #expect(texts.count == count)
                #expect(texts.values.last == .string(String(repeating: "a", count: 10 * count)))
            } else {
                let error = #expect(throws: DataError.self) { try ParquetReader(limits: limits).read(bytes: bytes) }
                #expect(error?.code == .limitExceeded)
                #expect(error?.details.remedy != nil)
            }
        }
    }

    @Test("A page has no more values than are present")
    func presentValues() throws {
        let optional = element(.int64, .optional)
        // Levels in one run: 1 << 20 values, all missing.
        let run: [UInt8] = [0x80, 0x80, 0x80, 0x01, 0]
        let levels = ArrowMessages.little(UInt32(run.count)) + run
        for (count, isFine) in [(0, true), (1 << 20, false)] {
            let bytes = try file(
                optional, valueCount: 1 << 20, encoding: .deltaBinaryPacked,
                page: levels + differences(first: 0, step: 0, count: count))
            let frame = Result { try ParquetReader().read(bytes: bytes) }
            if isFine {
                #expect(try frame.get().columns[0].missingCount == 1 << 20)
            } else {
                #expect(throws: DataError.self) { try frame.get() }
            }
        }
    }

    @Test("Work is never given back")
    func work() throws {
        let budget = WorkBudget(memory: 1000, inputSize: 1, name: "input")
        for _ in 0..<5 { try budget.spend(1000) }
        let error = #expect(throws: DataError.self) { try budget.spend(1000) }
        #expect(error?.code == .limitExceeded)
        try budget.spend(24)
        #expect(throws: DataError.self) { try budget.spend(1) }
        #expect(throws: Never.self) { try WorkBudget(memory: .max, inputSize: 9, name: "input").spend(.max) }
    }

    @Test("Held bytes outlast what is handed over")
    func budgets() throws {
        let budget = MemoryBudget(limit: 100, name: "input")
        try budget.hold(40)
        try budget.spend(60)
        #expect(throws: DataError.self) { try budget.spend(1) }
        budget.reset()
        #expect(budget.usedByteCount == 40)
        do {
            let held = HeldBytes(budget)
            try held.add(60)
            #expect(throws: DataError.self) { try held.add(1) }
        }
        #expect(budget.usedByteCount == 40)
        budget.letGo(40)
        try budget.spend(100)
        let limits = ColumnarLimits()
        #expect(limits.byteCount(ofInput: 10) == 256 << 20)
        #expect(limits.byteCount(ofInput: 1 << 20) == 1 << 30)
        #expect(limits.byteCount(ofInput: 100 << 20) == 4 << 30)
        #expect(limits.byteCount(ofInput: 1 << 30) == 8 << 30)
        #expect(limits.byteCount(ofInput: .max) == .max)
    }

    @Test("Both bounds of texts are written, or none")
    func bounds() throws {
        for (longest, hasBounds) in [(64, true), (65, false)] {
            let frame = try DataFrame([("c", Column(present: ["a", String(repeating: "b", count: longest)]))])
            let source = ByteSource(try ParquetWriter().bytes(of: frame), name: "file")
            let file = try ParquetFile(source, limits: ColumnarLimits(), verifiesChecksums: true)
            let statistics = try #require(file.metadata.rowGroups[0].chunks[0].statistics)
            #expect((statistics.minimum != nil) == hasBounds)
            #expect((statistics.maximum != nil) == hasBounds)
            #expect(file.metadata.orderedLeaves == [0])
        }
    }

    @Test("Lists that are repeated are refused, and a required column of nothing may be missing")
    func schemas() throws {
        var top = ParquetSchemaElement()
        top.name = "c"
        top.childCount = 1
        top.convertedType = 3
        var list = ParquetSchemaElement()
        list.name = "list"
        list.childCount = 1
        list.repetition = .repeated
        let text = element(.byteArray, convertedType: 0)
        for (repetition, isFine) in [(ParquetRepetition.required, true), (.optional, true), (.repeated, false)] {
            top.repetition = repetition
            let schema = try ParquetSchema([top, top, list, text], at: "file")
            #expect(((try? schema.entries[0].column.get()) != nil) == isFine)
        }
        var nothing = element(.int32)
        nothing.logicalType = .unknown
        let root = {
            var root = top; root.convertedType = nil; return root
        }()
        let column = try ParquetSchema([root, nothing], at: "file").entries[0].column.get()
        #expect(column.field.allowsMissing)
    }

    @Test("After an error there are no more frames; the most rows are those of a frame")
    func endings() throws {
        let frame = try DataFrame([("i", Column(present: (0..<25).map(Int64.init)))])
        let bytes = try ParquetWriter(compression: .uncompressed, rowGroupRowCount: 10).bytes(of: frame)
        let reader = ParquetReader(verifiesChecksums: true, limits: ColumnarLimits(maximumRowCount: 10))
        func cursor(_ bytes: [UInt8]) throws -> ParquetFrameCursor {
            ParquetFrameCursor(try reader.plan(ByteSource(bytes, name: "file")), rowCount: 10, threads: 1)
        }
        let whole = try cursor(bytes)
        #expect(try (0..<4).map { _ in try whole.next()?.rowCount } == [10, 10, 5, nil])
        #expect(throws: DataError.self) { try reader.read(bytes: bytes) }
        var changed = bytes
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: [15, 0, 0, 0, 0, 0, 0, 0, 16]) })
        changed[place] = 99
        let damaged = try cursor(changed)
        #expect(try damaged.next()?.rowCount == 10)
        #expect(throws: DataError.self) { try damaged.next() }
        #expect(try damaged.next() == nil)
    }

    @Test("Frames count the pages that are held for them")
    func heldPages() throws {
        var random = SeededGenerator(seed: 3)
        let frame = try DataFrame(
            (0..<10).map { index in
                ("\(index)", Column(present: (0..<20_000).map { _ in Int64(bitPattern: random.next()) }))
            })
        let bytes = try ParquetWriter().bytes(of: frame)
        func count(_ limit: Int) throws -> Int {
            let reader = ParquetReader(limits: ColumnarLimits(maximumByteCount: limit))
            let plan = try reader.plan(ByteSource(bytes, name: "file"))
            let cursor = ParquetFrameCursor(plan, rowCount: 1000, threads: 2)
            var count = 0
            while try cursor.next() != nil { count += 1 }
            #expect(plan.file.budget.usedByteCount <= limit)
            return count
        }
        // Each column has a page of 160 kB.
        #expect(try count(2_000_000) == 20)
        let error = #expect(throws: DataError.self) { try count(1_000_000) }
        #expect(error?.code == .limitExceeded)
    }

    @Test("A cancelled task writes nothing")
    func cancelledWriting() async throws {
        let folder = try TemporaryDirectory()
        let frame = try DataFrame([("i", Column(present: [1, 2] as [Int64]))])
        let path = folder.path("table.parquet")
        let task = Task {
            let frames = AsyncThrowingStream<DataFrame, any Error> { continuation in
                continuation.yield(frame)
                continuation.finish()
            }
            withUnsafeCurrentTask { $0?.cancel() }
            try await ParquetWriter().write(streaming: frames, schema: frame.schema, to: path)
        }
        let error = await #expect(throws: DataError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        #expect(try folder.names().isEmpty)
    }

    @Test("A cancelled task reads nothing, and a pipe is not waited for")
    func cancellation() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await ParquetReader().reading(path: ColumnarFixtures.path("plain.parquet"))
        }
        let error = await #expect(throws: DataError.self) { try await task.value }
        #expect(error?.code == .cancelled)
        let folder = try TemporaryDirectory()
        let pipe = try folder.emptyPipe("pipe")
        let refused = #expect(throws: DataError.self) { try ParquetReader().read(path: pipe) }
        #expect(refused?.code == .fileUnreadable)
        #expect(throws: DataError.self) { try ArrowReader().read(path: folder.path("")) }
    }
}
