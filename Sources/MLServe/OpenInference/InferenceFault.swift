import MLCore

/// Why a request gets an error instead of an answer: what the client is told, and what only the host is told.
package struct InferenceFault: Error {
    /// The kind of fault; it decides the status.
    package let code: Code
    /// A phrase for people, free of paths and with at most 64 escaped characters of each thing that the client sent.
    package let message: String
    /// The error underneath; never sent.
    package let cause: (any Error)?
    /// Header fields that belong to an answer with this fault.
    package let headers: ServingHeaders

    /// Creates a fault.
    package init(_ code: Code, _ message: String, cause: (any Error)? = nil, headers: ServingHeaders = [:]) {
        self.code = code
        self.message = message
        self.cause = cause
        self.headers = headers
    }

    /// A fault of a request that a server refused.
    init(_ error: ServeError) {
        let place = error.details.place.map { " (\(echoed($0)))" } ?? ""
        var message = error.details.problem + place
        if let cause = error.details.cause as? any ModuleError {
            // What a pipeline says of inputs may hold pieces of them.
            message += ": " + echoed(cause.details.problem) + (cause.details.place.map { " " + echoed($0) } ?? "")
        }
        switch error.code {
        case .invalidRequest: self.init(.invalidInput, message)
        case .unknownModel: self.init(.unknownVersion, "this version of the model is not served")
        case .overloaded: self.init(.overloaded, "the model is working on as many requests as it accepts")
        case .notReady: self.init(.notReady, "the model is not ready")
        default: self.init(.internalFailure, "the prediction failed", cause: error)
        }
    }

    /// A fault of the text of a request.
    init(_ error: CoreError) {
        // What the parser says may hold a key of the text, after two dozen characters of its own.
        let place = error.details.place.map { " (\($0))" } ?? ""
        self.init(
            error.code == .limitExceeded ? .limitExceeded : .malformedRequest,
            escaped(error.details.problem, limit: 88) + place)
    }
}

extension InferenceFault {
    /// The codes of answers that are errors; the raw values are stable and a bounded label for metrics.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        // The head.
        case methodNotAllowed, misdirected, foreignOrigin, targetTooLong, headersTooLarge, malformedHead
        case unknownRoute, unauthenticated, forbidden, unsupportedEncoding, unsupportedMediaType, bodyTooLarge
        // The request.
        case malformedRequest, limitExceeded, invalidName, invalidIdentifier, invalidParameter, unsupportedExtension
        case unsupportedDatatype, invalidShape, invalidData, duplicateTensor, duplicateOutput
        // The request against the model.
        case unknownModel, unknownVersion, unknownTensor, missingTensor, unknownOutput, invalidInput
        // The server.
        case deadlineExceeded, cancelled, overloaded, callerOverloaded, notReady, internalFailure

        /// The HTTP status of answers with this code.
        package var status: Int {
            switch self {
            case .unauthenticated: 401
            case .forbidden, .foreignOrigin: 403
            case .unknownRoute, .unknownModel, .unknownVersion: 404
            case .methodNotAllowed: 405
            case .bodyTooLarge: 413
            case .targetTooLong: 414
            case .unsupportedEncoding, .unsupportedMediaType: 415
            case .misdirected: 421
            case .callerOverloaded: 429
            case .headersTooLarge: 431
            case .cancelled: 499
            case .internalFailure: 500
            case .overloaded, .notReady: 503
            case .deadlineExceeded: 504
            case .malformedHead, .malformedRequest, .limitExceeded, .invalidName,
                .invalidIdentifier, .invalidParameter, .unsupportedExtension, .unsupportedDatatype, .invalidShape,
                .invalidData, .duplicateTensor, .duplicateOutput, .unknownTensor, .missingTensor, .unknownOutput,
                .invalidInput:
                400
            }
        }
    }
}

/// Untrusted text for a message: at most 64 characters, everything but printable ASCII escaped.
func echoed(_ text: some StringProtocol) -> String { "\"" + escaped(text, limit: 64) + "\"" }

/// At most `limit` characters of a text, everything but printable ASCII escaped.
private func escaped(_ text: some StringProtocol, limit: Int) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
        let isPlain = (" "..."~").contains(scalar) && scalar != "\"" && scalar != "\\"
        let piece = isPlain ? String(scalar) : scalar.escaped(asASCII: true)
        count += piece.utf8.count
        if count >= limit { return result + "…" }
        result += piece
    }
    return result
}
