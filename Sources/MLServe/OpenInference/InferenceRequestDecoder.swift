import MLCore

/// Reads the body of an inference request: JSON, and after it the bytes of the tensors that announce them.
///
/// Everything is bounded before memory is allocated for it. Members that the protocol does not know are skipped, as are
/// parameters; shared memory, sequences and classification, which would change the meaning of the request, are refused.
/// `null` counts as absent for `id`, `parameters` and `outputs`. Data may be nested as the shape says, or flat.
package struct InferenceRequestDecoder {
    let limits: TensorLimits

    /// Creates a decoder.
    package init(limits: TensorLimits) { self.limits = limits }

    /// Reads a request.
    ///
    /// - Parameters:
    ///   - body: The body, whole.
    ///   - headerLength: The value of `Inference-Header-Content-Length`: how many of the bytes are JSON; `nil` for all.
    /// - Returns: The request.
    /// - Throws: ``InferenceFault`` with status 400.
    package func decode(_ body: [UInt8], headerLength: Int?) throws(InferenceFault) -> InferenceRequest {
        let length = headerLength ?? body.count
        guard length >= 0, length <= body.count else {
            throw InferenceFault(
                .malformedRequest, "Inference-Header-Content-Length is beyond the \(body.count) bytes of the body")
        }
        do {
            return try body.withUnsafeBufferPointer { bytes in
                var reader = try InferenceRequestReader(
                    UnsafeBufferPointer(rebasing: bytes[..<length]), limits: limits)
                try reader.read()
                return try reader.request(
                    binary: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[length...]),
                    hasBinary: headerLength != nil)
            }
        } catch let fault as InferenceFault {
            throw fault
        } catch let error as CoreError {
            throw InferenceFault(error)
        } catch {
            throw InferenceFault(.malformedRequest, "the request cannot be read", cause: error)
        }
    }
}
