import MLCore
import MLLedger
import MLTestKit
import Testing

@Suite("Ledger entries as events")
struct LedgerEntryEventTests {
    @Test("An entry is a notice named after its kind, without its payload")
    func event() throws {
        let ledger = MemoryLedger(clock: FixedClock(microseconds: 5))
        let entry = try ledger.append(
            LedgerDraft(
                kind: EntryKind(rawValue: "model.alias-moved"), subject: try ResourceName("genres"), actor: "zoe",
                payload: Array("{\"secret\":1}".utf8)), expecting: nil)
        let event = entry.event
        #expect(event.kind == .notice && event.name == "ledger.model.alias-moved" && event.message.isEmpty)
        #expect(
            event.fields == [
                "subject": .string("genres"), "actor": .string("zoe"), "sequence": .int64(1),
                "time": .timestamp(Timestamp(microseconds: 5)),
            ])
    }
}
