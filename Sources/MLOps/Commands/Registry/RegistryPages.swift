#if CommandLine
import MLCore
import MLLedger
import MLRegistry

/// The parts that the pages of the registry commands share.
enum RegistryPages {
    /// The models of a registry, one a line.
    static func models(of state: RegistryState) -> Table {
        var table = Table(.text("model"), .number("versions"), .text("latest"), .text("aliases"))
        for (name, model) in state.models.sorted(by: { $0.key < $1.key }) {
            let aliases = model.aliases.sorted { $0.key < $1.key }.map { "\($0.key) → \($0.value.version)" }
            table.append(
                Cell(name.text, .strong), Cell("\(model.versions.count)"),
                Cell(model.versions.last.map { time($0.time) } ?? "–"), Cell(aliases.joined(separator: ", ")))
        }
        return table
    }

    /// The versions of a model, the newest first.
    static func versions(of model: RegistryState.Model) -> Table {
        var table = Table(
            .number("version"), .text("registered"), .text("by"), .text("digest"), .text("aliases"), .text("note"))
        for version in model.versions.reversed() {
            table.append(
                Cell("\(version.number)", .strong), Cell(time(version.time)), Cell(version.actor),
                Cell(String(version.digest.hex.prefix(12))),
                Cell(VersionDocument(version, in: model).aliases.joined(separator: ", "), .good),
                Cell(version.provenance.note, .faint))
        }
        return table
    }

    /// The aliases of a model, by name.
    static func aliases(of model: RegistryState.Model) -> Table {
        var table = Table(
            .text("alias"), .number("version"), .number("generation"), .text("moved"), .text("by"), .text("before"))
        for (name, alias) in model.aliases.sorted(by: { $0.key < $1.key }) {
            table.append(
                Cell(name.text, .strong), Cell("\(alias.version)"), Cell("\(alias.generation)"),
                Cell(time(alias.time)), Cell(alias.actor),
                Cell(alias.earlier.reversed().map(String.init).joined(separator: ", ")))
        }
        return table
    }

    /// What an alias is after a change.
    static func moved(
        _ alias: ResourceName, of model: ResourceName, to state: AliasState, from earlier: Int?
    ) -> CommandResult {
        struct Document: Encodable {
            let model: String
            let from: Int?
            let alias: AliasDocument
        }
        var page = Page()
        let origin = earlier.map { ", before it was version \($0)" } ?? ""
        page.text("\(alias) of \(model) is version \(state.version)\(origin) (generation \(state.generation)).", .good)
        return CommandResult(
            page: page, document: Document(model: model.text, from: earlier, alias: AliasDocument(alias, state)))
    }

    /// A time to the second, as people read it; JSON has it to the microsecond.
    static func time(_ time: Timestamp) -> String { String(time.description.prefix(while: { $0 != "." })) + "Z" }
}
#endif
