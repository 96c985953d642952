/// A resource of the Open Inference Protocol.
enum OpenInferenceRoute: Sendable, Hashable {
    case server
    case live
    case ready
    case model(name: String, version: Int?)
    case modelReady(name: String, version: Int?)
    case infer(name: String, version: Int?)
}
