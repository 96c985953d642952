import MLCore
import MLLedger
import Testing

@Suite("Ledger entries")
struct LedgerEntryTests {
    struct Content: Codable, Equatable {
        var version: Int
        var score: Double?
    }

    static func draft() throws -> LedgerDraft {
        try LedgerDraft(
            kind: EntryKind(rawValue: "model.registered"), subject: ResourceName("genre-classifier"), actor: "nightly",
            blobs: [SHA256.digest(of: Array("abc".utf8))], content: Content(version: 1))
    }

    /// The bytes of format version 1: every later version has to read them.
    static let golden = """
        mlops-entry 1
        sequence 1
        previous 0000000000000000000000000000000000000000000000000000000000000000
        following 0
        time 1700000000000000
        kind model.registered
        subject genre-classifier
        actor nightly
        blobs 1
        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
        payload 13
        {"version":1}
        digest 5dc08f6ab1ba1641e6c7f0b059d17f5121a725ffd227af13ce2ff9aad88defb9

        """

    @Test("The stored form is this, and is read back")
    func goldenBytes() throws {
        let entries = try LedgerEntry.commit(
            [Self.draft()], after: nil, at: Timestamp(microseconds: 1_700_000_000_000_000))
        #expect(String(decoding: entries[0].encoded, as: UTF8.self) == Self.golden)
        #expect(try LedgerEntry.decode(Array(Self.golden.utf8)) == entries)
    }

    @Test("Other spellings of the same content are refused")
    func spellings() throws {
        let replacements = [
            ("sequence 1", "sequence 01"), ("sequence 1", "sequence +1"), ("sequence 1", "sequence  1"),
            ("sequence 1", "sequence 0"), ("time 17", "time +17"), ("following 0", "following -0"),
            ("kind model", "kind Model"), ("subject genre", "subject ../genre"), ("actor nightly", "actor  nightly"),
            ("blobs 1", "blobs 2"), ("blobs 1", "blobs 99999999999999999999"), ("payload 13", "payload 12"),
            ("payload 13", "payload 99"), ("payload 13", "payload 9223372036854775807"), ("\nactor", "\r\nactor"),
            ("mlops-entry 1\n", "\u{FEFF}mlops-entry 1\n"), ("sequence 1\n", "sequence 1\nsequence 1\n"),
            ("nightly", "night\u{202E}ly"), ("kind model.registered\n", ""),
        ]
        for (text, replacement) in replacements {
            let changed = Self.golden.split(separator: text, maxSplits: 1).joined(separator: replacement)
            let error = #expect(throws: LedgerError.self, "\(replacement)") {
                try LedgerEntry.decode(Array(changed.utf8))
            }
            #expect(error?.code == .corrupt || error?.code == .invalidName, "\(replacement)")
        }
    }

    @Test("Random bytes and cut entries are typed errors")
    func hostile() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let bytes = (0..<Int(generator.next() % 300)).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
            if !bytes.isEmpty { #expect(throws: LedgerError.self) { try LedgerEntry.decode(bytes) } }
            var mixed = Array(Self.golden.utf8)
            mixed.removeSubrange(Int(generator.next() % 200)..<Int(200 + generator.next() % 160))
            #expect(throws: LedgerError.self) { try LedgerEntry.decode(mixed + bytes) }
        }
    }

    @Test("A typed payload is canonical JSON, and comes back; another type is a typed error")
    func payload() throws {
        var draft = try Self.draft()
        #expect(draft.payload == Array("{\"version\":1}".utf8))
        draft.payload = Array("{\"later\":[],\"score\":0.5,\"version\":2}".utf8)
        let entry = try LedgerEntry.commit([draft], after: nil, at: Timestamp(microseconds: 0))[0]
        #expect(try entry.payload(as: Content.self) == Content(version: 2, score: 0.5))
        let error = #expect(throws: LedgerError.self) { try entry.payload(as: [String].self) }
        #expect(error?.code == .malformedPayload)
        #expect(throws: LedgerError.self) {
            try LedgerDraft(
                kind: draft.kind, subject: draft.subject, actor: "a", content: Content(version: 1, score: .nan))
        }
    }

    @Test("All faults of a draft are reported at once")
    func faults() throws {
        var draft = try Self.draft()
        draft.kind = EntryKind(rawValue: "nonsense")
        draft.actor = ""
        draft.payload = [UInt8](repeating: 0, count: LedgerLimits.payloadSize + 1)
        let error = try #require(throws: LedgerError.self) { try draft.validated() }
        #expect(error.code == .invalidName)
        #expect(error.description.contains("grammar") && error.description.contains("actor is empty"))
        #expect(error.description.contains("limit"))
    }

    @Test("The last number of a ledger cannot be passed")
    func lastNumber() throws {
        let head = LedgerHead(sequence: .max - 1, digest: .zero)
        let error = #expect(throws: LedgerError.self) {
            try LedgerEntry.commit([Self.draft()], after: head, at: Timestamp(microseconds: 0))
        }
        #expect(error?.code == .limitExceeded)
    }
}
