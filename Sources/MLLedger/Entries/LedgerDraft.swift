import MLCore

/// What a caller wants a ledger to record; the ledger adds number, time and digests.
public struct LedgerDraft: Hashable, Sendable {
    /// What happened.
    public var kind: EntryKind
    /// The thing it happened to: a model, dataset, run, alias or other name.
    public var subject: ResourceName
    /// Who or what did it: 1 to 256 bytes of printable text.
    public var actor: String
    /// The blobs that this entry needs: they are verified with it, and kept as long as it.
    public var blobs: [Digest]
    /// The content, whose form the kind decides; canonical JSON for entries made from a `Codable` value.
    public var payload: [UInt8]

    /// Creates a draft with payload bytes.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - subject: The thing it happened to.
    ///   - actor: Who or what did it.
    ///   - blobs: The blobs that the entry needs, already put into the blob store.
    ///   - payload: The content, at most ``LedgerLimits/payloadSize`` bytes.
    public init(
        kind: EntryKind, subject: ResourceName, actor: String, blobs: [Digest] = [], payload: [UInt8] = []
    ) {
        self.kind = kind
        self.subject = subject
        self.actor = actor
        self.blobs = blobs
        self.payload = payload
    }

    /// Checks everything a ledger checks, and reports all faults at once.
    ///
    /// - Returns: The draft itself.
    /// - Throws: ``LedgerError`` with the code of the first fault and the text of all of them.
    @discardableResult
    public func validated() throws(LedgerError) -> LedgerDraft {
        var faults: [(code: LedgerError.Code, text: String)] = []
        do throws(LedgerError) { try kind.validated() } catch { faults.append((error.code, error.details.problem)) }
        if let problem = Self.problem(inActor: actor) { faults.append((.invalidArgument, problem)) }
        if blobs.count > LedgerLimits.blobCount {
            faults.append((.limitExceeded, "\(blobs.count) blobs, and the limit is \(LedgerLimits.blobCount)"))
        }
        if payload.count > LedgerLimits.payloadSize {
            faults.append(
                (.limitExceeded, "a payload of \(payload.count) bytes, and the limit is \(LedgerLimits.payloadSize)"))
        }
        guard let first = faults.first else { return self }
        throw LedgerError(
            first.code, faults.map(\.text).joined(separator: "; "),
            at: "draft of kind \(quoted(kind.rawValue)) for \(subject)",
            remedy: first.code == .limitExceeded ? "Put large content into a blob and name it in the entry." : nil)
    }

    /// What is wrong with the name of an actor, if something is.
    static func problem(inActor actor: String) -> String? {
        guard !actor.isEmpty else { return "the actor is empty" }
        guard actor.utf8.prefix(LedgerLimits.actorSize + 1).count <= LedgerLimits.actorSize else {
            return "the actor has more than \(LedgerLimits.actorSize) bytes"
        }
        guard actor.first != " ", actor.last != " " else { return "the actor begins or ends with a space" }
        guard actor.unicodeScalars.allSatisfy(isPrintable) else {
            return "the actor contains a control, line-breaking or direction-changing character"
        }
        return nil
    }

    /// Whether a character neither breaks a line, nor controls a terminal, nor reorders the text around it.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB:
            false
        default: true
        }
    }
}
