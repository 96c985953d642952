import MLCore

extension TimestampFormat {
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ].map { Array($0.utf8) }
    private static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        .map { Array($0.utf8) }

    /// What the directives of a text said.
    private struct Moment {
        var (year, month, day) = (1970, 1, 1)
        var (hour, minute, second) = (0, 0, 0)
        var isAfternoon: Bool?
        var microseconds = 0
        /// Seconds east of Greenwich.
        var offset = 0
        var epochSeconds: Int?
        var isBeforeEpoch = false
    }

    /// The microseconds since the Unix epoch, or `nil` when the text does not follow the pattern or names no time.
    func microseconds(_ text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var moment = Moment()
        var index = 0
        for part in parts {
            switch part {
            case .literal(let byte):
                guard index < text.count, text[index] == byte else { return nil }
                index += 1
            case .directive(let directive):
                guard Self.read(directive, text, &index, &moment) else { return nil }
            }
        }
        guard index == text.count else { return nil }
        return Self.microseconds(moment)
    }

    private static func microseconds(_ moment: Moment) -> Int64? {
        var hour = moment.hour
        if let isAfternoon = moment.isAfternoon {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard hour < 24, moment.minute < 60, moment.second < 60 else { return nil }
        if let seconds = moment.epochSeconds {
            let (product, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000)
            // The sign stands before the whole number, also before one of 0.
            let fraction = Int64(moment.isBeforeEpoch ? -moment.microseconds : moment.microseconds)
            let (sum, sumOverflow) = product.addingReportingOverflow(fraction)
            return overflow || sumOverflow ? nil : sum
        }
        guard let midnight = Timestamp(year: moment.year, month: moment.month, day: moment.day) else { return nil }
        let seconds = (hour * 60 + moment.minute) * 60 + moment.second - moment.offset
        return midnight.advanced(byMicroseconds: Int64(seconds * 1_000_000 + moment.microseconds)).microseconds
    }

    private static func read(
        _ directive: UInt8, _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ moment: inout Moment
    ) -> Bool {
        func set(_ path: WritableKeyPath<Moment, Int>, _ digits: ClosedRange<Int>) -> Bool {
            guard let (number, _) = number(text, &index, digits) else { return false }
            moment[keyPath: path] = number
            return true
        }
        switch directive {
        case UInt8(ascii: "Y"): return set(\.year, 4...4)
        case UInt8(ascii: "m"): return set(\.month, 1...2)
        case UInt8(ascii: "d"): return set(\.day, 1...2)
        case UInt8(ascii: "H"), UInt8(ascii: "I"): return set(\.hour, 1...2)
        case UInt8(ascii: "M"): return set(\.minute, 1...2)
        case UInt8(ascii: "S"): return set(\.second, 1...2)
        case UInt8(ascii: "y"):
            guard set(\.year, 2...2) else { return false }
            moment.year += moment.year < 69 ? 2000 : 1900
            return true
        case UInt8(ascii: "b"), UInt8(ascii: "B"):
            guard let month = name(text, &index, months, isShort: directive == UInt8(ascii: "b")) else { return false }
            moment.month = month + 1
            return true
        case UInt8(ascii: "a"), UInt8(ascii: "A"):
            return name(text, &index, days, isShort: directive == UInt8(ascii: "a")) != nil
        case UInt8(ascii: "p"):
            guard let half = name(text, &index, [Array("am".utf8), Array("pm".utf8)], isShort: false) else {
                return false
            }
            moment.isAfternoon = half == 1
            return true
        case UInt8(ascii: "f"):
            guard let (fraction, count) = number(text, &index, 1...9) else { return false }
            var nanoseconds = fraction
            for _ in count..<9 { nanoseconds *= 10 }
            moment.microseconds = nanoseconds / 1000
            return true
        case UInt8(ascii: "s"):
            let isNegative = index < text.count && text[index] == UInt8(ascii: "-")
            if isNegative { index += 1 }
            guard let (seconds, _) = number(text, &index, 1...17) else { return false }
            moment.epochSeconds = isNegative ? -seconds : seconds
            moment.isBeforeEpoch = isNegative
            return true
        default: return zone(text, &index, &moment)
        }
    }

    /// As many digits as there are, from the least to the most of a range.
    private static func number(
        _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ digits: ClosedRange<Int>
    ) -> (number: Int, count: Int)? {
        var number = 0
        let first = index
        while index < text.count, index - first < digits.upperBound, text[index] &- UInt8(ascii: "0") <= 9 {
            number = number * 10 + Int(text[index] &- UInt8(ascii: "0"))
            index += 1
        }
        return index - first >= digits.lowerBound ? (number, index - first) : nil
    }

    /// The position of the name that stands next; short names have three letters.
    private static func name(
        _ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ names: [[UInt8]], isShort: Bool
    ) -> Int? {
        for (position, name) in names.enumerated() {
            let name = isShort ? name.prefix(3) : name[...]
            guard text.count - index >= name.count,
                zip(text[index..<index + name.count], name).allSatisfy({ $0 | 0x20 == $1 })
            else { continue }
            index += name.count
            return position
        }
        return nil
    }

    private static func zone(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ moment: inout Moment) -> Bool {
        guard index < text.count else { return false }
        let sign = text[index]
        index += 1
        if sign | 0x20 == UInt8(ascii: "z") { return true }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let (hours, _) = number(text, &index, 2...2),
            hours < 24
        else { return false }
        var minutes = 0
        let hasColon = index < text.count && text[index] == UInt8(ascii: ":")
        if hasColon { index += 1 }
        if let (number, _) = number(text, &index, 2...2) {
            minutes = number
        } else if hasColon {
            return false
        }
        guard minutes < 60 else { return false }
        moment.offset = (hours * 60 + minutes) * 60 * (sign == UInt8(ascii: "-") ? -1 : 1)
        return true
    }
}
