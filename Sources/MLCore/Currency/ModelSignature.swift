/// What a model takes and gives: the inputs before feature engineering, and the meaning of the outputs.
public struct ModelSignature: Sendable, Hashable, Codable {
    /// The names, types and nullability of the inputs.
    public let inputs: Schema
    /// What the outputs mean.
    public let task: PredictionTask

    /// Creates a signature.
    public init(inputs: Schema, task: PredictionTask) {
        self.inputs = inputs
        self.task = task
    }

    /// Why callers of an older version could fail with this one, as phrases; empty when they cannot.
    ///
    /// Adding an input that may be missing is compatible; adding one that may not, changing a type, forbidding missing
    /// values, dropping an input or changing the outputs is not: callers who name an unknown input are refused.
    public func incompatibilities(withCallersOf older: ModelSignature) -> [String] {
        var reasons: [String] = []
        for field in inputs.fields {
            guard let position = older.inputs.position(of: field.name) else {
                if !field.allowsMissing { reasons.append("input \"\(field.name)\" is new and may not be missing") }
                continue
            }
            let before = older.inputs.fields[position]
            if before.type != field.type {
                reasons.append("input \"\(field.name)\" was \(before.type.rawValue), now \(field.type.rawValue)")
            }
            if before.allowsMissing && !field.allowsMissing {
                reasons.append("input \"\(field.name)\" may no longer be missing")
            }
        }
        for field in older.inputs.fields where inputs.position(of: field.name) == nil {
            reasons.append("input \"\(field.name)\" is no longer taken")
        }
        if task != older.task { reasons.append("the outputs have another meaning") }
        return reasons
    }
}
