/// A set of labels for each row, as in multi-label classification.
public struct LabelSets: Sendable, Hashable {
    /// The vocabulary, unique, in output order.
    public let labels: [String]
    /// Where each row begins in ``indices``; one more element than there are rows.
    public let offsets: [Int]
    /// Positions in ``labels``, strictly increasing within a row.
    public let indices: [Int32]

    /// Creates label sets from label names.
    ///
    /// - Parameters:
    ///   - rows: The labels of each row; repeats within a row count once.
    ///   - labels: The vocabulary, unique.
    /// - Throws: ``CoreError`` with code `duplicateName` for a vocabulary with repeats, or `unknownName` for a label
    ///   outside of the vocabulary.
    public init(_ rows: [[String]], labels: [String]) throws(CoreError) {
        let positions = try Self.positions(of: labels)
        var offsets = [0]
        var indices: [Int32] = []
        for (row, names) in rows.enumerated() {
            var found: Set<Int32> = []
            for name in names {
                guard let position = positions[name] else {
                    throw CoreError(
                        .unknownName, "unknown label \"\(name)\"", at: "row \(row)",
                        remedy: "Labels are: \(labels.joined(separator: ", ")).")
                }
                found.insert(position)
            }
            indices.append(contentsOf: found.sorted())
            offsets.append(indices.count)
        }
        self.labels = labels
        self.offsets = offsets
        self.indices = indices
    }

    private init(labels: [String], offsets: [Int], indices: [Int32]) {
        self.labels = labels
        self.offsets = offsets
        self.indices = indices
    }

    /// The number of rows.
    public var rowCount: Int { offsets.count - 1 }

    /// Where the labels of a row are in ``indices``.
    package func range(ofRow row: Int) -> Range<Int> { offsets[row]..<offsets[row + 1] }

    /// The rows of the given positions, in that order.
    ///
    /// - Throws: ``CoreError`` with code `invalidArgument` when there is no such row.
    public func selecting(rows positions: [Int]) throws(CoreError) -> LabelSets {
        var offsets = [0]
        var selected: [Int32] = []
        for position in positions {
            guard position >= 0, position < rowCount else {
                throw CoreError(.invalidArgument, "row \(position) of \(rowCount)", at: "label sets")
            }
            selected.append(contentsOf: indices[range(ofRow: position)])
            offsets.append(selected.count)
        }
        return LabelSets(labels: labels, offsets: offsets, indices: selected)
    }

    private static func positions(of labels: [String]) throws(CoreError) -> [String: Int32] {
        guard labels.count <= Int(Int32.max) else { throw CoreError(.limitExceeded, "\(labels.count) labels") }
        var positions: [String: Int32] = [:]
        for (position, label) in labels.enumerated() {
            guard positions.updateValue(Int32(position), forKey: label) == nil else {
                throw CoreError(.duplicateName, "label \"\(label)\" occurs twice", at: "labels")
            }
        }
        return positions
    }
}
