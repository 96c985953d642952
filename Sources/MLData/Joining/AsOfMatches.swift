import MLCore

/// The times of one side of an as-of join, as numbers that subtract without a fault.
enum AsOfTimes {
    case integers([Int64])
    case numbers([Double])

    init?(_ column: Column) {
        switch column.storage {
        case .int64(let values), .timestamp(let values): self = .integers(values)
        case .double(let values): self = .numbers(values)
        case .float(let values): self = .numbers(values.map(Double.init))
        case .bool, .string, .stringList: return nil
        }
    }

    /// Whether a time is not a number, which has no place in time.
    func isNaN(_ row: Int) -> Bool {
        if case .numbers(let values) = self { values[row].isNaN } else { false }
    }
}

/// Finds for each row of one frame the row of another one that was valid at its time.
struct AsOfMatches {
    /// For each row of the left frame the row of the right one, or `nil`.
    let rows: [Int?]

    init(_ join: AsOfJoin, _ left: DataFrame, _ right: DataFrame) throws(DataError) {
        let (leftColumn, rightColumn) = (try left.column(join.time), try right.column(join.time))
        guard leftColumn.type == rightColumn.type, let leftTimes = AsOfTimes(leftColumn),
            let rightTimes = AsOfTimes(rightColumn)
        else {
            throw DataError(
                .typeMismatch,
                "times of type \(leftColumn.type.rawValue) and \(rightColumn.type.rawValue) cannot be joined",
                at: "column \"\(join.time)\"", remedy: "Use times, integers or numbers of one type.")
        }
        if let tolerance = join.tolerance, !(tolerance >= 0) {
            throw DataError(.invalidArgument, "a tolerance of \(tolerance)", at: "as-of join")
        }
        let keys = try JoinKeys(left, right, names: join.keys)
        // Sorted by time first, so that the rows of each group come in the order of their times; of equal times the
        // later row comes last.
        let order = rightColumn.sorted(Array(0..<right.rowCount), SortKey(join.time))
        var rightKeys: [Int] = []
        rightKeys.reserveCapacity(order.count)
        for row in order {
            rightKeys.append(rightColumn.validity[row] && !rightTimes.isNaN(row) ? keys.right[row] : -1)
        }
        let groups = GroupRows(rightKeys, groupCount: keys.count)
        switch (leftTimes, rightTimes) {
        case (.integers(let left), .integers(let right)):
            let sorted = groups.rows.map { right[order[$0]] }
            // Distances are whole numbers: what a tolerance has beyond one allows nothing more.
            let tolerance = join.tolerance.flatMap { $0 < 0x1p64 ? UInt64($0) : nil }
            rows = Self.match(join, keys.left, leftColumn.validity, left, groups, sorted, tolerance) {
                UInt64(bitPattern: $1 &- $0)
            }.map { $0.map { order[$0] } }
        case (.numbers(let left), .numbers(let right)):
            let sorted = groups.rows.map { right[order[$0]] }
            rows = Self.match(join, keys.left, leftColumn.validity, left, groups, sorted, join.tolerance) {
                // The difference of equal infinities is not a number.
                $0 == $1 ? 0 : $1 - $0
            }.map { $0.map { order[$0] } }
        default: rows = [Int?](repeating: nil, count: left.rowCount)
        }
    }

    /// For each row of the left side the place of its match in the order of `sorted`.
    ///
    /// - Parameters:
    ///   - join: The rules.
    ///   - keys: The number of the key of each left row, or -1.
    ///   - validity: Which left times are present.
    ///   - times: The left times.
    ///   - groups: The right rows of each key, in the order of their times.
    ///   - sorted: The right times in that order.
    ///   - tolerance: The largest distance.
    ///   - distance: The distance from the first to the second time, which is not below it.
    /// - Returns: One place, or none, for each left row.
    private static func match<Time: Comparable, Distance: Comparable>(
        _ join: AsOfJoin, _ keys: [Int], _ validity: ValidityBitmap, _ times: [Time], _ groups: GroupRows,
        _ sorted: [Time], _ tolerance: Distance?, _ distance: (Time, Time) -> Distance
    ) -> [Int?] {
        var result = [Int?](repeating: nil, count: keys.count)
        for (row, key) in keys.enumerated() where key >= 0 && validity[row] {
            let time = times[row]
            guard time == time else { continue }
            let range = groups.starts[key]..<groups.starts[key + 1]
            // Behind all that are before the time, or at it when it may match.
            let after = partition(range) { join.allowsExactMatches ? !(time < sorted[$0]) : sorted[$0] < time }
            let before: Int? = after > range.lowerBound ? after - 1 : nil
            // The first that is at the time, when it may match, or after it.
            let next = partition(range) { join.allowsExactMatches ? sorted[$0] < time : !(time < sorted[$0]) }
            let following: Int? = next < range.upperBound ? next : nil
            let found: Int?
            switch join.direction {
            case .backward: found = before
            case .forward: found = following
            case .nearest:
                if let before, let following {
                    found =
                        distance(sorted[before], time) <= distance(time, sorted[following]) ? before : following
                } else {
                    found = before ?? following
                }
            }
            guard let found else { continue }
            if let tolerance {
                let (first, second) = sorted[found] < time ? (sorted[found], time) : (time, sorted[found])
                guard distance(first, second) <= tolerance else { continue }
            }
            result[row] = groups.rows[found]
        }
        return result
    }

    /// The first position of a range that does not satisfy a condition which all before it do.
    @inline(__always)
    private static func partition(_ range: Range<Int>, _ isBefore: (Int) -> Bool) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension DataFrame {
    /// All rows of this frame with the columns of the row of another frame that was valid at their time.
    ///
    /// Rows keep their order, and none is left out or repeated; a row without a match, and one with a missing key or
    /// time, has missing values. Of right rows with equal times the later row counts, looking backward, and the earlier
    /// one, looking forward. Neither frame has to be sorted. Rows at NaN never match.
    ///
    /// ```swift
    /// let rides = try rides.joined(with: weather, asOf: AsOfJoin(on: "time", by: ["city"], tolerance: 3.6e9))
    /// ```
    ///
    /// - Parameters:
    ///   - other: The right side.
    ///   - join: How a match is found.
    ///   - suffix: Appended to the name of a column of the right side that the left side has too; its times and keys
    ///     are left out.
    /// - Returns: As many rows as this frame has.
    /// - Throws: ``DataError`` with code `unknownColumn`, `duplicateColumn`, `typeMismatch`, or `invalidArgument` for a
    ///   negative tolerance.
    /// - Complexity: O(rows of both × columns of the key) expected to sort, and O(log rows) for each row.
    public func joined(
        with other: DataFrame, asOf join: AsOfJoin, suffix: String = "_right"
    ) throws(DataError) -> DataFrame {
        let rows = try AsOfMatches(join, self, other).rows
        return try widened(by: other, rows: rows, without: join.keys + [join.time], suffix: suffix, allowsGaps: true)
    }

    /// For each row, the row of another frame that was valid at its time, or `nil`.
    ///
    /// - Parameters:
    ///   - other: The right side.
    ///   - join: How a match is found.
    /// - Returns: One position for each row of this frame.
    /// - Throws: As ``joined(with:asOf:suffix:)``.
    public func positions(in other: DataFrame, asOf join: AsOfJoin) throws(DataError) -> [Int?] {
        try AsOfMatches(join, self, other).rows
    }
}
