import MLCore
import Testing

@testable import MLData

@Suite("CSV in blocks and by threads")
struct CSVBlocksTests {
    private func read(
        _ bytes: [UInt8], _ reader: CSVReader = CSVReader(), blockSize: Int, threads: Int = 1
    ) throws -> ReadOutcome {
        var reading = try CSVReading(
            reader, source: InputBytes(bytes: bytes, name: "CSV input"), blockSize: blockSize)
        return try reading.outcome(threads: threads, token: nil)
    }

    /// What a reading gave, as values that can be compared.
    private func description(_ read: () throws -> ReadOutcome) -> String {
        do {
            let outcome = try read()
            let types = outcome.frame.schema.fields.map { "\($0.name) \($0.type.rawValue)" }
            let reasons = outcome.typeReasons.sorted { $0.key < $1.key }
            let values = outcome.frame.columns.map { $0.values.map { "\($0)" } }
            return "\(types) \(reasons) \(values) \(outcome.lines) \(outcome.rejectedRows) \(outcome.byteCount)"
        } catch { return "\(error)" }
    }

    @Test("What is read depends neither on the size of the blocks nor on the number of threads")
    func blocks() throws {
        for seed in 0..<40 as Range<UInt64> {
            let frame = try RandomFrames.frame(seed: seed, maximumRows: 200)
            let bytes = try CSVWriter().bytes(of: frame)
            for reader in [
                CSVReader(acceptsNonFiniteNumbers: true), CSVReader(options: .init(malformedRows: .quarantine())),
            ] {
                let whole = description { try read(bytes, reader, blockSize: 1 << 20) }
                for (size, threads) in [(1, 1), (7, 1), (64, 2), (300, 3), (1 << 20, 2)] {
                    #expect(description { try read(bytes, reader, blockSize: size, threads: threads) } == whole)
                }
            }
        }
    }

    @Test("Broken records are found and counted the same, whatever the blocks and threads")
    func brokenBlocks() {
        var random = SeededGenerator(seed: 3)
        let pieces = [
            "1,2,3\n", "a,\"b\n\",c\n", "x\"y,1,2\n", "\"x\n\ry\",1,2\n", "\"open,1,2\n", "1,2\n", "\n", "1,2,3\r\n",
            "\"q\"\"q\",,\r",
            "é,\u{0},1\n", "7,8,9\n", "\"a\"b,1,2\n",
        ]
        for _ in 0..<150 {
            var text = "a,b,c\n"
            for _ in 0..<(1 + random.next(below: 60)) {
                text += random.nextBool(probability: 0.6) ? "4,5,6\n" : pieces[random.next(below: pieces.count)]
            }
            let bytes = Array(text.utf8)
            for policy in [ReadingOptions.MalformedRows.fail, .quarantine(), .quarantine(limit: 2)] {
                let reader = CSVReader(options: .init(malformedRows: policy))
                let whole = description { try read(bytes, reader, blockSize: 1 << 20) }
                for (size, threads) in [(1, 1), (13, 1), (40, 3), (128, 2)] {
                    let other = description { try read(bytes, reader, blockSize: size, threads: threads) }
                    #expect(other == whole, "\(text.debugDescription)")
                }
            }
        }
    }

    @Test("Fields are found as the strict reader finds them, or the records are left to it")
    func scanning() {
        var random = SeededGenerator(seed: 17)
        let alphabet = Array("aab1,,,\n\n\"\r\0".utf8)
        var regular = 0
        for round in 0..<20_000 {
            let width = 1 + random.next(below: 3)
            let buffer = RecordBuffer(capacity: 512)
            for _ in 0..<random.next(below: 24) {
                for field in 0..<width {
                    if random.nextBool(probability: 0.3) {
                        let text = String(repeating: "x\"\"y,\n", count: random.next(below: 12))
                        for byte in "\"\(text)\"".utf8 { buffer.append(byte) }
                    } else {
                        for _ in 0..<random.next(below: 9) { buffer.append(UInt8(ascii: "z")) }
                    }
                    buffer.append(UInt8(ascii: field == width - 1 ? "\n" : ","))
                }
            }
            // Half of the inputs are spoilt.
            if round & 1 == 1, buffer.count > 0 {
                for _ in 0..<(1 + random.next(below: 2)) {
                    buffer.content[random.next(below: buffer.count)] = alphabet[random.next(below: alphabet.count)]
                }
            }
            if buffer.contents.last != UInt8(ascii: "\n") { buffer.append(UInt8(ascii: "\n")) }
            var scanner = FieldScanner(delimiter: UInt8(ascii: ","))
            buffer.setCount(buffer.count, filler: scanner.filler)
            guard let table = FieldTable(buffer, scanner.scan(buffer), width: width) else { continue }
            regular += 1
            var tokenizer = CSVTokenizer(delimiter: UInt8(ascii: ","), maximumFieldCount: 100)
            var offset = 0
            for row in 0..<table.rowCount {
                guard case .record(let end) = tokenizer.next(buffer.contents, from: offset, isAtEnd: true) else {
                    Issue.record("a faulty record was taken for a regular one")
                    return
                }
                #expect(tokenizer.fields.count == width)
                for (position, field) in tokenizer.fields.enumerated() {
                    let bounds = FieldColumn(table, position, FieldRules(CSVReader())).bounds(row)
                    let quotes = field.isQuoted ? 1 : 0
                    #expect(bounds.start - RecordBuffer.padding == field.start - quotes)
                    #expect(bounds.end - RecordBuffer.padding == field.end + quotes)
                }
                offset = end
            }
            #expect(offset == buffer.count)
        }
        #expect(regular > 10_000)
    }

    @Test("A column that becomes something wider late is that from its beginning on")
    func lateTypes() throws {
        let numbers = (0..<5000).map { $0 == 17 ? "-0" : "\($0)" }
        func column(_ last: String) throws -> Column {
            let bytes = Array(("a,b\n" + (numbers + [last]).map { "\($0),x\n" }.joined()).utf8)
            let one = try read(bytes, blockSize: 256)
            #expect(try one.frame == read(bytes, blockSize: 300, threads: 3).frame)
            return try one.frame.column("a")
        }
        let integers = try column("7").values(as: Int64.self)
        #expect(integers.count == 5001 && integers[17] == 0 && integers[4999] == 4999)
        let doubles = try column("0.5").values(as: Double.self)
        #expect(doubles[17]?.sign == .minus && doubles[16] == 16 && doubles[5000] == 0.5)
        let texts = try column("late").values(as: String.self)
        #expect(texts == (numbers + ["late"]).map(Optional.some))
        #expect(try column("007").values(as: String.self)[17] == "-0")
        #expect(try column("").values(as: Int64.self)[5000] == nil)
        #expect(try column("2024-01-01").type == .string)
    }

    @Test("Rows that a given type rejects do not take part in the types of other columns")
    func rejectedRows() throws {
        var text = "n,t\n"
        for row in 0..<3000 { text += row % 100 == 50 ? "bad,word\n" : "\(row),\(row)\n" }
        let options = ReadingOptions(columnTypes: ["n": .int64], malformedRows: .quarantine())
        let outcome = try read(Array(text.utf8), CSVReader(options: options), blockSize: 512, threads: 2)
        #expect(outcome.frame.schema.fields.map(\.type) == [.int64, .int64])
        #expect(outcome.frame.rowCount == 2970 && outcome.rejectedRows.count == 30)
        #expect(outcome.rejectedRows[0].line == 52 && outcome.rejectedRows[0].text == "bad,word")
        #expect(outcome.lines[50] == 53)
    }

    @Test("A pipe is read as a file is, and twice where a type comes late")
    func pipes() throws {
        let directory = try TemporaryDirectory()
        let text = "a,b\n" + (0..<40_000).map { "\($0),é\($0)\n" }.joined() + "x,y\n"
        let path = try directory.write(Array(text.utf8), to: "a.csv")
        let file = try CSVReader().read(path: path, threads: 2)
        let pipe = try directory.pipe("p", holding: Array(text.utf8))
        #expect(try CSVReader().read(path: pipe, threads: 2).frame == file.frame)
        #expect(file.frame.schema.fields[0].type == .string)
    }

    @Test("A raised token stops the reading")
    func cancelling() throws {
        let token = CancellationToken()
        token.cancel()
        for threads in [1, 2] {
            var reading = try CSVReading(
                CSVReader(), source: InputBytes(bytes: Array("a\n1\n2\n".utf8), name: "x"), blockSize: 4)
            let error = #expect(throws: DataError.self) { try reading.outcome(threads: threads, token: token) }
            #expect(error?.code == .cancelled)
        }
    }
}
