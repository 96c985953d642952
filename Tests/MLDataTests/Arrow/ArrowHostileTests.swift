import MLCore
import Testing

@testable import MLData

@Suite("Arrow messages that say strange things")
struct ArrowHostileTests {
    private typealias Messages = ArrowMessages

    private static let coded = Messages.message(
        Messages.schema([Messages.field("c", kind: 5, dictionary: 7)]), kind: 1)

    private func code(_ bytes: [UInt8], _ reader: ArrowReader = ArrowReader()) -> DataError.Code? {
        #expect(throws: DataError.self) { try reader.read(bytes: bytes) }?.code
    }

    @Test("Two columns share a dictionary only when it has the type of both")
    func sharedDictionaries() throws {
        let text = Messages.field("a", kind: 5, dictionary: 0)
        let other = Messages.field("b", kind: 2, Messages.int64, dictionary: 0)
        #expect(code(Messages.message(Messages.schema([text, other]), kind: 1)) == .malformedFile)
        let both = Messages.message(
            Messages.schema([text, Messages.field("b", kind: 5, dictionary: 0)]), kind: 1)
        let codes = [1, 0].flatMap { Messages.little(Int32($0)) }
        let bytes =
            both + Messages.dictionaryMessage(0, ["x", "y"])
            + Messages.batchMessage(2, nodes: [(2, 0), (2, 0)], buffers: [[], codes, [], codes])
        let frame = try ArrowReader().read(bytes: bytes)
        #expect(try frame.column("a") == Column(present: ["y", "x"]))
        #expect(try frame.column("b") == Column(present: ["y", "x"]))
    }

    @Test("Names that many fields share are not longer than the metadata")
    func sharedNames() throws {
        let long = String(repeating: "n", count: 4000)
        let leaves = (0..<40).map { Messages.field("leaf \($0 + 10)", kind: 6) } + [Messages.field(long, kind: 6)]
        let schema = Messages.schema([Messages.field("s", kind: 13, children: leaves)])
        var bytes = Messages.message(schema, kind: 1)
        #expect(code(bytes) == .unsupportedFormat)
        func place(_ name: String) throws -> Int {
            try #require(bytes.indices.first { bytes[$0...].starts(with: name.utf8) }) - 4
        }
        let target = try place(long)
        for number in 10..<50 {
            let text = try place("leaf \(number)")
            let reference = try #require(
                (0..<text).first { start in
                    (0..<4).reduce(0) { $0 | Int(bytes[start + $1]) << (8 * $1) } == text - start
                })
            bytes.replaceSubrange(reference..<reference + 4, with: Messages.little(UInt32(target - reference)))
        }
        #expect(code(bytes) == .malformedFile)
    }

    @Test("Nested fields count as columns")
    func nestedFields() {
        let leaves = (0..<10).map { Messages.field("\($0)", kind: 6) }
        let bytes = Messages.message(Messages.schema([Messages.field("s", kind: 13, children: leaves)]), kind: 1)
        let reader = ArrowReader(columns: [], limits: ColumnarLimits(maximumColumnCount: 10))
        #expect(code(bytes, reader) == .limitExceeded)
        #expect(throws: Never.self) {
            try ArrowReader(columns: [], limits: ColumnarLimits(maximumColumnCount: 11)).read(bytes: bytes)
        }
    }

    @Test("A compressed buffer may be empty, and one without rows is not looked at")
    func emptyBuffers() throws {
        let schema = Messages.message(Messages.schema([Messages.field("s", kind: 5)]), kind: 1)
        let offsets = Messages.little(Int64(-1)) + [UInt8](repeating: 0, count: 12)
        let empty = Messages.little(Int64(0))
        let bomb = Messages.little(Int64(1) << 40) + [1, 2, 3]
        let bytes =
            schema + Messages.batchMessage(2, nodes: [(2, 0)], buffers: [[], offsets, empty], codec: 1)
            + Messages.batchMessage(0, nodes: [(0, 0)], buffers: [[], bomb, bomb], codec: 1)
        #expect(try ArrowReader().read(bytes: bytes).column("s") == Column(present: ["", ""]))
        #expect(
            code(schema + Messages.batchMessage(2, nodes: [(2, 0)], buffers: [[], bomb, bomb], codec: 1))
                == .malformedFile)
    }

    @Test("What stands where a time is missing may be anything")
    func missingTimes() throws {
        let schema = Messages.message(
            Messages.schema([Messages.field("t", kind: 10, [FlatObject.number(Int16(0))])]), kind: 1)
        let values = Messages.little(Int64.min) + Messages.little(Int64(1))
        let bytes = schema + Messages.batchMessage(2, nodes: [(2, 1)], buffers: [[2], values])
        #expect(
            try ArrowReader().read(bytes: bytes).column("t") == Column([nil, Timestamp(microseconds: 1_000_000)]))
        #expect(
            code(schema + Messages.batchMessage(2, nodes: [(2, 1)], buffers: [[1], values])) == .malformedFile)
        // Another number of missing values than announced.
        #expect(
            code(schema + Messages.batchMessage(2, nodes: [(2, 2)], buffers: [[2], values])) == .malformedFile)
    }

    @Test("A stream replaces dictionaries and adds to them, a file only adds")
    func dictionaries() throws {
        let (first, second) = (Messages.dictionaryMessage(7, ["a", "b"]), Messages.dictionaryMessage(7, ["x", "y"]))
        let delta = Messages.dictionaryMessage(7, ["c", "a"], isDelta: true)
        let codes = Messages.codesMessage([1, 0])
        let stream =
            Self.coded + first + codes + delta + Messages.codesMessage([2, 3, 1]) + second + codes + delta
            + Messages.codesMessage([2, 1])
        #expect(
            try ArrowReader().read(bytes: stream).column("c")
                == Column(present: ["b", "a", "c", "a", "b", "y", "x", "c", "y"]))
        let schema = Messages.schema([Messages.field("c", kind: 5, dictionary: 7)])
        let good = Messages.file(schema: schema, dictionaries: [first, delta], batches: [codes])
        #expect(try ArrowReader().read(bytes: good).column("c") == Column(present: ["b", "a"]))
        #expect(
            code(Messages.file(schema: schema, dictionaries: [first, second], batches: [codes])) == .malformedFile)
    }

    @Test("Dictionaries stay within the limit of frames as long as they are kept")
    func keptDictionaries() throws {
        let texts = (0..<10).map { part in (0..<20).map { "text \(part) \($0) " + String(repeating: "x", count: 50) } }
        func count(isDelta: Bool) throws -> Int {
            var bytes = Self.coded
            for (index, part) in texts.enumerated() {
                bytes += Messages.dictionaryMessage(7, part, isDelta: isDelta && index > 0) + Messages.codesMessage([0])
            }
            let reader = ArrowReader(limits: ColumnarLimits(maximumByteCount: 6000))
            let cursor = try ArrowCursor(reader, ByteSource(bytes, name: "stream"))
            var count = 0
            while try cursor.next(isKept: false) != nil { count += 1 }
            return count
        }
        #expect(try count(isDelta: false) == 10)
        let error = #expect(throws: DataError.self) { try count(isDelta: true) }
        #expect(error?.code == .limitExceeded)
    }

    @Test("Versions before 4 are refused, and unions of version 4 have one more buffer")
    func versions() throws {
        let fields = [
            Messages.field("u", kind: 14, children: [Messages.field("i", kind: 2, Messages.int64)]),
            Messages.field("x", kind: 2, Messages.int64),
        ]
        let numbers = Messages.little(Int64(5)) + Messages.little(Int64(6))
        for version: Int16 in [3, 4] {
            var buffers: [[UInt8]] = [[0, 0], [], numbers, [], numbers]
            if version == 3 { buffers.insert([], at: 0) }
            let bytes =
                Messages.message(Messages.schema(fields), kind: 1, version: version)
                + Messages.batchMessage(2, nodes: [(2, 0), (2, 0), (2, 0)], buffers: buffers, version: version)
            let frame = try ArrowReader(columns: ["x"]).read(bytes: bytes)
            #expect(try frame.column("x") == Column(present: [5, 6] as [Int64]))
        }
        for version: Int16 in [0, 1, 2, 5] {
            #expect(code(Messages.message(Messages.schema(fields), kind: 1, version: version)) == .unsupportedFormat)
        }
    }

    @Test("After an error there are no more frames; the most rows are those of a frame")
    func endings() throws {
        let good = Messages.codesMessage([0, 0, 0])
        let bytes =
            Self.coded + Messages.dictionaryMessage(7, ["a"]) + good + good + Messages.codesMessage([9]) + good
        let reader = ArrowReader(limits: ColumnarLimits(maximumRowCount: 3))
        let cursor = try ArrowCursor(reader, ByteSource(bytes, name: "stream"))
        #expect(try cursor.next(isKept: false)?.rowCount == 3)
        #expect(try cursor.next(isKept: false)?.rowCount == 3)
        #expect(throws: DataError.self) { try cursor.next(isKept: false) }
        #expect(try cursor.next(isKept: false) == nil)
        #expect(code(bytes, reader) == .limitExceeded)
    }

    @Test("A cancelled task reads nothing")
    func cancellation() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await ArrowReader().reading(path: ColumnarFixtures.path("stream.arrows"))
        }
        let error = await #expect(throws: DataError.self) { try await task.value }
        #expect(error?.code == .cancelled)
    }
}
