import MLCore

/// Divides rows at random so that every part has each label in about the same share.
///
/// With a column of single values, the rows of each value are shuffled and dealt out by the shares; rows left over by
/// rounding go to the part that is furthest below its size. With a column of lists, labels are dealt out by the iterative
/// stratification of Sechidis, Tsoumakas and Vlahavas, "On the Stratification of Multi-Label Data" (ECML PKDD 2011): the
/// label with the fewest rows left is next, and each of its rows goes to the part that lacks most of that label, then
/// the part that lacks most rows, then one drawn by the seed. Missing values count as a label of their own, empty lists
/// as rows without labels.
public struct StratifiedSplitter: Splitter, Hashable, Codable {
    /// The column of labels: lists, or values of any other type.
    public var column: String
    /// The parts.
    public var shares: PartShares
    /// The seed.
    public var seed: UInt64

    /// Creates a splitter.
    ///
    /// - Parameters:
    ///   - column: The column of labels.
    ///   - shares: The parts.
    ///   - seed: The seed.
    public init(column: String, shares: PartShares, seed: UInt64) {
        self.column = column
        self.shares = shares
        self.seed = seed
    }

    /// Divides the rows.
    ///
    /// - Parameter frame: The table.
    /// - Returns: Parts that hold every row exactly once; the report has the share of each label in each part.
    /// - Throws: ``DataError`` with code `unknownColumn`, or `invalidSplit` when a part would get no rows.
    /// - Complexity: O(labels in all rows × parts + distinct labels²).
    public func split(_ frame: DataFrame) throws(DataError) -> Split {
        let labels = RowLabels(try frame.column(column))
        var stratification = Stratification(labels: labels, shares: shares, seed: seed)
        let assignment =
            labels.isMultiple
            ? stratification.iterativeAssignment() : stratification.assignmentByValue()
        return try Split(
            assignment: assignment, shares: shares, method: "random rows, stratified by \(column)", seed: seed,
            labelShares: labels.shares(assignment: assignment, partCount: shares.parts.count))
    }
}

/// The labels of each row as numbers.
struct RowLabels {
    /// The names, in order of first occurrence.
    private(set) var names: [String] = []
    /// For each row the numbers of its labels, each once.
    private(set) var rows: [[Int]] = []
    /// Whether a row may have any number of labels.
    let isMultiple: Bool

    init(_ column: Column) {
        isMultiple = column.type == .stringList
        if let lists = column.lists {
            var numbers: [String: Int] = [:]
            for row in 0..<lists.count {
                var labels: [Int] = []
                for index in lists.range(at: row) {
                    let name = lists.texts.string(at: index)
                    let number = numbers[name] ?? names.count
                    if number == names.count {
                        numbers[name] = number
                        names.append(name)
                    }
                    if !labels.contains(number) { labels.append(number) }
                }
                rows.append(labels)
            }
        } else {
            let codes = column.codes()
            names = codes.firstRows.map { column.uncheckedValue(at: $0).description }
            rows = codes.codes.map { $0 < 0 ? [] : [$0] }
        }
        guard column.validity.hasMissing else { return }
        for row in rows.indices where !column.validity[row] { rows[row] = [names.count] }
        names.append("missing")
    }

    /// For each part the share of its rows that have each label; labels of the same text are added up.
    func shares(assignment: [Int], partCount: Int) -> [[String: Double]] {
        var counts = [[Int]](repeating: [Int](repeating: 0, count: names.count), count: partCount)
        var sizes = [Int](repeating: 0, count: partCount)
        for (row, part) in assignment.enumerated() {
            sizes[part] += 1
            for label in rows[row] { counts[part][label] += 1 }
        }
        return counts.indices.map { part in
            let shares = names.indices.map { (names[$0], Double(counts[part][$0]) / Double(max(1, sizes[part]))) }
            return Dictionary(shares, uniquingKeysWith: +)
        }
    }
}
