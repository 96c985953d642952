import MLCore

extension LedgerDraft {
    /// Creates a draft whose payload is a value, as canonical JSON.
    ///
    /// - Parameters:
    ///   - kind: What happened.
    ///   - subject: The thing it happened to.
    ///   - actor: Who or what did it.
    ///   - blobs: The blobs that the entry needs, already put into the blob store.
    ///   - content: The content; equal values give equal bytes.
    /// - Throws: ``LedgerError`` with code `malformedPayload` when the value cannot be encoded, such as NaN.
    public init(
        kind: EntryKind, subject: ResourceName, actor: String, blobs: [Digest] = [], content: some Encodable
    ) throws(LedgerError) {
        let payload: [UInt8]
        do throws(CoreError) {
            payload = try CanonicalJSONEncoder().encode(content)
        } catch {
            throw LedgerError(
                .malformedPayload, "the content cannot be encoded", at: "draft of kind \(quoted(kind.rawValue))",
                cause: error)
        }
        self.init(kind: kind, subject: subject, actor: actor, blobs: blobs, payload: payload)
    }
}

extension LedgerEntry {
    /// The payload as a value of the type that the kind of the entry stands for.
    ///
    /// Keys that the type does not know are skipped, so that a later version may add some.
    ///
    /// - Parameter type: The type.
    /// - Returns: The value.
    /// - Throws: ``LedgerError`` with code `malformedPayload`, naming the entry.
    public func payload<Content: Decodable>(as type: Content.Type) throws(LedgerError) -> Content {
        do throws(CoreError) {
            return try CanonicalJSONDecoder().decode(type, from: payload)
        } catch {
            throw LedgerError(
                .malformedPayload, "the payload is not a \(type)", at: "entry \(sequence) of kind \(kind)",
                remedy: "Read it as the type that its kind stands for.", cause: error)
        }
    }
}
