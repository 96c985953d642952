/// The terms or categories that became features, in the order of the features: immutable.
struct TermVocabulary: Sendable {
    /// The most terms of a vocabulary.
    static let maximumCount = Int(Int32.max)

    private let table: TermTable

    /// Creates a vocabulary of different terms, in the given order, from well-formed UTF-8.
    ///
    /// The result is `nil` when offsets do not fit, a term occurs twice, or there are more than ``maximumCount``.
    ///
    /// - Parameters:
    ///   - bytes: The terms, one after the other.
    ///   - offsets: Where each term begins, and where the last one ends.
    init?(bytes: [UInt8], offsets: [Int]) {
        let count = offsets.count - 1
        guard count >= 0, count <= Self.maximumCount, offsets.first == 0, offsets.last == bytes.count else {
            return nil
        }
        for index in 0..<count where offsets[index] > offsets[index + 1] { return nil }
        var table = TermTable(minimumCapacity: count)
        let isUnique = bytes.withUnsafeBufferPointer { all in
            (0..<count).allSatisfy {
                table.insert(UnsafeBufferPointer(rebasing: all[offsets[$0]..<offsets[$0 + 1]])).isNew
            }
        }
        guard isUnique else { return nil }
        self.table = table
    }

    /// Creates a vocabulary of terms in the given order; `nil` when a term occurs twice.
    init?(_ terms: [String]) {
        guard terms.count <= Self.maximumCount else { return nil }
        var table = TermTable(minimumCapacity: terms.count)
        for var term in terms {
            guard term.withUTF8({ table.insert($0).isNew }) else { return nil }
        }
        self.table = table
    }

    /// The number of terms.
    var count: Int { table.count }
    /// The UTF-8 of all terms, one after the other.
    var bytes: [UInt8] { table.bytes }
    /// Where each term begins in ``bytes``, and where the last one ends.
    var offsets: [Int] { table.offsets }
    /// The terms, in order.
    var terms: [String] { (0..<count).map(term(at:)) }

    /// A term.
    ///
    /// - Precondition: `position` is the position of a term.
    func term(at position: Int) -> String { table.withTerm(at: position) { String(decoding: $0, as: UTF8.self) } }

    /// The position of a term, or `nil` when the vocabulary does not have it.
    @inline(__always)
    func position(of term: UnsafeBufferPointer<UInt8>) -> Int? { table.position(of: term) }

    /// The position of a term, or `nil` when the vocabulary does not have it.
    func position(of term: String) -> Int? {
        var term = term
        return term.withUTF8 { position(of: $0) }
    }
}

extension TermVocabulary: Hashable {
    /// Whether both have the same terms, byte for byte, in the same order.
    static func == (left: Self, right: Self) -> Bool { left.offsets == right.offsets && left.bytes == right.bytes }

    func hash(into hasher: inout Hasher) {
        hasher.combine(offsets)
        hasher.combine(bytes)
    }
}
