public import MLCore
public import MLLedger

extension ModelRegistry {
    /// Points an alias to a version, if nobody else moved it first.
    ///
    /// - Parameters:
    ///   - alias: The alias.
    ///   - number: The version to point to.
    ///   - name: The name of the model.
    ///   - generation: The generation the caller has seen: 0 for an alias that does not exist.
    ///   - actor: Who moves it.
    ///   - reason: Why, for the audit.
    /// - Returns: The new state of the alias.
    /// - Throws: ``RegistryError`` with code `conflict` when the generation is another one, `unknownModel` or
    ///   `unknownVersion`, or the error of the ledger.
    @discardableResult
    public func setAlias(
        _ alias: ResourceName, to number: Int, of name: ResourceName, expecting generation: Int, by actor: String,
        reason: String
    ) throws -> AliasState {
        try move(alias, of: name, by: actor) { state in
            try Self.require(generation, of: alias, in: name, state)
            return Change(action: .set, version: number, reason: reason)
        }
    }

    /// Points an alias to a version on the evidence of a gate.
    ///
    /// - Parameters:
    ///   - number: The version to promote.
    ///   - name: The name of the model.
    ///   - alias: The alias, such as `production`.
    ///   - gate: The verdict and evidence; its subject has to be the digest of the version.
    ///   - override: Why the version is promoted although the gate did not pass; recorded for the audit.
    ///   - generation: The generation the caller has seen, or `nil` to promote whatever the alias points to.
    ///   - actor: Who promotes.
    ///   - reason: Why, for the audit.
    /// - Returns: The new state of the alias.
    /// - Throws: ``RegistryError`` with code `conflict` when the generation is another one; `gateNotPassed` when the gate
    ///   did not pass and there is no override, or judged another model; `signatureMismatch` when callers of the current version could fail with this one and
    ///   there is no override; `unknownModel` or `unknownVersion`; or the error of the ledger.
    @discardableResult
    public func promote(
        _ number: Int, of name: ResourceName, to alias: ResourceName, gate: GateResult, override: String? = nil,
        expecting generation: Int? = nil, by actor: String, reason: String
    ) throws -> AliasState {
        try move(alias, of: name, by: actor) { state in
            try Self.require(generation, of: alias, in: name, state)
            let version = try state.version(number, of: name)
            guard gate.subject == version.digest.description else {
                throw RegistryError(
                    .gateNotPassed, "the gate judged \"\(gate.subject)\", not this version",
                    at: "\(name) version \(number)",
                    remedy: "Judge the evaluation of digest \(version.digest).")
            }
            guard gate.verdict == .pass || override != nil else {
                throw RegistryError(
                    .gateNotPassed, "the verdict of gate \"\(gate.gate)\" is \(gate.verdict.rawValue)",
                    at: "\(name) version \(number)", remedy: "Improve the model, or override with a reason.")
            }
            if let current = state.models[name]?.aliases[alias], override == nil {
                let before = try state.version(current.version, of: name).signature
                let reasons = version.signature.incompatibilities(withCallersOf: before)
                guard reasons.isEmpty else {
                    throw RegistryError(
                        .signatureMismatch, reasons.joined(separator: "; "), at: "\(name) version \(number)",
                        remedy: "Register it under another name, or override with a reason.")
                }
            }
            return Change(action: .promotion, version: number, reason: reason, gate: gate, override: override)
        }
    }

    /// Points an alias back to the version before the current one.
    ///
    /// - Parameters:
    ///   - alias: The alias, such as `production`.
    ///   - name: The name of the model.
    ///   - generation: The generation the caller has seen, or `nil` to roll back whatever the alias points to.
    ///   - actor: Who rolls back.
    ///   - reason: Why, for the audit.
    /// - Returns: The new state of the alias.
    /// - Throws: ``RegistryError`` with code `conflict` when the generation is another one; `unknownModel`,
    ///   `unknownAlias` or `nothingToRollBackTo`; or the error of the ledger.
    @discardableResult
    public func rollBack(
        _ alias: ResourceName, of name: ResourceName, expecting generation: Int? = nil, by actor: String,
        reason: String
    ) throws -> AliasState {
        try move(alias, of: name, by: actor) { state in
            try Self.require(generation, of: alias, in: name, state)
            guard let earlier = try state.alias(alias, of: name).earlier.last else {
                throw RegistryError(
                    .nothingToRollBackTo, "alias \"\(alias)\" has no earlier version", at: "model \(name)")
            }
            return Change(action: .rollback, version: earlier, reason: reason)
        }
    }

    /// Compares what a caller has seen of an alias with what it is.
    private static func require(
        _ generation: Int?, of alias: ResourceName, in name: ResourceName, _ state: RegistryState
    ) throws {
        let current = state.models[name]?.aliases[alias]?.generation ?? 0
        guard let generation, generation != current else { return }
        throw RegistryError(
            .conflict, "alias \"\(alias)\" has generation \(current), not \(generation)", at: "model \(name)",
            remedy: "Read the alias again and decide anew.")
    }

    private struct Change {
        var action: AliasMove.Action
        var version: Int
        var reason: String
        var gate: GateResult?
        var override: String?
    }

    private func move(
        _ alias: ResourceName, of name: ResourceName, by actor: String,
        _ decide: (RegistryState) throws -> Change
    ) throws -> AliasState {
        let state = try commit { state in
            let change = try decide(state)
            _ = try state.version(change.version, of: name)
            let current = state.models[name]?.aliases[alias]
            let move = AliasMove(
                alias: alias, action: change.action, from: current?.version, version: change.version,
                generation: (current?.generation ?? 0) + 1, reason: change.reason, gate: change.gate,
                override: change.override)
            return try LedgerDraft(kind: .aliasMoved, subject: name, actor: actor, content: move)
        }.state
        return try state.alias(alias, of: name)
    }
}
