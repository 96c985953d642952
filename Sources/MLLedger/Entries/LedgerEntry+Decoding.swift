import MLCore

extension LedgerEntry {
    /// Reads the stored form of the entries of one or several appends.
    ///
    /// - Parameter bytes: Stored forms one after the other, with nothing before, between or after them.
    /// - Returns: The entries, each checked against its digest and against the one before it.
    /// - Throws: ``LedgerError`` with code `corrupt` for bytes that this build could not have written,
    ///   `unsupportedVersion` for those of a newer format.
    public static func decode(_ bytes: [UInt8]) throws(LedgerError) -> [LedgerEntry] {
        var reader = EntryReader(bytes)
        var chain = LedgerChain()
        var entries: [LedgerEntry] = []
        while !reader.isAtEnd {
            let entry = try reader.entry()
            try chain.advance(over: entry)
            entries.append(entry)
        }
        try chain.checkComplete()
        return entries
    }
}

/// A cursor over stored entries that accepts exactly what `LedgerEntry.encoded` makes.
private struct EntryReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func entry() throws(LedgerError) -> LedgerEntry {
        let start = position
        let version = try number("mlops-entry", in: 1...UInt64(Int64.max))
        guard version == UInt64(LedgerEntry.formatVersion) else {
            throw LedgerError(
                .unsupportedVersion,
                "the entry has format version \(version), and this build knows \(LedgerEntry.formatVersion)",
                at: "byte \(start)", remedy: "Use the version of swift-mlops that wrote it, or a later one.")
        }
        let sequence = try number("sequence", in: 1...UInt64.max)
        let previous = try digest(field("previous"))
        let following = Int(try number("following", in: 0...UInt64(LedgerLimits.commitCount - 1)))
        let timestamp = Timestamp(microseconds: try time())
        let kind = try EntryKind(rawValue: text("kind")).validated()
        let subject = try ResourceName(text("subject"))
        let actor = try text("actor")
        if let problem = LedgerDraft.problem(inActor: actor) { throw malformed(problem) }
        var blobs: [Digest] = []
        for _ in 0..<(try number("blobs", in: 0...UInt64(LedgerLimits.blobCount))) { blobs.append(try digest(line())) }
        let payload = try take(Int(number("payload", in: 0...UInt64(LedgerLimits.payloadSize))))
        guard try line().isEmpty else { throw malformed("the payload is longer than its count") }
        let end = position
        let stored = try digest(field("digest"))
        guard LedgerEntry.digest(ofCanonicalBytes: bytes[start..<end]) == stored else {
            throw LedgerError(
                .corrupt, "the bytes of the entry do not match its digest", at: "entry \(sequence)",
                remedy: "Restore the ledger from a backup, and verify it.")
        }
        return LedgerEntry(
            draft: LedgerDraft(kind: kind, subject: subject, actor: actor, blobs: blobs, payload: Array(payload)),
            sequence: sequence, previous: previous, following: following, timestamp: timestamp, digest: stored)
    }

    private func malformed(_ problem: String) -> LedgerError {
        LedgerError(
            .corrupt, "not the stored form of an entry: \(problem)", at: "byte \(position)",
            remedy: "Restore the ledger from a backup, and verify it.")
    }

    /// The bytes up to the next line feed, which is passed.
    private mutating func line() throws(LedgerError) -> ArraySlice<UInt8> {
        guard let end = bytes[position...].prefix(1024).firstIndex(of: UInt8(ascii: "\n")) else {
            throw malformed("a line does not end")
        }
        defer { position = end + 1 }
        return bytes[position..<end]
    }

    private mutating func field(_ label: String) throws(LedgerError) -> ArraySlice<UInt8> {
        let line = try line()
        guard line.starts(with: label.utf8), line.dropFirst(label.utf8.count).first == UInt8(ascii: " ") else {
            throw malformed("no field \"\(label)\"")
        }
        return line.dropFirst(label.utf8.count + 1)
    }

    private mutating func text(_ label: String) throws(LedgerError) -> String {
        let field = try Array(field(label))
        guard UTF8Validation.firstInvalidOffset(in: field) == nil else { throw malformed("\(label) is not UTF-8") }
        return String(decoding: field, as: UTF8.self)
    }

    private mutating func number(_ label: String, in range: ClosedRange<UInt64>) throws(LedgerError) -> UInt64 {
        let field = try field(label)
        guard let value = field.withUnsafeBufferPointer({ NumberParser.uint64($0) }),
            field.elementsEqual("\(value)".utf8)
        else { throw malformed("\(label) is not a number") }
        guard range.contains(value) else { throw malformed("\(label) is \(value), outside of its range") }
        return value
    }

    private mutating func time() throws(LedgerError) -> Int64 {
        let field = try field("time")
        guard let value = NumberParser.int64(field), field.elementsEqual("\(value)".utf8) else {
            throw malformed("time is not a number")
        }
        return value
    }

    private func digest(_ field: ArraySlice<UInt8>) throws(LedgerError) -> Digest {
        guard let digest = try? Digest(hex: String(decoding: field, as: UTF8.self)) else {
            throw malformed("no digest")
        }
        return digest
    }

    private mutating func take(_ count: Int) throws(LedgerError) -> ArraySlice<UInt8> {
        guard count <= bytes.count - position else { throw malformed("the payload is shorter than its count") }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
