import MLCore
import MLData
import Testing

@Suite("Column")
struct ColumnTests {
    @Test("A validity bitmap remembers missing rows across word borders")
    func bitmap() {
        let flags = (0..<200).map { $0 % 67 != 3 }
        let bitmap = ValidityBitmap(flags)
        #expect(bitmap.count == 200)
        #expect(bitmap.missingCount == 3)
        #expect((0..<200).map { bitmap[$0] } == flags)
        #expect(bitmap.taking([3, 4, 70]) == ValidityBitmap([false, true, false]))
        #expect(ValidityBitmap([true, true]) == ValidityBitmap(presentCount: 2))
        for start in [0, 1, 63, 64, 65] {
            var joined = ValidityBitmap(flags.prefix(start))
            joined.append(contentsOf: ValidityBitmap(flags.dropFirst(start)))
            #expect(joined == bitmap)
        }
    }

    @Test("Missing, NaN and the empty text are three different things")
    func missing() throws {
        let numbers = Column([1.5, nil, .nan])
        #expect(numbers.missingCount == 1)
        #expect(try numbers.value(at: 1) == .missing)
        #expect(try numbers.value(at: 2).number?.isNaN == true)
        let texts = Column(["", nil, "é"])
        #expect(try texts.value(at: 0) == .string(""))
        #expect(try texts.value(at: 1) == .missing)
        #expect(texts != Column(["", "", "é"]))
    }

    @Test("Equal columns are equal bit for bit, NaN included")
    func equality() {
        #expect(Column([Double.nan, 1]) == Column([Double.nan, 1]))
        #expect(Column([0.0]) != Column([-0.0]))
        #expect(Column([nil as Int64?]) != Column([nil as Double?]))
        #expect(Column([Float.nan]).hashValue == Column([Float.nan]).hashValue)
    }

    @Test("Every type comes back as it was put in")
    func types() throws {
        func check<Element: ColumnElement>(_ values: [Element?]) throws {
            let column = Column(values)
            #expect(column.type == Element.columnType)
            #expect(try column.values(as: Element.self) == values)
            #expect(try column.taking([2, 0, 0]).values(as: Element.self) == [values[2], values[0], values[0]])
            #expect(try column.appending(column).values(as: Element.self) == values + values)
        }
        try check([true, nil, false])
        try check([Int64.min, nil, .max])
        try check([1.5, nil, -.infinity])
        try check([Float(1.5), nil, 0])
        try check(["", nil, "日本 🎬"])
        try check([Timestamp(microseconds: -1), nil, Timestamp(microseconds: 1)])
        try check([["a", ""], nil, []])
    }

    @Test("A wrong type, row or value is a typed error")
    func errors() {
        let column = Column([1, 2] as [Int64])
        #expect(throws: DataError.self) { try column.values(as: Double.self) }
        #expect(throws: DataError.self) { try column.value(at: 2) }
        #expect(throws: DataError.self) { try column.value(at: -1) }
        #expect(throws: DataError.self) { try column.taking([0, 5]) }
        #expect(throws: DataError.self) { try column.appending(Column(["x"])) }
        var builder = ColumnBuilder(.int64)
        #expect(throws: DataError.self) { try builder.append(.string("x")) }
        #expect(builder.count == 0)
    }

    @Test("Words are runs without white space of Unicode, characters are those of String")
    func textMeasures() {
        for value in UInt32(0)...0x3100 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var text = "a\(Character(scalar))b"
            let words = text.withUTF8(TextMeasure.wordCount)
            #expect(words == (scalar.properties.isWhitespace ? 2 : 1), "U+\(String(value, radix: 16))")
        }
        for (text, characters, words) in [
            ("", 0, 0), (" \n", 2, 0), ("a\r\nb", 3, 2), ("e\u{301}🎬👩‍👩‍👧", 3, 1), ("\u{2003}x ", 3, 1),
        ] {
            var text = text
            #expect(text.withUTF8(TextMeasure.characterCount) == characters)
            #expect(text.withUTF8(TextMeasure.wordCount) == words)
        }
    }
}
