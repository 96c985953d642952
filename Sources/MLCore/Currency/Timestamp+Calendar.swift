extension Timestamp: CustomStringConvertible {
    /// Creates the timestamp of midnight UTC of a day in the proleptic Gregorian calendar, or `nil` without such a day.
    ///
    /// Days are counted as in H. Hinnant, *chrono-Compatible Low-Level Date Algorithms* (2013).
    ///
    /// - Parameters:
    ///   - year: From -9999 to 9999.
    ///   - month: From 1 to 12.
    ///   - day: From 1 to the length of the month.
    public init?(year: Int, month: Int, day: Int) {
        guard (-9999...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.lengthOfMonth(month, year: year)
        else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        self.init(microseconds: Int64(days) * 86_400_000_000)
    }

    /// The year, month and day in UTC.
    public var date: (year: Int, month: Int, day: Int) {
        let days = Int(dayNumber) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// ISO 8601 in UTC with microseconds, such as `2024-02-29T12:00:00.000000Z`.
    public var description: String {
        let (year, month, day) = date
        let remainder = microseconds % 86_400_000_000
        let micros = remainder < 0 ? remainder + 86_400_000_000 : remainder
        let seconds = Int(micros / 1_000_000)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.padded($0, 2) }.joined(separator: ":")
        let sign = year < 0 ? "-" : ""
        return "\(sign)\(Self.padded(year.magnitude, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
            + "T\(clock).\(Self.padded(Int(micros % 1_000_000), 6))Z"
    }

    private var dayNumber: Int64 {
        let quotient = microseconds / 86_400_000_000
        return microseconds % 86_400_000_000 < 0 ? quotient - 1 : quotient
    }

    private static func lengthOfMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
