import MLCore

/// Counts, for each term of some documents, in how many it occurs and how often in all: mergeable.
struct TermCounter: Sendable {
    /// The terms, in the order in which they were seen first.
    private(set) var terms = TermTable(minimumCapacity: 1 << 10)
    /// In how many documents each term occurs.
    private(set) var documentCounts: [Int] = []
    /// How often each term occurs.
    private(set) var totals: [Int] = []
    /// The number of documents, those without terms included.
    private(set) var documentCount = 0
    /// The number, counted from 1, of the document that each term was seen in last.
    private var lastDocuments: [Int] = []

    /// Begins a document; the terms that follow are its terms.
    mutating func beginDocument() { documentCount += 1 }

    /// Adds an occurrence of a term to the current document.
    mutating func add(_ term: UnsafeBufferPointer<UInt8>) {
        let position = position(of: term)
        totals[position] += 1
        if lastDocuments[position] != documentCount {
            lastDocuments[position] = documentCount
            documentCounts[position] += 1
        }
    }

    /// Joins the counts of other documents.
    mutating func merge(_ other: TermCounter) {
        for position in other.totals.indices {
            let mine = other.terms.withTerm(at: position) { self.position(of: $0) }
            totals[mine] += other.totals[position]
            documentCounts[mine] += other.documentCounts[position]
        }
        documentCount += other.documentCount
        // The current document may have had any number; none that follows has number 0.
        for position in lastDocuments.indices { lastDocuments[position] = 0 }
    }

    private mutating func position(of term: UnsafeBufferPointer<UInt8>) -> Int {
        let (position, isNew) = terms.insert(term)
        if isNew {
            totals.append(0)
            documentCounts.append(0)
            lastDocuments.append(0)
        }
        return position
    }
}
