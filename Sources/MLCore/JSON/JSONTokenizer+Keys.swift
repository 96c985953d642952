extension JSONTokenizer {
    /// Up to this many keys, an object's keys are compared one by one; above, they are hashed with a random seed.
    private static let fewKeys = 32

    /// Remembers a key of the innermost object, or refuses it when the object has it already.
    mutating func register(_ text: JSONText) throws(CoreError) {
        let isPlain = text.isASCII && !text.hasEscapes
        let key = Key(text: text, decoded: isPlain ? nil : string(text))
        guard let frame = frames.last else { return }
        var isDuplicate = false
        if keys.count - frame.firstKey < Self.fewKeys {
            for index in frame.firstKey..<keys.count where isEqual(keys[index], key) { isDuplicate = true }
            keys.append(key)
        } else {
            var known = frames[frames.count - 1].manyKeys ?? []
            frames[frames.count - 1].manyKeys = nil
            if known.isEmpty { known = Set(keys[frame.firstKey...].map { $0.decoded ?? string($0.text) }) }
            isDuplicate = !known.insert(key.decoded ?? string(text)).inserted
            frames[frames.count - 1].manyKeys = known
        }
        if isDuplicate { throw malformed("the key \(quoted(text)) occurs twice in one object", at: text.start - 1) }
    }

    private func isEqual(_ first: Key, _ second: Key) -> Bool {
        if first.decoded == nil, second.decoded == nil {
            guard first.text.count == second.text.count else { return false }
            for offset in 0..<first.text.count
            where bytes[first.text.start + offset] != bytes[second.text.start + offset] { return false }
            return true
        }
        return (first.decoded ?? string(first.text)) == (second.decoded ?? string(second.text))
    }

    /// A key for an error message: shortened, and escaped so that it stays on its line.
    private func quoted(_ text: JSONText) -> String {
        let key = string(text)
        return "'" + (key.count > 60 ? key.prefix(60) + "…" : key[...]).debugDescription.dropFirst().dropLast() + "'"
    }
}
