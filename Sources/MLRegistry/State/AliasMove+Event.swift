public import MLCore
public import MLLedger

extension AliasMove {
    /// The move for an observer: a notice `registry.promoted`, `registry.rolled-back` or `registry.alias-set`; a warning
    /// `registry.gate-overridden` when the version was promoted although its gate did not pass.
    ///
    /// - Parameter model: The name of the model.
    /// - Returns: The event; its message is the reason, or why the gate was overridden.
    public func event(of model: ResourceName) -> Event {
        var fields: [String: Value] = [
            "model": .string(model.text), "alias": .string(alias.text), "version": .int64(Int64(version)),
            "generation": .int64(Int64(generation)),
        ]
        if let from { fields["from"] = .int64(Int64(from)) }
        if let gate { fields["verdict"] = .string(gate.verdict.rawValue) }
        let name =
            switch action {
            case .set: "registry.alias-set"
            case .promotion: override == nil ? "registry.promoted" : "registry.gate-overridden"
            case .rollback: "registry.rolled-back"
            }
        return Event(override == nil ? .notice : .warning, name, message: override ?? reason, fields: fields)
    }
}
