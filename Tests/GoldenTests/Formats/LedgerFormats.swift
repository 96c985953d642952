import MLCore
import MLLedger
import MLTestKit

extension GoldenFormats {
    static let ledgers = [
        GoldenFormat(
            name: "ledger", version: LedgerEntry.formatVersion,
            write: {
                try GoldenStore.written { store in
                    let blob = try store.blobs.put(Array("a blob".utf8))
                    let empty = try store.blobs.put([])
                    let name = try ResourceName("genre-classifier")
                    try store.ledger.append(
                        [
                            LedgerDraft(
                                kind: EntryKind(rawValue: "golden.first"), subject: name, actor: "nightly",
                                blobs: [blob, empty], content: ["b": 1, "a": 2]),
                            LedgerDraft(
                                kind: EntryKind(rawValue: "golden.second"), subject: name,
                                actor: "Zoë <zoe@example.org>",
                                payload: [0, 10, 13, 255]),
                        ], expecting: nil)
                    // A clock that was set back.
                    store.clock.set(to: Timestamp(microseconds: -1))
                    try store.ledger.append(
                        LedgerDraft(
                            kind: EntryKind(rawValue: "golden.third"), subject: try ResourceName("x"), actor: "a"),
                        expecting: store.ledger.head())
                }
            },
            open: { files in
                try GoldenStore.opened(files) { store in
                    let appends = try store.appends()
                    let account = LedgerAccount(
                        entries: appends.joined().map { String(decoding: $0.encoded, as: UTF8.self) },
                        head: try store.ledger.head(),
                        blobs: try store.blobs.list().map { ["\($0)": try store.blobs.get($0).count] })
                    let blobs = try store.blobs.list().map { try store.blobs.get($0) }
                    return try GoldenReading(
                        account: account,
                        rewritten: GoldenStore.written { copy in
                            for blob in blobs { _ = try copy.blobs.put(blob) }
                            try copy.replay(appends)
                        })
                }
            }),
        GoldenFormat(
            name: "ledger-segment", version: LedgerEntry.formatVersion,
            write: {
                try GoldenStore.written { store in
                    let draft = LedgerDraft(
                        kind: EntryKind(rawValue: "g.g"), subject: try ResourceName("n"), actor: "a")
                    for _ in 0..<4 {
                        try store.ledger.append(
                            [LedgerDraft](repeating: draft, count: LedgerLimits.commitCount),
                            expecting: store.ledger.head())
                    }
                }
            },
            open: { files in
                // The segment is a copy of the files of the appends, one after the other; it is put together here
                // to have these bytes once only.
                let entries = files.filter { $0.key.hasPrefix("ledger/entries/") }.sorted { $0.key < $1.key }
                let segment = Array(entries.map(\.value).joined())
                let path = "ledger/segments/00000000000000000001"
                return try GoldenStore.opened(files.merging([path: segment]) { $1 }) { store in
                    let appends = try store.appends()
                    let account = SegmentAccount(
                        segment: SHA256.digest(of: segment), head: try store.ledger.head(),
                        newSegments: try store.ledger.checkpoint())
                    var rewritten = try GoldenStore.written { copy in
                        try copy.replay(appends)
                        try copy.ledger.checkpoint()
                    }
                    guard rewritten.removeValue(forKey: path) == segment else {
                        throw GoldenFault("a checkpoint writes another segment")
                    }
                    return try GoldenReading(account: account, rewritten: rewritten)
                }
            }),
    ]
}

private struct LedgerAccount: Codable {
    var entries: [String]
    var head: LedgerHead?
    var blobs: [[String: Int]]
}

private struct SegmentAccount: Codable {
    var segment: Digest
    var head: LedgerHead?
    /// None: the segment that was there is sound.
    var newSegments: Int
}
