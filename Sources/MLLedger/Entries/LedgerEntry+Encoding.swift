import MLCore

extension LedgerEntry {
    /// The stored form of the entry.
    ///
    /// ```
    /// mlops-entry 1
    /// sequence 12
    /// previous 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef
    /// following 0
    /// time 1700000000000000
    /// kind model.registered
    /// subject genre-classifier
    /// actor nightly
    /// blobs 1
    /// ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
    /// payload 13
    /// {"version":1}
    /// digest 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
    /// ```
    ///
    /// Every line has exactly one spelling and ends with one line feed, also after the payload, whose bytes are
    /// whatever they are. The digest is SHA-256 over the text `swift-mlops ledger entry` and a zero byte, and then all
    /// bytes before the line of the digest.
    public var encoded: [UInt8] {
        var bytes = canonicalBytes
        bytes.append(contentsOf: "digest \(digest)\n".utf8)
        return bytes
    }

    /// The digest of what the entry says, to be compared with what it claims.
    var recomputedDigest: Digest { Self.digest(ofCanonicalBytes: canonicalBytes) }

    private var canonicalBytes: [UInt8] {
        Self.canonicalBytes(
            draft, sequence: sequence, previous: previous, following: following, timestamp: timestamp)
    }

    static func canonicalBytes(
        _ draft: LedgerDraft, sequence: UInt64, previous: Digest, following: Int, timestamp: Timestamp
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(draft.payload.count + 65 * draft.blobs.count + 1024)
        bytes.append(
            contentsOf: """
                mlops-entry \(formatVersion)
                sequence \(sequence)
                previous \(previous)
                following \(following)
                time \(timestamp.microseconds)
                kind \(draft.kind)
                subject \(draft.subject)
                actor \(draft.actor)
                blobs \(draft.blobs.count)

                """.utf8)
        for blob in draft.blobs { bytes.append(contentsOf: "\(blob)\n".utf8) }
        bytes.append(contentsOf: "payload \(draft.payload.count)\n".utf8)
        bytes.append(contentsOf: draft.payload)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// The digest of an entry: the prefix keeps it apart from the digest of a blob with the same bytes.
    static func digest(ofCanonicalBytes bytes: some Collection<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(digestPrefix)
        hash.update(bytes)
        return hash.finalize()
    }

    private static let digestPrefix = Array("swift-mlops ledger entry\0".utf8)
}
