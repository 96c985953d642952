import MLCore
public import MLLedger

extension RegistryState {
    /// The model of a name.
    ///
    /// - Throws: ``RegistryError`` with code `unknownModel` that lists the models there are.
    public func model(_ name: ResourceName) throws -> Model {
        guard let model = models[name] else {
            let known = models.keys.map(\.text).sorted().joined(separator: ", ")
            throw RegistryError(
                .unknownModel, "there is no model \"\(name)\"", at: "registry",
                remedy: known.isEmpty ? "Register one first." : "Models are: \(known).")
        }
        return model
    }

    /// A version of a model.
    ///
    /// - Throws: ``RegistryError`` with code `unknownModel` or `unknownVersion`.
    public func version(_ number: Int, of name: ResourceName) throws -> ModelVersion {
        let versions = try model(name).versions
        guard (1...max(1, versions.count)).contains(number), !versions.isEmpty else {
            throw RegistryError(
                .unknownVersion, "there is no version \(number) of \"\(name)\"", at: "registry",
                remedy: "Versions are 1 to \(versions.count).")
        }
        return versions[number - 1]
    }

    /// What an alias of a model points to.
    ///
    /// - Throws: ``RegistryError`` with code `unknownModel` or `unknownAlias`.
    public func alias(_ alias: ResourceName, of name: ResourceName) throws -> AliasState {
        let aliases = try model(name).aliases
        guard let state = aliases[alias] else {
            let known = aliases.keys.map(\.text).sorted().joined(separator: ", ")
            throw RegistryError(
                .unknownAlias, "\"\(name)\" has no alias \"\(alias)\"", at: "registry",
                remedy: known.isEmpty ? "Promote a version to it first." : "Aliases are: \(known).")
        }
        return state
    }
}
