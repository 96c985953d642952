package import MLCore

/// Numbers as people read them in reports: thousands separated from 10,000 on, a true minus sign, as many digits as are known.
package enum Figure {
    /// What stands where there is no number.
    package static let none = "—"
    /// A space on which a line does not break.
    static let space = "\u{A0}"

    /// A number with about `digits` significant digits.
    ///
    /// Whole numbers below 10^15 are written out; other numbers from 10^15 on and below 10^−4 get a power of ten. Not a
    /// number is `NaN`, infinities are `∞` and `−∞`.
    ///
    /// - Parameters:
    ///   - value: Any number.
    ///   - digits: The significant digits, 1 to 15.
    /// - Returns: The text, such as `12,345`, `0.0457` or `3.2 × 10⁻⁷`.
    package static func number(_ value: Double, digits: Int = 4) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "−∞" : "∞" }
        if value == value.rounded(), value.magnitude < 1e15 { return signed(value, decimals: 0) }
        let digits = min(max(digits, 1), 15)
        let exponent = decimalExponent(value)
        if exponent >= 15 || exponent < -4 {
            let mantissa = exponent < -300 ? value * 1e100 / power(exponent + 100) : value / power(exponent)
            return trimmed(signed(mantissa, decimals: digits - 1)) + "\(space)×\(space)10\(superscript(exponent))"
        }
        return trimmed(signed(value, decimals: max(0, digits - 1 - exponent)))
    }

    /// A number with a fixed count of decimals.
    package static func number(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return number(value) }
        return signed(value, decimals: decimals)
    }

    /// A count, in groups of three digits.
    package static func count(_ value: some BinaryInteger) -> String { NumberText.grouped(value) }

    /// A count with its noun: `1 row`, `1,234 rows`.
    package static func count(_ value: some BinaryInteger, _ singular: String, _ plural: String? = nil) -> String {
        "\(count(value))\(space)\(value == 1 ? singular : plural ?? singular + "s")"
    }

    /// A share as a percentage; what is neither nothing nor everything never reads as such.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - whole: The whole; nothing of nothing is `—`.
    /// - Returns: The text, such as `12.5 %`, `<0.1 %` or `100 %`.
    package static func share(_ part: some BinaryInteger, of whole: some BinaryInteger) -> String {
        guard whole > 0 else { return none }
        if part == 0 { return "0\(space)%" }
        if part == whole { return "100\(space)%" }
        return share(Double(part) / Double(whole))
    }

    /// A share of one as a percentage.
    package static func share(_ fraction: Double) -> String {
        guard fraction.isFinite else { return none }
        if fraction > 0, fraction < 0.0005 { return "<0.1\(space)%" }
        if fraction < 1, fraction > 0.9995 { return ">99.9\(space)%" }
        let text = signed(fraction * 100, decimals: fraction.magnitude >= 10 ? 0 : 1)
        return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + "\(space)%"
    }

    /// A moment in UTC: `2024-02-29 12:00:00 UTC`, without the clock at midnight.
    ///
    /// - Parameters:
    ///   - time: The moment.
    ///   - showsFraction: Whether parts of seconds are shown, where there are some; otherwise they are cut off.
    /// - Returns: The text.
    package static func time(_ time: Timestamp, showsFraction: Bool = false) -> String {
        let text = time.description
        guard let separator = text.firstIndex(of: "T") else { return text }
        var clock = String(text[text.index(after: separator)...].dropLast())
        if !showsFraction { clock = String(clock.prefix { $0 != "." }) }
        while clock.hasSuffix("0"), clock.contains(".") { clock.removeLast() }
        if clock.hasSuffix(".") { clock.removeLast() }
        return text[..<separator] + (clock == "00:00:00" ? "" : " \(clock)") + " UTC"
    }

    /// A time span, as ``NumberText/duration(seconds:)`` prints it.
    package static func duration(seconds: Double) -> String { NumberText.duration(seconds: seconds) }

    static func signed(_ value: Double, decimals: Int) -> String {
        let text = NumberText.formatted(value.magnitude, decimals: decimals)
        let point = text.firstIndex(of: ".") ?? text.endIndex
        let isZero = text.utf8.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
        return (value < 0 && !isZero ? "−" : "") + grouped(text[..<point]) + text[point...]
    }

    /// Groups of three digits, from five digits on: years and other numbers of four digits stay whole.
    private static func grouped(_ digits: Substring) -> String {
        guard digits.count > 4 else { return String(digits) }
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    private static func trimmed(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private static func superscript(_ exponent: Int) -> String {
        let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        let text = String(exponent.magnitude).utf8.map { digits[Int($0 - UInt8(ascii: "0")) % 10] }
        return (exponent < 0 ? "⁻" : "") + String(text)
    }
}
