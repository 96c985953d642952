#if HummingbirdServing
import MLServe
import NIOHTTP1

/// What the head of a request has to obey, beyond what the decoder checks (RFC 9112).
struct RequestHeadRules: Sendable {
    let limits: TransportLimits

    /// Why a head is refused; `nil` if it is not.
    func refusal(of head: HTTPRequestHead) -> Refusal? {
        if head.uri.utf8.count > limits.targetByteCount { return .targetTooLong }
        // The forms for proxies name a second host, which nothing behind this point would check.
        guard head.uri.utf8.first == UInt8(ascii: "/"), head.uri.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            return .target
        }
        if head.headers.contains(where: { $0.value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F } }) {
            return .control
        }
        let hosts = head.headers["Host"]
        guard hosts.count == 1, hosts.first?.isEmpty == false else { return .host }
        return framing(head) ?? expectation(head)
    }

    /// The length that a head announces for its body; `nil` if there is none or the body comes in chunks.
    static func announcedLength(of head: HTTPRequestHead) -> Int? {
        head.headers.first(name: "Content-Length").flatMap { Int($0) }
    }

    /// There is one way to tell where the body ends, or none.
    private func framing(_ head: HTTPRequestHead) -> Refusal? {
        let lengths = head.headers["Content-Length"]
        let codings = head.headers["Transfer-Encoding"]
        if !codings.isEmpty {
            guard lengths.isEmpty, codings.count == 1, head.version == .http1_1 else { return .framing }
            return codings.first?.lowercased() == "chunked" ? nil : .transferCoding
        }
        guard let length = lengths.first else { return nil }
        guard lengths.count == 1, length.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return .framing }
        guard let bytes = Int(length), bytes <= limits.bodyByteCount else { return .bodyTooLarge }
        return nil
    }

    private func expectation(_ head: HTTPRequestHead) -> Refusal? {
        head.headers["Expect"].allSatisfy { $0.lowercased() == "100-continue" } ? nil : .expectation
    }
}
#endif
