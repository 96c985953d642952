public import MLCore

extension Deployment {
    /// The deployment for an observer: a notice `serve.deployed`, for when it begins to be served.
    public var event: Event {
        var fields: [String: Value] = [
            "model": .string(production.name), "version": .int64(Int64(production.version)),
            "digest": .string(production.digest),
        ]
        if let canary {
            fields["canaryVersion"] = .int64(Int64(canary.model.version))
            fields["canaryShare"] = .double(canary.share)
        }
        return Event(.notice, "serve.deployed", fields: fields)
    }
}
