/// A response and what is told of it to the observer.
struct InferenceOutcome: Sendable {
    /// The response.
    let response: ServingResponse
    /// Why it is an error; `nil` when it is none.
    var code: InferenceFault.Code?
    /// The rows that were answered.
    var rowCount = 0
}
