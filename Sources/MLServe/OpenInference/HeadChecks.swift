/// What can be said about a head without looking at models: sizes, host, origin, media type, announced length.
struct HeadChecks {
    let head: ServingHead
    let configuration: ServingConfiguration

    /// Throws unless the method is one of the two that the protocol knows.
    func checkMethod() throws(InferenceFault) {
        guard head.method == "GET" || head.method == "POST" else {
            throw InferenceFault(
                .methodNotAllowed, "the method is not allowed", headers: ["Allow": "GET, POST"])
        }
    }

    /// Throws unless the request was meant for this server, and not sent by a page of another site.
    func checkHost() throws(InferenceFault) {
        let hosts = head.headers.values(of: "Host")
        guard hosts.count == 1, let host = hosts.first, !host.isEmpty else {
            throw InferenceFault(.malformedHead, "a request has one Host")
        }
        guard let name = Self.name(ofAuthority: host), configuration.allowedHosts.contains(name) else {
            throw InferenceFault(.misdirected, "this server does not answer for that Host")
        }
        for origin in head.headers.values(of: "Origin") {
            let authority = host.lowercased()
            guard origin.lowercased() == "http://\(authority)" || origin.lowercased() == "https://\(authority)" else {
                throw InferenceFault(.foreignOrigin, "requests of pages from another origin are refused")
            }
        }
    }

    /// The host of `host:port`, as it is compared.
    static func name(ofAuthority authority: String) -> String? {
        let end = authority.last == "]" ? nil : authority.lastIndex(of: ":")
        let (host, port) =
            end.map { (authority[..<$0], authority[authority.index(after: $0)...]) } ?? (authority[...], "")
        guard port.utf8.count <= 5, port.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            return nil
        }
        return ServingConfiguration.hostName(host)
    }

    /// Throws unless target and header fields are within their limits.
    func checkSizes() throws(InferenceFault) {
        let limits = configuration.transport
        guard head.target.utf8.count <= limits.targetByteCount else {
            throw InferenceFault(.targetTooLong, "the request target has more than \(limits.targetByteCount) bytes")
        }
        guard head.headers.fields.count <= limits.headerFieldCount else {
            throw InferenceFault(.headersTooLarge, "more than \(limits.headerFieldCount) header fields")
        }
        var sum = 0
        for field in head.headers.fields {
            let size = field.name.utf8.count + field.value.utf8.count
            guard size <= limits.headerFieldByteCount else {
                throw InferenceFault(
                    .headersTooLarge, "a header field has more than \(limits.headerFieldByteCount) bytes")
            }
            sum += size
        }
        guard sum <= limits.headerByteCount else {
            throw InferenceFault(.headersTooLarge, "the header fields have more than \(limits.headerByteCount) bytes")
        }
    }

    /// Throws unless the body is of a kind that is read.
    func checkContentType() throws(InferenceFault) {
        for encoding in head.headers.values(of: "Content-Encoding") where encoding.lowercased() != "identity" {
            throw InferenceFault(.unsupportedEncoding, "encoded bodies are not read")
        }
        for type in head.headers.values(of: "Content-Type") {
            let essence = type.prefix { $0 != ";" }.lowercased()
            let trimmed = String(essence.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            guard trimmed == "application/json" || trimmed == "application/octet-stream" else {
                throw InferenceFault(
                    .unsupportedMediaType, "the body is neither application/json nor application/octet-stream")
            }
        }
    }

    /// Throws unless the announced length is one, and within a limit.
    func checkLength(limit: Int) throws(InferenceFault) {
        let lengths = head.headers.values(of: "Content-Length")
        let codings = head.headers.values(of: "Transfer-Encoding")
        guard lengths.count <= 1, codings.count <= 1, lengths.isEmpty || codings.isEmpty else {
            throw InferenceFault(.malformedHead, "the length of the body is given twice")
        }
        if let coding = codings.first, coding.lowercased() != "chunked" {
            throw InferenceFault(.malformedHead, "the transfer encoding is not chunked")
        }
        if limit == 0, !codings.isEmpty { throw InferenceFault(.bodyTooLarge, "this resource takes no body") }
        guard let length = lengths.first else { return }
        guard let count = Self.count(length) else {
            throw InferenceFault(.malformedHead, "Content-Length is no number of bytes")
        }
        guard count <= limit else {
            throw InferenceFault(.bodyTooLarge, "the body may have at most \(limit) bytes")
        }
    }

    /// The value of `Inference-Header-Content-Length`.
    func headerLength() throws(InferenceFault) -> Int? { try number("Inference-Header-Content-Length") }

    /// How long after its arrival the client waits, by `Inference-Timeout-Microseconds`.
    func timeout() throws(InferenceFault) -> Int64? {
        try number("Inference-Timeout-Microseconds").flatMap { $0 == 0 ? nil : Int64($0) }
    }

    private func number(_ name: String) throws(InferenceFault) -> Int? {
        let values = head.headers.values(of: name)
        guard let value = values.first else { return nil }
        guard values.count == 1, let number = Self.count(value) else {
            throw InferenceFault(.malformedHead, "\(name) is no number")
        }
        return number
    }

    /// A number of digits only.
    private static func count(_ text: String) -> Int? {
        guard (1...19).contains(text.utf8.count),
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }
}
