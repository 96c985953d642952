#if CommandLine
import ArgumentParser
import MLCore
import MLLedger
import MLRegistry

/// Which model a command works with: a file, or a version of a registry.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The model: a bundle that train or convert wrote; predict also takes files of XGBoost, LightGBM and CatBoost.",
            valueName: "file"),
        completion: .file(extensions: ["mlbundle", "json", "ubj", "txt"]))
    var model: String?

    @Option(
        help: ArgumentHelp(
            "The registry that has the model: a directory, or a .sqlite file.", valueName: "store"),
        completion: .file())
    var store: String?

    @Option(
        help: ArgumentHelp(
            "The model in the registry: NAME@ALIAS, NAME:VERSION, or NAME for the newest version.", valueName: "name"))
    var name: String?

    func validate() throws {
        switch (model, store, name) {
        case (_?, nil, nil), (nil, _?, _?): return
        case (nil, nil, nil): throw ValidationError("Name a model: --model, or --store with --name")
        case (_?, _, _): throw ValidationError("--model excludes --store and --name")
        default: throw ValidationError("--store and --name go together")
        }
    }

    /// Loads a model of this library.
    ///
    /// - Parameter session: Where progress is shown.
    /// - Returns: The model, which has reproduced its examples.
    /// - Throws: ``InputFailure``.
    func load(in session: Session) throws(InputFailure) -> LoadedModel {
        let model = try open(in: session)
        return try readingInput { try Self.own(model) }
    }

    /// Loads a model of this library or of another one.
    ///
    /// - Parameters:
    ///   - session: Where progress is shown.
    ///   - iterations: Which boosting iterations of another library's model are read; `nil` means all.
    /// - Returns: The model; one of this library has reproduced its examples.
    /// - Throws: ``InputFailure``.
    func open(in session: Session, iterations: IterationsArgument? = nil) throws(InputFailure) -> ModelFile {
        session.progress.show("Loading the model")
        return try readingInput {
            if let model { return try ModelFile(path: model, iterations: iterations) }
            if iterations != nil { throw IterationsArgument.refusal(of: store ?? "") }
            let registry = try StoreOptions(of: store ?? "").open(in: session)
            let reference = try ModelReference(name ?? "")
            let state = try registry.state()
            let versions = try state.model(reference.name).versions
            let number: Int
            switch reference.selection {
            case .version(let version): number = version
            case .alias(let alias): number = try state.alias(alias, of: reference.name).version
            case .newest: number = versions.last?.number ?? 0
            }
            return .bundle(
                try LoadedModel(
                    registry.bundle(version: number, of: reference.name), title: "\(reference.name) version \(number)",
                    version: number))
        }
    }

    /// Loads a model of this library from a file.
    static func load(file: String) throws -> LoadedModel { try own(ModelFile(path: file)) }

    private static func own(_ model: ModelFile) throws -> LoadedModel {
        switch model {
        case .bundle(let model): return model
        case .imported(let file):
            throw CommandError(
                .unusableInput, "the model is of another library, and the command takes bundles", at: file.title,
                remedy: "Make a bundle of it: `mlops convert \(file.title) model.mlbundle`.")
        }
    }
}

extension StoreOptions {
    /// The registry at a path.
    init(of store: String) {
        self.init()
        self.store = store
    }
}

/// A version of a model, as arguments name it.
struct ModelReference: Hashable {
    /// Which version.
    enum Selection: Hashable {
        case alias(ResourceName)
        case version(Int)
        case newest
    }

    let name: ResourceName
    let selection: Selection

    /// Reads `NAME@ALIAS`, `NAME:VERSION` or `NAME`.
    ///
    /// - Throws: ``CommandError`` of code `invalidUsage`, or `LedgerError` for a name that is none.
    init(_ text: String) throws {
        let separators = text.filter { $0 == "@" || $0 == ":" }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "@" || $0 == ":" }.map(String.init)
        switch separators {
        case "": (name, selection) = (try ResourceName(text), .newest)
        case "@": (name, selection) = (try ResourceName(parts[0]), .alias(try ResourceName(parts[1])))
        case ":":
            guard let version = Int(parts[1]), version > 0, String(version) == parts[1] else {
                fallthrough
            }
            (name, selection) = (try ResourceName(parts[0]), .version(version))
        default:
            throw CommandError(
                .invalidUsage, "this names no version of a model", at: "--name \(text.prefix(140))",
                remedy: "Write NAME@ALIAS, NAME:VERSION or NAME")
        }
    }
}
#endif
