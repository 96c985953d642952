extension JSONDocument {
    /// Refuses a text that is not byte for byte its own canonical form.
    func requireCanonicalForm() throws(CoreError) {
        var canonical: [UInt8] = []
        canonical.reserveCapacity(bytes.count)
        appendCanonical(0, to: &canonical)
        try requireEqual(canonical)
    }

    /// Refuses the text when its canonical form is another one.
    func requireEqual(_ canonical: [UInt8]) throws(CoreError) {
        guard canonical != bytes else { return }
        let common = zip(canonical, bytes).prefix { $0 == $1 }.count
        throw CoreError(
            .malformedInput, "the JSON text is not in canonical form",
            at: bytes.withUnsafeBufferPointer { JSONTokenizer.place(common, in: $0) },
            remedy: "Write it with CanonicalJSONEncoder.")
    }

    /// Appends the canonical form of a node; the recursion is bounded by the depth limit.
    private func appendCanonical(_ node: Int, to canonical: inout [UInt8]) {
        let first = node + 1
        switch nodes[node].token {
        case .beginObject, .endObject:
            let members = sequence(first: first) { [nodes] in nodes[nodes[$0].next].next }
                .prefix(nodes[node].count).map { (key(at: $0), nodes[$0].next) }
            canonical.append(UInt8(ascii: "{"))
            for (count, index) in CanonicalJSON.order(of: members.map(\.0)).enumerated() {
                if count > 0 { canonical.append(UInt8(ascii: ",")) }
                CanonicalJSON.append(members[index].0, to: &canonical)
                canonical.append(UInt8(ascii: ":"))
                appendCanonical(members[index].1, to: &canonical)
            }
            canonical.append(UInt8(ascii: "}"))
        case .beginArray, .endArray:
            canonical.append(UInt8(ascii: "["))
            var element = first
            for index in 0..<nodes[node].count {
                if index > 0 { canonical.append(UInt8(ascii: ",")) }
                appendCanonical(element, to: &canonical)
                element = nodes[element].next
            }
            canonical.append(UInt8(ascii: "]"))
        case .string(let text), .key(let text): CanonicalJSON.append(string(text), to: &canonical)
        case .number(let number): withBytes(of: number) { appendCanonical($0, number.isInteger, to: &canonical) }
        case .boolean(let value): canonical.append(contentsOf: (value ? "true" : "false").utf8)
        case .null, .end: canonical.append(contentsOf: "null".utf8)
        }
    }

    /// The key that a node holds.
    func key(at node: Int) -> String { if case .key(let text) = nodes[node].token { string(text) } else { "" } }

    private func appendCanonical(
        _ text: UnsafeBufferPointer<UInt8>, _ isInteger: Bool, to canonical: inout [UInt8]
    ) {
        if isInteger, let value = NumberParser.int64(text) {
            CanonicalJSON.append(value, to: &canonical)
        } else if isInteger, let value = NumberParser.uint64(text) {
            CanonicalJSON.append(value, to: &canonical)
        } else if !isInteger, let value = NumberParser.double(text) {
            NumberText.appendShortest(value, to: &canonical)
        }
        // A number that fits no type has no canonical form: nothing is written, and the bytes differ.
    }
}
