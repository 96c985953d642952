import MLCore

/// Forms of text that are known by name.
public enum TextFormat: String, Sendable, Hashable, Codable, CaseIterable {
    /// A JSON document.
    case json
    /// A decimal number, as CSV files hold it.
    case number
    /// A whole number that fits into 64 bits.
    case integer
    /// `true` or `false`.
    case truthValue
    /// A date or time in ISO 8601, as CSV files hold it.
    case time
    /// A mail address: one `@`, a name of the printable ASCII characters that need no quotes, and a host with a dot.
    case mail
    /// An `http` or `https` address with a host.
    case webAddress
    /// A UUID: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.
    case uuid
    /// Four numbers from 0 to 255 with dots between.
    case internetAddress
    /// 13 to 19 digits, with spaces or hyphens between if any, whose Luhn check digit is right.
    case paymentCard
    /// A social security number of the United States, with or without hyphens, in the ranges that are given out.
    case socialSecurityNumber

    /// Whether a text has the form.
    func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .json: (try? JSONReader().value(from: Array(text))) != nil
        case .number: NumberParser.double(text) != nil
        case .integer: NumberParser.int64(text) != nil
        case .truthValue: text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8)
        case .time: TimestampParser.timestamp(text) != nil
        case .mail: Self.isMail(text)
        case .webAddress: Self.isWebAddress(text)
        case .uuid: Self.isUUID(text)
        case .internetAddress: Self.isInternetAddress(text)
        case .paymentCard: Self.isPaymentCard(text)
        case .socialSecurityNumber: Self.isSocialSecurityNumber(text)
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isHost(_ host: some Collection<UInt8>) -> Bool {
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return host.count <= 253
            && labels.allSatisfy { label in
                !label.isEmpty && label.count <= 63 && label.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D }
                    && label.first != 0x2D
            }
    }

    private static func isMail(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[0].count <= 64, parts[1].contains(UInt8(ascii: ".")) else {
            return false
        }
        let name = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)
        return isHost(parts[1])
            && name.allSatisfy { part in !part.isEmpty && part.allSatisfy { isLetterOrDigit($0) || marks.contains($0) }
            }
    }

    private static func isWebAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let scheme = ["http://", "https://"].first(where: { text.starts(with: $0.utf8) }),
            text.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return false }
        let rest = text.dropFirst(scheme.utf8.count)
        let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let host = authority.prefix { $0 != UInt8(ascii: ":") }
        let port = authority.dropFirst(host.count).dropFirst()
        return !host.isEmpty && isHost(host) && port.count <= 5 && port.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isUUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.count == 36
            && text.enumerated().allSatisfy { position, byte in
                [8, 13, 18, 23].contains(position)
                    ? byte == 0x2D : (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
            }
    }

    private static func isInternetAddress(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.count <= 3 && part.allSatisfy { (0x30...0x39).contains($0) }
                    && (part.first != 0x30 || part.count == 1)
                    && NumberParser.int64(UnsafeBufferPointer(rebasing: part)).map { $0 <= 255 } ?? false
            }
    }

    private static func isPaymentCard(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let digits = text.filter { $0 != 0x20 && $0 != 0x2D }
        guard (13...19).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        var sum = 0
        for (position, digit) in digits.reversed().enumerated() {
            let value = Int(digit - 0x30) * (position & 1 + 1)
            sum += value > 9 ? value - 9 : value
        }
        return sum.isMultiple(of: 10)
    }

    private static func isSocialSecurityNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let hasHyphens = text.count == 11 && text[3] == 0x2D && text[6] == 0x2D
        let digits = hasHyphens ? text.filter { $0 != 0x2D } : Array(text)
        guard digits.count == 9, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        let (area, group, serial) = (number / 1_000_000, number / 10_000 % 100, number % 10_000)
        return area > 0 && area != 666 && area < 900 && group > 0 && serial > 0
    }
}
