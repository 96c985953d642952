import MLCore
import Testing

@Suite("BinaryReader and BinaryWriter")
struct BinaryReaderTests {
    private struct Record: Equatable {
        var flag = true
        var byte: Int8 = -128
        var short: UInt16 = 0x1234
        var word: Int32 = -2
        var long: UInt64 = .max - 1
        var float: Float = 0.1
        var double = -0.0
        var count: UInt64 = 300
        var signed: Int64 = .min
        var text = "é日🎬"
        var blob: [UInt8] = [0, 255]
        var floats: [Float] = [1, -.infinity]
        var doubles: [Double] = [0.5]
        var words: [UInt32] = []
    }

    private func written(_ record: Record, _ order: ByteOrder) -> [UInt8] {
        var writer = BinaryWriter(capacity: 100)
        writer.writeBytes(Array("TEST".utf8))
        writer.writeBool(record.flag)
        writer.write(record.byte)
        writer.write(record.short, order: order)
        writer.write(record.word, order: order)
        writer.write(record.long, order: order)
        writer.write(record.float, order: order)
        writer.write(record.double, order: order)
        writer.writeVariableLength(record.count)
        writer.writeSignedVariableLength(record.signed)
        writer.writePrefixedString(record.text)
        writer.writePrefixedBytes(record.blob)
        writer.writeCount(record.floats.count)
        writer.writeArray(record.floats, order: order)
        writer.write(UInt32(record.doubles.count), order: order)
        writer.writeArray(record.doubles, order: order)
        writer.writeCount(record.words.count)
        writer.writeArray(record.words, order: order)
        return writer.bytes
    }

    private func read(_ reader: inout BinaryReader, _ order: ByteOrder) throws(CoreError) -> Record {
        try reader.expect(Array("TEST".utf8), "the signature")
        var record = Record()
        record.flag = try reader.readBool()
        record.byte = try reader.read()
        record.short = try reader.read(order: order)
        record.word = try reader.read(order: order)
        record.long = try reader.read(order: order)
        record.float = try reader.read(order: order)
        record.double = try reader.read(order: order)
        record.count = try reader.readVariableLength()
        record.signed = try reader.readSignedVariableLength()
        record.text = try reader.readPrefixedString()
        record.blob = try reader.readPrefixedBytes()
        record.floats = try reader.readArray(of: Float.self, count: try reader.readCount(elementSize: 4), order: order)
        let count = try reader.readCount(as: UInt32.self, order: order, elementSize: 8)
        record.doubles = try reader.readArray(of: Double.self, count: count, order: order)
        record.words = try reader.readArray(of: UInt32.self, count: try reader.readCount(), order: order)
        try reader.expectEnd()
        return record
    }

    @Test("What is written is read, in both byte orders", arguments: [ByteOrder.little, .big])
    func roundTrip(order: ByteOrder) throws {
        var reader = BinaryReader(written(Record(), order))
        let record = try read(&reader, order)
        #expect(record == Record())
        #expect(record.double.sign == .minus)
        #expect(reader.isAtEnd)
        #expect(reader.budget.used == 9 + 2 + 8 + 8)
    }

    @Test(
        "Every truncation is an error that names its place, and no read moves past it",
        arguments: [ByteOrder.little, .big])
    func truncations(order: ByteOrder) {
        let bytes = written(Record(), order)
        for count in 0..<bytes.count {
            var reader = BinaryReader(Array(bytes[..<count]), name: "record")
            let error = #expect(throws: CoreError.self) { try read(&reader, order) }
            #expect(error?.code == .malformedInput)
            // A read of several parts names the part and leaves the reader at its first byte.
            let offset = error?.details.place.flatMap { Int($0.dropFirst("record, byte ".count)) } ?? -1
            #expect((reader.position...count).contains(offset))
            #expect(reader.position <= count)
        }
        var longer = BinaryReader(bytes + [0])
        #expect(throws: CoreError.self) { try read(&longer, order) }
    }

    @Test("Bytes have their documented order")
    func byteOrder() {
        var writer = BinaryWriter()
        writer.write(UInt32(0x0102_0304))
        writer.write(UInt32(0x0102_0304), order: .big)
        writer.write(Float(1), order: .big)
        writer.writeArray([Int16(1), -1], order: .big)
        writer.writeVariableLength(300)
        #expect(writer.bytes == [4, 3, 2, 1, 1, 2, 3, 4, 0x3F, 0x80, 0, 0, 0, 1, 0xFF, 0xFF, 0xAC, 2])
    }

    @Test("Integers of variable length have one form and at most 64 bits")
    func variableLength() throws {
        for value: UInt64 in [0, 1, 127, 128, 16_383, 16_384, 1 << 32, 1 << 63, .max] {
            var writer = BinaryWriter()
            writer.writeVariableLength(value)
            #expect(writer.bytes.count == max(1, (64 - value.leadingZeroBitCount + 6) / 7))
            var reader = BinaryReader(writer.bytes)
            #expect(try reader.readVariableLength() == value)
            #expect(reader.isAtEnd)
        }
        for value: Int64 in [0, -1, 1, -64, 64, .min, .max] {
            var writer = BinaryWriter()
            writer.writeSignedVariableLength(value)
            var reader = BinaryReader(writer.bytes)
            #expect(try reader.readSignedVariableLength() == value)
        }
        let tenth = [UInt8](repeating: 0xFF, count: 9)
        for bytes in [
            [], [0x80], [0x80, 0x00], [0xFF, 0x80, 0x00], tenth + [0x02], tenth + [0x81, 0x00], tenth + [0xFF],
        ] {
            var reader = BinaryReader(bytes)
            #expect(throws: CoreError.self, "\(bytes)") { try reader.readVariableLength() }
            #expect(reader.position == 0)
        }
    }

    @Test("Extreme lengths are refused before anything is allocated")
    func extremeLengths() {
        for length: UInt64 in [9, 1 << 31, 1 << 32, 1 << 60, 1 << 61, 1 << 62, 1 << 63, .max] {
            var writer = BinaryWriter()
            writer.writeVariableLength(length)
            writer.writeBytes([UInt8](repeating: 0x61, count: 8))
            var prefixed = BinaryReader(writer.bytes)
            #expect(throws: CoreError.self) { try prefixed.readPrefixedBytes() }
            #expect(throws: CoreError.self) { try prefixed.readPrefixedString() }
            #expect(throws: CoreError.self) { try prefixed.readCount() }
            #expect(throws: CoreError.self) { try prefixed.readCount(elementSize: 8) }
            #expect(prefixed.position == 0)
            #expect(prefixed.budget.used == 0)
            var fixed = BinaryWriter()
            fixed.write(length)
            fixed.writeBytes([UInt8](repeating: 0, count: 8))
            var reader = BinaryReader(fixed.bytes)
            #expect(throws: CoreError.self) { try reader.readCount(as: UInt64.self) }
            #expect(throws: CoreError.self) { try reader.readCount(as: Int64.self, elementSize: 4) }
            #expect(reader.position == 0)
        }
        for count in [-1, Int.min, 3, Int.max / 8, Int.max / 4, Int.max] {
            var reader = BinaryReader([UInt8](repeating: 0, count: 16))
            #expect(throws: CoreError.self) { try reader.readArray(of: Double.self, count: count) }
            #expect(throws: CoreError.self) { try reader.readArray(of: UInt64.self, count: count, order: .big) }
            if count != 3 {
                #expect(throws: CoreError.self) { try reader.readBytes(count: count) }
                #expect(throws: CoreError.self) { try reader.readString(count: count) }
                #expect(throws: CoreError.self) { try reader.skip(count) }
            }
            #expect(reader.position == 0)
        }
    }

    @Test("Allocations are counted against the budget")
    func budget() throws {
        var reader = BinaryReader([UInt8](repeating: 0, count: 64), budget: ByteBudget(limit: 20))
        #expect(try reader.readArray(of: Float.self, count: 4) == [0, 0, 0, 0])
        #expect(reader.budget.remaining == 4)
        let error = #expect(throws: CoreError.self) { try reader.readBytes(count: 5) }
        #expect(error?.code == .limitExceeded)
        #expect(reader.position == 16)
        #expect(try reader.readString(count: 4) == "\0\0\0\0")
        try reader.skip(44)
        try reader.expectEnd()
        var budget = ByteBudget(limit: -5)
        #expect(budget.limit == 0)
        #expect(throws: CoreError.self) { try budget.spend(1) }
        var large = ByteBudget(limit: .max)
        try large.spend(.max)
        #expect(throws: CoreError.self) { try large.spend(1) }
        #expect(throws: CoreError.self) { try large.spend(.max, elementSize: 2) }
        #expect(throws: CoreError.self) { try large.spend(-1) }
    }

    @Test("Bad bytes are refused where they are, and the reader stays there")
    func badBytes() {
        var reader = BinaryReader([2, 0xC0, 0x80])
        #expect(throws: CoreError.self) { try reader.readBool() }
        #expect(throws: CoreError.self) { try reader.readPrefixedString() }
        #expect(throws: CoreError.self) { try reader.expect([2, 0], "the signature") }
        #expect(throws: CoreError.self) { try reader.expect([2, 0xC0, 0x80, 0], "the signature") }
        #expect(throws: CoreError.self) { try reader.expectEnd() }
        #expect(reader.position == 0)
        #expect(reader.budget.used == 0)
    }

    @Test("Unaligned arrays of every type are read")
    func unaligned() throws {
        for offset in 0..<8 {
            var writer = BinaryWriter()
            writer.writeBytes([UInt8](repeating: 1, count: offset))
            writer.writeArray([1.5, -2.5])
            writer.writeArray([Int64.min, 7], order: .big)
            writer.writeArray([Int8(-1)])
            var reader = BinaryReader(writer.bytes)
            try reader.skip(offset)
            #expect(try reader.readArray(of: Double.self, count: 2) == [1.5, -2.5])
            #expect(try reader.readArray(of: Int64.self, count: 2, order: .big) == [.min, 7])
            #expect(try reader.readArray(of: Int8.self, count: 1) == [-1])
            #expect(try reader.readArray(of: Double.self, count: 0) == [])
        }
    }

    @Test("Random changes never trap")
    func fuzz() {
        var source = FuzzSource(seed: 8)
        let valid = written(Record(), .little)
        var accepted = 0
        for _ in 0..<20_000 {
            var reader = BinaryReader(source.mutated(valid), budget: ByteBudget(limit: 1000))
            if (try? read(&reader, .little)) != nil { accepted += 1 }
        }
        #expect(accepted > 0 && accepted < 20_000)
    }
}
