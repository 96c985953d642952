/// A request for predictions, checked against the protocol but not yet against a model.
package struct InferenceRequest: Sendable, Hashable {
    /// An output that is asked for.
    package struct Output: Sendable, Hashable {
        /// The name.
        package let name: String
        /// Whether its data is wanted as bytes after the JSON; `nil` leaves it to the request.
        package let isBinary: Bool?

        /// Creates a wish for an output.
        package init(_ name: String, isBinary: Bool? = nil) {
            self.name = name
            self.isBinary = isBinary
        }
    }

    /// The identifier, which the response repeats.
    package var identifier: String?
    /// How long after its arrival the request is still worth an answer, in microseconds.
    package var timeout: Int64?
    /// Decides between the variants of a rollout.
    package var routingKey: String?
    /// The inputs, with unique names.
    package var inputs: [InferenceTensor] = []
    /// The outputs that are wanted, with unique names; `nil` for all.
    package var outputs: [Output]?
    /// Whether outputs come as bytes after the JSON unless they say otherwise.
    package var wantsBinary = false

    /// Creates an empty request.
    package init() {}
}
