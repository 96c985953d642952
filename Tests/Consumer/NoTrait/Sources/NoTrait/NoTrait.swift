import MLCore
import MLLedger

@main
struct NoTrait {
    static func main() throws {
        let ledger = MemoryLedger()
        let entry = try ledger.append(
            LedgerDraft(
                kind: EntryKind(rawValue: "consumer.started"), subject: ResourceName("no-trait"), actor: "consumer",
                content: ["sdk": SDKVersion.current]),
            expecting: nil)
        print("no trait: \(entry.sequence) entry, chain intact: \(try ledger.verify().isIntact)")
    }
}
