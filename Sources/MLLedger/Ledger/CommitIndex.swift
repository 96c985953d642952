import MLCore

/// Which appends a ledger directory holds: the number of the first entry of each, and the last entry once it was read.
struct CommitIndex: Sendable {
    /// The numbers of the first entries, ascending.
    private(set) var starts: [UInt64]
    /// Names in the directory that are not those of appends.
    let strangers: [String]
    /// The last entry, or `nil` when there is none or it was not read yet.
    private(set) var head: LedgerHead?

    init(names: [String]) {
        starts = names.compactMap(Self.start(of:)).sorted()
        strangers = names.filter { Self.start(of: $0) == nil }.sorted()
    }

    /// Whether the last entry is known, or there is none.
    var isCurrent: Bool { starts.isEmpty || head != nil }

    /// Whether an entry may lie behind the last append that is known.
    func mayEndBefore(_ sequence: UInt64) -> Bool {
        guard let head else { return starts.last ?? 0 <= sequence }
        return head.sequence < sequence
    }

    /// The number of the entry after the last; only meaningful when the index is current.
    var next: UInt64 { (head?.sequence ?? 0) &+ 1 }

    /// Adds an append, or completes the index by its last one.
    mutating func add(_ entries: [LedgerEntry]) {
        guard let first = entries.first, let last = entries.last, last.sequence > head?.sequence ?? 0 else { return }
        if starts.last ?? 0 < first.sequence { starts.append(first.sequence) }
        if starts.last == first.sequence { head = last.head }
    }

    /// The position in `starts` of the append that an entry belongs to, if the entry is not before all of them.
    func position(containing sequence: UInt64) -> Int? {
        var low = 0
        var high = starts.count
        while low < high {
            let middle = low + (high - low) / 2
            if starts[middle] <= sequence { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }

    /// The name of the file of an append: 20 digits, so that the order of names is the order of numbers.
    static func name(of start: UInt64) -> String {
        let digits = String(start)
        return String(repeating: "0", count: max(0, 20 - digits.utf8.count)) + digits
    }

    static func start(of name: String) -> UInt64? {
        guard name.utf8.count == 20, name.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = UInt64(name), number > 0
        else { return nil }
        return number
    }
}
