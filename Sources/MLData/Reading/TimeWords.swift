import MLCore

/// Times in the usual form of ISO 8601, read eight characters at a time.
///
/// `YYYY-MM-DD`, alone or with `T` or a space and `hh:mm:ss`, then nothing or a point and three or six digits, then
/// nothing or `Z`. Everything else is for ``TimestampParser``, which accepts the same texts with the same meaning.
struct TimeWords {
    private static let microsecondsOfDay: Int64 = 86_400_000_000
    /// The days before each month of a year without a leap day.
    private static let daysBeforeMonth = ConstantTable<Int64>([
        0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365,
    ])

    private let daysBefore = Self.daysBeforeMonth.start
    // The date that was read last, whose midnight the next text probably has too.
    private var lastYearAndMonth: UInt64 = 0
    private var lastDay: UInt16 = 0
    private var lastMidnight: Int64 = 0

    /// The microseconds since the Unix epoch, or `nil` for texts of another form and dates that do not exist.
    ///
    /// - Precondition: There are 16 readable bytes before and behind the text.
    @inline(__always)
    mutating func microseconds(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Int64? {
        var count = end - start
        guard count >= 10 else { return nil }
        let yearAndMonth = DigitWords.word(start)
        let day = UnsafeRawPointer(start + 8).loadUnaligned(as: UInt16.self).littleEndian
        let midnight: Int64
        if yearAndMonth == lastYearAndMonth, day == lastDay {
            midnight = lastMidnight
        } else {
            guard let first = Self.midnight(yearAndMonth, day, daysBefore) else { return nil }
            midnight = first
            lastYearAndMonth = yearAndMonth
            lastDay = day
            lastMidnight = first
        }
        if count == 10 { return midnight }
        if (end - 1).pointee == UInt8(ascii: "Z") { count = count &- 1 }
        let separator = start[10]
        guard count >= 19, separator == UInt8(ascii: "T") || separator == UInt8(ascii: " ") else { return nil }
        // hh:mm:ss, less the characters of 00:00:00.
        let clock = DigitWords.word(start + 11) ^ 0x3030_3A30_303A_3030
        guard (clock &+ 0x7676_7F76_767F_7676 | clock) & 0x8080_8080_8080_8080 == 0 else { return nil }
        let pairs = clock &* 10 &+ clock &>> 8
        let hours = Int64(truncatingIfNeeded: pairs & 0xFF)
        let minutes = Int64(truncatingIfNeeded: pairs &>> 24 & 0xFF)
        let seconds = Int64(truncatingIfNeeded: pairs &>> 48 & 0xFF)
        guard hours < 24, minutes < 60, seconds < 60 else { return nil }
        let time = midnight &+ ((hours &* 60 &+ minutes) &* 60 &+ seconds) &* 1_000_000
        if count == 19 { return time }
        guard start[19] == UInt8(ascii: ".") else { return nil }
        if count == 23 {
            // s.mmm with the characters before it, of which the last three count.
            let digits = DigitWords.word(start + 15) ^ DigitWords.zeros
            guard DigitWords.others(digits) & 0x8080_8000_0000_0000 == 0 else { return nil }
            let value = (digits &>> 40 & 0xFF) &* 100 &+ (digits &>> 48 & 0xFF) &* 10 &+ digits &>> 56
            return time &+ Int64(truncatingIfNeeded: value) &* 1000
        }
        guard count == 26 else { return nil }
        let digits = (DigitWords.word(start + 18) ^ DigitWords.zeros) & 0xFFFF_FFFF_FFFF_0000
        guard DigitWords.others(digits) == 0 else { return nil }
        return time &+ Int64(truncatingIfNeeded: DigitWords.number(digits))
    }

    /// Midnight of `YYYY-MM-` and two digits.
    private static func midnight(_ yearAndMonth: UInt64, _ day: UInt16, _ daysBefore: UnsafePointer<Int64>) -> Int64? {
        // YYYY-MM-, less the characters of 0000-00-.
        let date = yearAndMonth ^ 0x2D30_302D_3030_3030
        guard (date &+ 0x7F76_767F_7676_7676 | date) & 0x8080_8080_8080_8080 == 0 else { return nil }
        let dayDigits = day ^ 0x3030
        guard (dayDigits &+ 0x7676 | dayDigits) & 0x8080 == 0 else { return nil }
        let pairs = date &* 10 &+ date &>> 8
        let year = Int64(truncatingIfNeeded: (pairs & 0xFF) &* 100 &+ pairs &>> 16 & 0xFF)
        let month = Int64(truncatingIfNeeded: pairs &>> 40 & 0xFF)
        let number = Int64(truncatingIfNeeded: (dayDigits & 0xFF) &* 10 &+ dayDigits &>> 8)
        guard month >= 1, month <= 12, number >= 1 else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let before = daysBefore[Int(month)]
        let length = daysBefore[Int(month) &+ 1] &- before &+ (isLeap && month == 2 ? 1 : 0)
        guard number <= length else { return nil }
        // Whole years before this one, from the year 0 on, which is a leap year.
        let last = year &- 1
        let leapDays = year == 0 ? 0 : last / 4 &- last / 100 &+ last / 400 &+ 1
        let days = year &* 365 &+ leapDays &+ before &+ (isLeap && month > 2 ? 1 : 0) &+ number &- 1
        return (days &- 719_528) &* microsecondsOfDay
    }
}
