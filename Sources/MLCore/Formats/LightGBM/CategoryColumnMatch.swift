/// What a LightGBM model file says about the values of a column (`feature_infos`).
enum FeatureInfo: Equatable {
    /// `none`: the column had a single value.
    case constant
    /// `3:0:7`: category codes.
    case categories(largest: Int64)
    /// `[0:5]`: the range of a column of numbers.
    case range(ClosedRange<Double>)
    /// Something else.
    case unknown

    /// Reads a description.
    init(_ range: Range<Int>, _ text: LightGBMText) {
        let bytes = text.slice(range)
        let isRange = bytes.first == UInt8(ascii: "[") && bytes.last == UInt8(ascii: "]") && bytes.count >= 2
        let inner = isRange ? range.lowerBound + 1..<range.upperBound - 1 : range
        if text.equals(range, "none") {
            self = .constant
        } else if isRange {
            let ends = text.tokens(inner, separator: UInt8(ascii: ":")).map { NumberParser.double($0) }
            if ends.count == 2, let low = ends[0], let high = ends[1], low <= high {
                self = .range(low...high)
            } else {
                self = .unknown
            }
        } else {
            var largest: Int64 = -1
            for token in text.tokens(inner, separator: UInt8(ascii: ":")) {
                guard let code = NumberParser.int64(token) else {
                    self = .unknown
                    return
                }
                largest = max(largest, code)
            }
            self = .categories(largest: largest)
        }
    }

    /// How well a table of categories fits the column, or `nil` when it does not.
    ///
    /// Codes say most. Ordered pandas categories are a range of numbers from 0, seldom of fewer codes than the table
    /// has.
    ///
    /// - Parameter count: The number of categories.
    /// - Returns: A score from 1 on.
    func score(ofTable count: Int) -> Int? {
        switch self {
        case .categories(let largest): largest < Int64(count) ? 1000 : nil
        case .range(let range):
            if range.lowerBound == 0, range.upperBound == Double(count - 1) {
                30
            } else if range.lowerBound >= 0, range.upperBound <= Double(count - 1),
                range.lowerBound == range.lowerBound.rounded(), range.upperBound == range.upperBound.rounded()
            {
                10
            } else {
                nil
            }
        case .constant: 1
        case .unknown: nil
        }
    }
}

/// The best assignment of category tables, in order, to rising columns.
struct CategoryColumnMatch {
    /// The columns, when there is exactly one best assignment.
    let columns: [Int]?

    /// Matches by dynamic programming over tables and columns.
    ///
    /// - Parameters:
    ///   - sizes: The number of categories of each table.
    ///   - infos: The description of each column.
    /// - Complexity: O(tables × columns).
    init(_ sizes: [Int], _ infos: [FeatureInfo]) {
        // best[t][c]: the score of the first t tables in the first c columns, and whether only one assignment has it.
        let width = infos.count + 1
        var scores = [Int](repeating: -1, count: (sizes.count + 1) * width)
        var isUnique = [Bool](repeating: true, count: scores.count)
        for column in 0..<width { scores[column] = 0 }
        for table in 1..<(sizes.count + 1) {
            for column in 1..<width {
                let cell = table * width + column
                let skipped = cell - 1
                let used = cell - width - 1
                var score = -1
                if let fit = infos[column - 1].score(ofTable: sizes[table - 1]), scores[used] >= 0 {
                    score = scores[used] + fit
                }
                scores[cell] = max(score, scores[skipped])
                isUnique[cell] =
                    score == scores[skipped]
                    ? score < 0 : (score > scores[skipped] ? isUnique[used] : isUnique[skipped])
            }
        }
        let last = sizes.count * width + infos.count
        guard scores[last] >= 0, isUnique[last] else {
            columns = nil
            return
        }
        var columns: [Int] = []
        var cell = last
        while columns.count < sizes.count {
            // A cell to the left with the same score means that the column was skipped.
            if scores[cell - 1] == scores[cell], cell % width > 1 {
                cell -= 1
            } else {
                columns.append(cell % width - 1)
                cell -= width + 1
            }
        }
        self.columns = columns.reversed()
    }
}
