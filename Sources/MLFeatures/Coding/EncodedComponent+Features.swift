import MLCore

extension StoredComponent {
    /// The stored form of parameters, blobs and children under the kind and version of this type.
    func encoded(
        parameters: some Encodable, blobs: [String: [UInt8]] = [:], children: [EncodedComponent] = []
    ) throws -> EncodedComponent {
        EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion,
            parameters: try CanonicalJSONEncoder().encode(parameters), blobs: blobs, children: children)
    }

    /// The parameters of a stored form of this type and of a version up to the one that is written now.
    static func parameters<Parameters: Codable>(
        _ type: Parameters.Type, of encoded: EncodedComponent
    ) throws -> Parameters {
        guard encoded.kind == kind else {
            throw CoreError(
                .unknownComponent, "a component of kind \"\(encoded.kind.prefix(64))\" is read as \(kind)",
                at: "component \(kind)")
        }
        try encoded.require(formatVersions: 1...formatVersion)
        do {
            return try CanonicalJSONDecoder(rejectsUnknownKeys: true).decode(type, from: encoded.parameters)
        } catch {
            throw CoreError(.malformedModel, "the parameters cannot be read", at: "component \(kind)", cause: error)
        }
    }

    /// The error for a stored form that does not fit together.
    static func malformed(_ problem: String, cause: (any Error)? = nil) -> CoreError {
        CoreError(.malformedModel, problem, at: "component \(kind)", cause: cause)
    }
}

extension EncodedComponent {
    /// The vocabulary of a blob: the number of terms, then each with the number of its bytes.
    func vocabulary(_ name: String) throws -> TermVocabulary {
        do {
            var reader = BinaryReader(try blob(name), name: name)
            let count = try reader.readCount()
            var terms: [String] = []
            terms.reserveCapacity(count)
            for _ in 0..<count { terms.append(try reader.readPrefixedString()) }
            try reader.expectEnd()
            guard let vocabulary = TermVocabulary(terms) else {
                throw CoreError(.duplicateName, "a term occurs twice", at: name)
            }
            return vocabulary
        } catch {
            throw CoreError(
                .malformedModel, "the terms cannot be read", at: "component \(kind), blob \(name)", cause: error)
        }
    }

    /// The finite numbers of a blob.
    func numbers(_ name: String, count: Int) throws -> [Double] {
        do {
            let numbers: [Double] = try numbers(name)
            guard numbers.count == count else {
                throw CoreError(.malformedInput, "\(numbers.count) numbers, expected are \(count)", at: name)
            }
            guard numbers.allSatisfy(\.isFinite) else {
                throw CoreError(.nonFiniteValue, "a number is not finite", at: name)
            }
            return numbers
        } catch {
            throw CoreError(
                .malformedModel, "the numbers cannot be read", at: "component \(kind), blob \(name)", cause: error)
        }
    }
}

extension TermVocabulary {
    /// The blob that ``EncodedComponent/vocabulary(_:)`` reads.
    var blob: [UInt8] {
        var writer = BinaryWriter(capacity: bytes.count + 2 * count + 8)
        writer.writeCount(count)
        for position in 0..<count { writer.writePrefixedBytes(Array(bytes[offsets[position]..<offsets[position + 1]])) }
        return writer.bytes
    }
}
