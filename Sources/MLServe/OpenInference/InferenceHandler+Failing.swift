import MLCore
import Synchronization

extension InferenceHandler {
    /// The outcome of a request that failed; the observer is told what the client is not.
    func failure(_ fault: InferenceFault, model: String) -> InferenceOutcome {
        var headers: ServingHeaders = [:]
        var identifier: String?
        if fault.code == .overloaded || fault.code == .callerOverloaded {
            // Spread over three seconds, so that clients do not come back all at once.
            headers.append("Retry-After", "\(generator.withLock { $0.next(below: 3) } + 1)")
        }
        if fault.code.status == 500 {
            let text = generator.withLock { Hexadecimal.text(withUnsafeBytes(of: $0.next().bigEndian, Array.init)) }
            identifier = text
            observer.observe(
                Event(
                    .warning, "serve.http.failure", message: fault.message,
                    fields: [
                        "id": .string(text), "model": .string(model), "code": .string(fault.code.rawValue),
                        "cause": .string(fault.cause.map { Self.bounded("\($0)") } ?? ""),
                    ]))
        }
        return InferenceOutcome(
            response: Self.errorResponse(fault, identifier: identifier, headers: headers), code: fault.code)
    }

    /// Tells the observer of a response.
    func report(_ outcome: InferenceOutcome, route: OpenInferenceRoute?, arrival: ContinuousClock.Instant) {
        report(
            status: outcome.response.status, code: outcome.code?.rawValue ?? "ok", route: route?.label ?? "other",
            model: route?.model.map { models[$0] == nil ? "other" : $0 } ?? "", rowCount: outcome.rowCount,
            since: arrival)
    }

    private func report(
        status: Int, code: String, route: String, model: String, rowCount: Int, since arrival: ContinuousClock.Instant
    ) {
        let (seconds, attoseconds) = arrival.duration(to: now()).components
        let (microseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        observer.observe(
            Event(
                .metric, "serve.http.response",
                fields: [
                    "route": .string(route), "model": .string(model), "status": .int64(Int64(status)),
                    "code": .string(code), "rows": .int64(Int64(rowCount)),
                    "microseconds": .int64(overflow ? .max : microseconds &+ attoseconds / 1_000_000_000_000),
                ]))
    }

    /// A response in the protocol's form for what the mount refuses itself, such as a head that is no HTTP.
    ///
    /// The observer is told of it as a response of no route.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - code: A stable code from a fixed set, such as `headTimeout`.
    ///   - message: A sentence without anything that the client sent.
    /// - Returns: The response; the connection is closed after it.
    public func refusal(status: Int, code: String, _ message: String) -> ServingResponse {
        let response = Self.errorResponse(status: status, code: code, message)
        report(status: status, code: code, route: "other", model: "", rowCount: 0, since: now())
        return response
    }

    /// An error in the protocol's form.
    static func errorResponse(
        _ fault: InferenceFault, identifier: String? = nil, headers: ServingHeaders = [:]
    ) -> ServingResponse {
        var response = errorResponse(
            status: fault.code.status, code: fault.code.rawValue, fault.message, identifier: identifier)
        for field in fault.headers.fields + headers.fields { response.headers.append(field.name, field.value) }
        return response
    }

    private static func errorResponse(
        status: Int, code: String, _ message: String, identifier: String? = nil
    ) -> ServingResponse {
        var body = JSONObject()
        body["error"] = .string(message)
        body["code"] = .string(code)
        if let identifier { body["id"] = .string(identifier) }
        return json(.object(body), status: status)
    }

    /// Text of an error for the observer: escaped, and at most 512 characters.
    private static func bounded(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(512) {
            result += scalar.value < 0x20 || scalar.value == 0x7F ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return result
    }
}
