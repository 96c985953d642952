import MLCore
import MLData
import Testing

@Suite("JSONL in blocks and by threads")
struct JSONLBlocksTests {
    /// Everything that reading gives, or the error, in words.
    private func reading(_ reader: JSONLReader, _ bytes: [UInt8], _ threads: Int, _ blockSize: Int) -> String {
        do {
            let outcome = try reader.read(bytes: bytes, threads: threads, blockSize: blockSize)
            let columns = outcome.frame.columns.map { $0.values.map { "\($0)" } }
            let types = outcome.frame.schema.fields.map { "\($0.name) \($0.type.rawValue) \($0.allowsMissing)" }
            return "\(types) \(columns) \(outcome.typeReasons.sorted { $0.key < $1.key }) \(outcome.lines) "
                + "\(outcome.rejectedRows) \(outcome.byteCount)"
        } catch {
            return "\(error)"
        }
    }

    /// Records that are mostly alike; now and then one is odd or broken.
    private func lines(_ random: inout SeededGenerator, odd: Double) -> [UInt8] {
        let texts = [
            "\"\"", "\"a\"", "\"a text of more than sixteen bytes\"", "\"日本 é\"",
            #""tab\t\"quoted\" \\ \/ \u00e9""#, #""\ud83d\ude00!""#, "null",
        ]
        let odds = [
            "{}", "", "  ", "{\"a\":1", "{\"a\":1,\"a\":2}", "{\"new\":[1]}", "{\"a\":1.5}", "{\"a\":\"x\"}",
            "{\"b\":\"\\ud800\"}", "{\"b\":\"\\x\"}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":1e}", "{\"a\":-}",
            "{\"b\":3}",
            "{\"f\":9007199254740993}", "{\"a\":99999999999999999999}", "{\"x\":1e999}", "{\"x\":-0}", "{\"a\":-0}",
            "{\"l\":[\"a\",null]}", "{\"l\":[\"a\",]}", "{\"c\":truE}", "{\"c\":nul}", "[1]", "{\"b\":\"a",
            "{\"b\":\"a\u{1}\"}",
            "{\"a\":1}}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"A\":{\"deep\":[1,{\"b\":2}]}}", "{\"f\":0.5}",
        ]
        var bytes: [UInt8] = []
        for row in 0..<60 {
            if random.nextBool(probability: odd) {
                bytes += Array(odds[random.next(below: odds.count)].utf8)
                if random.nextBool(probability: 0.02) { bytes.append(0xFF) }
            } else {
                var fields = [
                    "\"a\":\(Int64(bitPattern: random.next()) >> Int64(random.next(below: 64)))",
                    "\"b\" : \(texts[random.next(below: texts.count)])", "\"c\":\(row % 3 == 0)",
                    "\"l\":[\(texts.prefix(random.next(below: 6)).joined(separator: " , "))]",
                    "\"x\":\(random.nextBool(probability: 0.5) ? "-1.25e-7" : "\(Double(row) / 8)")", "\"n\":null",
                    "\"f\":\(row)",
                    "\"t\":\"2024-02-29T12:00:0\(row % 10)Z\"",
                ]
                if random.nextBool(probability: 0.1) { fields.shuffle(using: &random) }
                if random.nextBool(probability: 0.2) { fields.remove(at: random.next(below: fields.count)) }
                bytes += Array("{\(fields.joined(separator: random.nextBool(probability: 0.5) ? "," : ", "))}".utf8)
            }
            bytes += Array((random.nextBool(probability: 0.1) ? "\r\n" : "\n").utf8)
        }
        if random.nextBool(probability: 0.5) { bytes.removeLast() }
        return bytes
    }

    @Test("What is read does not depend on blocks and threads", arguments: 0..<24 as Range<UInt64>)
    func blocks(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let bytes = lines(&random, odd: [0, 0, 0.02, 0.1][Int(seed % 4)])
        var readers = [JSONLReader(), JSONLReader(options: ReadingOptions(malformedRows: .quarantine()))]
        readers.append(
            JSONLReader(
                options: ReadingOptions(
                    columns: ["b", "when", "a"], columnTypes: ["when": .timestamp, "a": .double],
                    fieldMapping: ["when": "t"], malformedRows: .quarantine(), lineColumn: "line")))
        let schema = try Schema([
            .init("x", .float, allowsMissing: true), .init("f", .int64), .init("l", .stringList, allowsMissing: true),
            .init("c", .bool, allowsMissing: true),
        ])
        readers.append(JSONLReader(options: ReadingOptions(schema: schema, malformedRows: .quarantine())))
        readers.append(
            JSONLReader(
                options: ReadingOptions(malformedRows: .quarantine(), maximumRowByteCount: 150),
                limits: JSONLimits(maximumStringByteCount: 100, maximumValueCount: 12)))
        for reader in readers {
            // One block is read line by line, as its first records tell of the fields.
            let whole = reading(reader, bytes, 1, 1 << 17)
            for (threads, blockSize) in [(1, 64), (1, 700), (2, 64), (3, 700), (4, 2000)] {
                #expect(reading(reader, bytes, threads, blockSize) == whole)
            }
        }
    }

    @Test("A field that turns from integers to numbers, and one that appears late, are read alike by blocks")
    func turns() throws {
        var text = ""
        for row in 0..<4000 {
            let number = row < 2500 ? "\(row)" : "\(Double(row) + 0.5)"
            text += "{\"n\":\(number)\(row > 3000 ? ",\"late\":\"\(row)\"" : "")}\n"
        }
        let bytes = Array(text.utf8)
        let whole = try JSONLReader().read(bytes: bytes, threads: 1, blockSize: 1 << 20)
        #expect(try whole.frame.schema.field("n").type == .double)
        #expect(try whole.frame.column("late").missingCount == 3001)
        for (threads, blockSize) in [(1, 512), (2, 512), (4, 4096)] {
            let outcome = try JSONLReader().read(bytes: bytes, threads: threads, blockSize: blockSize)
            #expect(outcome.frame == whole.frame && outcome.lines == whole.lines)
        }
    }

    @Test("The first error is the same for any number of threads")
    func errors() {
        let good = (0..<400).map { "{\"n\":\($0)}\n" }.joined()
        let bytes = Array((good + "{\"n\":\"x\"}\n" + good + "{\"n\":}\n" + good).utf8)
        let one = reading(JSONLReader(), bytes, 1, 1 << 17)
        #expect(one.contains("line 401"))
        for threads in [1, 2, 4] { #expect(reading(JSONLReader(), bytes, threads, 256) == one) }
    }
}
