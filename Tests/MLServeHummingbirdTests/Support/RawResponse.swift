#if HummingbirdServing
/// A response as it was received.
struct RawResponse {
    let status: Int
    /// The fields by lower-case name.
    let fields: [String: String]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// Reads a response from the beginning of bytes.
    ///
    /// - Returns: The response and its length; `nil` when bytes are missing.
    static func parse(_ bytes: [UInt8], hasBody: Bool) -> (RawResponse, Int)? {
        guard let end = endOfHead(bytes) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = (lines.first ?? "").split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        let length = hasBody ? fields["content-length"].flatMap { Int($0) } ?? 0 : 0
        guard bytes.count >= end + length else { return nil }
        return (RawResponse(status: status, fields: fields, body: Array(bytes[end..<end + length])), end + length)
    }

    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard bytes.count >= 4 else { return nil }
        for start in 0...(bytes.count - 4) where bytes[start] == 13 && Array(bytes[start..<start + 4]) == mark {
            return start + 4
        }
        return nil
    }
}
#endif
