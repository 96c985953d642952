import MLCore
import Testing

@Suite("Timestamp")
struct TimestampTests {
    private static let microsecondsPerDay: Int64 = 86_400_000_000

    @Test("The calendar agrees with a day counter from year -9999 to 9999")
    func calendar() throws {
        let first = try #require(Timestamp(year: -9999, month: 1, day: 1))
        var expected = first.microseconds
        for year in -9999...9999 {
            let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (month, length) in zip(1...12, lengths) {
                // Days within a month count one by one; its two ends and the day after it show every mistake.
                let start = Timestamp(year: year, month: month, day: 1)
                let end = Timestamp(year: year, month: month, day: length)
                guard start?.microseconds == expected,
                    end?.microseconds == expected + Int64(length - 1) * Self.microsecondsPerDay,
                    Timestamp(year: year, month: month, day: length + 1) == nil
                else {
                    Issue.record("\(year)-\(month)")
                    return
                }
                expected += Int64(length) * Self.microsecondsPerDay
            }
        }
    }

    @Test("Random moments of a day give back the day, and their text its parts")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<5000 {
            let (year, month, day) = (
                generator.next(below: 19_999) - 9999, 1 + generator.next(below: 12), 1 + generator.next(below: 28)
            )
            let midnight = try #require(Timestamp(year: year, month: month, day: day))
            let offset = Int64(generator.next(below: Int(Self.microsecondsPerDay)))
            let moment = midnight.advanced(byMicroseconds: offset)
            #expect(moment.date == (year, month, day))
            #expect(midnight.advanced(byMicroseconds: Self.microsecondsPerDay - 1).date == (year, month, day))
            #expect(midnight.advanced(byMicroseconds: -1).date != (year, month, day))
            let text = moment.description
            let parts = text.drop { $0 == "-" }.split { "-T:.Z".contains($0) }.compactMap { Int64($0) }
            #expect(text.hasPrefix("-") == (year < 0))
            let clock = [offset / 3_600_000_000, offset / 60_000_000 % 60, offset / 1_000_000 % 60, offset % 1_000_000]
            #expect(parts == [Int64(abs(year)), Int64(month), Int64(day)] + clock)
        }
    }

    @Test(
        "Known dates",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 3, 1, 11_017), (2000, 2, 29, 11_016), (1600, 1, 1, -135_140),
            (2024, 2, 29, 19_782), (2038, 1, 19, 24_855), (1, 1, 1, -719_162), (0, 3, 1, -719_468),
            (9999, 12, 31, 2_932_896),
        ])
    func known(year: Int, month: Int, day: Int, days: Int64) throws {
        let time = try #require(Timestamp(year: year, month: month, day: day))
        #expect(time.microseconds == days * Self.microsecondsPerDay)
        #expect(time.date == (year, month, day))
    }

    @Test(
        "Days that do not exist give nothing",
        arguments: [
            (2023, 2, 29), (1900, 2, 29), (2100, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 0, 1), (2024, 13, 1),
            (2024, 1, 0), (2024, 1, 32), (10_000, 1, 1), (-10_000, 1, 1), (.min, .min, .min), (.max, .max, .max),
            (2024, 1, -1),
        ])
    func missingDays(year: Int, month: Int, day: Int) {
        #expect(Timestamp(year: year, month: month, day: day) == nil)
    }

    @Test("The text has fixed fields, a sign for years before 0, and exists at the ends of the range")
    func description() throws {
        #expect(Timestamp(microseconds: 0).description == "1970-01-01T00:00:00.000000Z")
        #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
        #expect(Timestamp(microseconds: 1_709_208_000_000_001).description == "2024-02-29T12:00:00.000001Z")
        #expect(Timestamp(year: -44, month: 3, day: 15)?.description == "-0044-03-15T00:00:00.000000Z")
        #expect(Timestamp(microseconds: .max).description == "294247-01-10T04:00:54.775807Z")
        #expect(Timestamp(microseconds: .min).description == "-290308-12-21T19:59:05.224192Z")
    }

    @Test("Moving stops at the ends of the range")
    func advanced() {
        let time = Timestamp(microseconds: 5)
        #expect(time.advanced(byMicroseconds: -7).microseconds == -2)
        #expect(time.advanced(byMicroseconds: .max).microseconds == .max)
        #expect(Timestamp(microseconds: -5).advanced(byMicroseconds: .min).microseconds == .min)
        #expect(Timestamp(microseconds: .min).advanced(byMicroseconds: .max).microseconds == -1)
    }

    @Test("The stored form is the number, exact over the whole range")
    func coding() throws {
        try expectGoldenBytes(Timestamp(microseconds: .min), "-9223372036854775808")
        try expectGoldenBytes(Timestamp(microseconds: .max), "9223372036854775807")
        #expect(throws: (any Error).self) { try decoded(Timestamp.self, "1.5") }
        #expect(throws: (any Error).self) { try decoded(Timestamp.self, "9223372036854775808") }
        #expect(Timestamp(microseconds: -1) < Timestamp(microseconds: 0))
    }
}
