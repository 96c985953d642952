import MLCore
import MLLedger
import MLRegistry

extension Loop {
    /// Shows that a promotion can be taken back in one step, and that history knows what was in production when.
    func rollBack(_ promoted: Release?, _ store: Store) throws {
        console.begin("Roll back and forward")
        guard let promoted else {
            console.tell("nothing was promoted, so there is nothing to roll back")
            return
        }
        let back = try store.registry.rollBack(
            store.production, of: store.model, by: Store.actor, reason: "drill: show that it works")
        console.tell("rolled back to version \(back.version)")
        try store.registry.setAlias(
            store.production, to: promoted.version.number, of: store.model, expecting: back.generation,
            by: Store.actor, reason: "drill is over")
        console.tell("version \(promoted.version.number) is in production again")
        for (entry, move) in try store.registry.moves(of: store.model) {
            let asOf = try store.registry.state(asOf: entry.sequence).alias(store.production, of: store.model)
            console.tell(
                "  entry \(entry.sequence): \(move.action.rawValue), then production was version \(asOf.version)"
                    + " — \(move.reason)")
        }
    }

    /// Checks every entry and every blob of the registry.
    mutating func audit(_ store: Store) throws {
        console.begin("Audit")
        let report = try store.registry.audit()
        console.tell("\(report.verification)")
        let state = try store.registry.state()
        summary.registry = .init(
            path: store.path, versions: try state.model(store.model).versions.count,
            production: try state.alias(store.production, of: store.model).version)
        summary.audit = .init(
            verified: report.isVerified, entries: Int(clamping: report.verification.checkedEntries))
        if let fault = report.stateFault { console.tell("FAULT: \(fault)") }
    }
}
