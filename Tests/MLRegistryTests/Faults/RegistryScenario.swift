import MLCore
import MLLedger
import MLRegistry
import MLTestKit

/// A registry in files on one volume, and what was acknowledged by it.
struct RegistryScenario {
    let files: MemoryFileLayer
    /// The entries that are certain to be there.
    private(set) var acknowledged: [LedgerEntry]

    /// A volume with two versions, the first of which is in production.
    init() throws {
        files = MemoryFileLayer()
        acknowledged = []
        let registry = try Self.open(files)
        try Self.register(1, registry)
        try Self.register(2, registry)
        try Self.promote(1, registry)
        acknowledged = try registry.ledger.entries()
    }

    static func open(_ files: any FileLayer) throws -> ModelRegistry {
        ModelRegistry(
            ledger: try FileLedger(
                directory: "/registry/ledger", clock: FixedClock(microseconds: 1_700_000_000_000_000), files: files),
            blobs: try FileBlobStore(directory: "/registry/blobs", files: files))
    }

    @discardableResult
    static func register(_ number: Int, _ registry: ModelRegistry) throws -> ModelVersion {
        try registry.register(RegistryFixture.bundle(number), as: RegistryFixture.name("genres"), by: "tests")
    }

    @discardableResult
    static func promote(_ number: Int, _ registry: ModelRegistry) throws -> AliasState {
        let name = try RegistryFixture.name("genres")
        let version = try registry.state().version(number, of: name)
        return try registry.promote(
            number, of: name, to: RegistryFixture.name("production"), gate: RegistryFixture.gate(.pass, version),
            by: "tests", reason: "better")
    }

    /// What is done while something fails.
    ///
    /// - Returns: The number of versions, and the version in production, that were acknowledged.
    static func run(_ files: any FileLayer) -> (versions: Int, production: Int, error: (any Error)?) {
        var (versions, production) = (2, 1)
        do {
            let registry = try open(files)
            versions = try register(3, registry).number
            production = try promote(3, registry).version
            let (name, alias) = (try RegistryFixture.name("genres"), try RegistryFixture.name("production"))
            production = try registry.rollBack(alias, of: name, by: "tests", reason: "worse").version
            return (versions, production, nil)
        } catch {
            return (versions, production, error)
        }
    }

    /// What is wrong with a volume that was found after a fault, if something is.
    func problem(on files: any FileLayer, versions: Int, production: Int) -> String? {
        do {
            let registry = try Self.open(files)
            let (name, alias) = (try RegistryFixture.name("genres"), try RegistryFixture.name("production"))
            guard try registry.ledger.entries().starts(with: acknowledged) else { return "an entry is lost" }
            guard try registry.audit(expecting: acknowledged.last?.head).isVerified else { return "not verified" }
            let state = try registry.state()
            let count = try state.model(name).versions.count
            // The step that was refused may have happened, as a whole.
            guard count == versions || count == versions + 1 else { return "\(count) versions, not \(versions)" }
            for number in 1...count {
                guard try registry.bundle(version: number, of: name) == RegistryFixture.bundle(number) else {
                    return "version \(number) is another bundle"
                }
            }
            let current = try state.alias(alias, of: name).version
            guard current == production || (versions == 3 && [1, 3].contains(current)) else {
                return "production is \(current), not \(production)"
            }
            guard try Self.register(count + 1, registry).number == count + 1 else { return "it cannot be continued" }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
