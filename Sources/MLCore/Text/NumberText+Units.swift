extension NumberText {
    /// The integer with a comma between groups of three digits: `12,345`.
    public static func grouped(_ value: some BinaryInteger) -> String {
        let digits = Array(value.magnitude.description.utf8)
        var text: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(UInt8(ascii: ",")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// A count of bytes in powers of 1,000, with one decimal from the kilobyte up: `512 B`, `1.5 kB`, `20.0 MB`.
    public static func byteCount(_ count: Int) -> String {
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        guard count.magnitude >= 1000 else { return "\(count) B" }
        var value = Double(count) / 1000
        var unit = 0
        // 999.95 and more would print as 1000.0.
        while value.magnitude >= 999.95, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return "\(formatted(value, decimals: 1)) \(units[unit])"
    }

    /// A time span with about three digits: `85 µs`, `12.3 ms`, `4.56 s`, `2 min 05 s`, `3 h 07 min`.
    ///
    /// - Parameter seconds: The span; a negative one has a sign, and one that is not finite prints as `nan s` or `inf s`.
    /// - Returns: The text.
    public static func duration(seconds: Double) -> String {
        if seconds < 0 { return "-" + duration(seconds: -seconds) }
        if seconds < 0.000_999_5 { return "\(formatted(seconds * 1e6, decimals: 0)) µs" }
        if seconds < 0.999_95 { return "\(formatted(seconds * 1e3, decimals: 1)) ms" }
        if seconds < 59.995 { return "\(formatted(seconds, decimals: 2)) s" }
        guard seconds < 1e15 else { return "\(formatted(seconds, decimals: 0)) s" }
        let whole = Int64(seconds.rounded())
        if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
        let minutes = Int64((seconds / 60).rounded())
        return "\(grouped(minutes / 60)) h \(twoDigits(minutes % 60)) min"
    }

    /// A time span with about three digits, as ``duration(seconds:)`` prints it.
    public static func duration(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return self.duration(seconds: Double(seconds) + Double(attoseconds) / 1e18)
    }

    private static func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
