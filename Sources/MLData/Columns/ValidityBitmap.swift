/// Which values of a column are present, one bit a row.
///
/// A missing value is not NaN and not the empty string: those are values. A bitmap without missing values stores no
/// words. Two bitmaps are equal when they have the same length and the same rows are missing.
public struct ValidityBitmap: Sendable, Hashable {
    /// The number of rows.
    public private(set) var count: Int
    /// The number of missing rows.
    public private(set) var missingCount: Int
    /// A set bit for each present value, 64 rows a word, the first row in the lowest bit.
    ///
    /// Empty when nothing is missing; bits beyond the last row are zero.
    package private(set) var words: [UInt64]

    /// Creates a bitmap without missing values.
    ///
    /// - Parameter count: The number of rows; a negative count counts as zero.
    public init(presentCount count: Int = 0) {
        self.count = max(0, count)
        missingCount = 0
        words = []
    }

    /// Creates a bitmap from truth values.
    ///
    /// - Parameter flags: Whether each row is present.
    public init(_ flags: some Sequence<Bool>) {
        self.init()
        for flag in flags { append(flag) }
    }

    /// Whether any value is missing.
    public var hasMissing: Bool { missingCount > 0 }

    /// Adds a row at the end.
    ///
    /// - Parameter isPresent: Whether its value is present.
    /// - Complexity: O(1) amortised.
    public mutating func append(_ isPresent: Bool) {
        if isPresent {
            if missingCount > 0 {
                if count & 63 == 0 { words.append(1) } else { words[count >> 6] |= 1 << UInt64(count & 63) }
            }
        } else {
            if missingCount == 0 { storeWords() }
            if count & 63 == 0 { words.append(0) }
            missingCount += 1
        }
        count += 1
    }

    /// Whether the value of a row is present.
    ///
    /// - Precondition: `row` is a row of the bitmap.
    package subscript(row: Int) -> Bool {
        if missingCount == 0 { return true }
        return words[row >> 6] >> UInt64(row & 63) & 1 == 1
    }

    /// The bitmap of the given rows, in that order.
    ///
    /// - Precondition: Every position is a row of the bitmap.
    package func taking(_ positions: [Int]) -> ValidityBitmap {
        guard hasMissing else { return ValidityBitmap(presentCount: positions.count) }
        var result = ValidityBitmap()
        for position in positions { result.append(self[position]) }
        return result
    }

    /// Adds the rows of another bitmap at the end.
    package mutating func append(contentsOf other: ValidityBitmap) {
        if !hasMissing, !other.hasMissing {
            count += other.count
            return
        }
        if !other.hasMissing { return append(repeating: true, count: other.count) }
        var rest = other.count
        for word in other.words {
            append(bits: word, count: min(64, rest))
            rest -= 64
        }
    }

    /// Adds rows that are all present or all missing.
    ///
    /// - Complexity: O(count / 64).
    package mutating func append(repeating isPresent: Bool, count added: Int) {
        if isPresent, missingCount == 0 {
            count += added
            return
        }
        var rest = added
        while rest > 0 {
            append(bits: isPresent ? .max : 0, count: min(64, rest))
            rest -= 64
        }
    }

    /// Adds up to 64 rows, the first one in the lowest bit, where a set bit is a present row.
    package mutating func append(bits: UInt64, count added: Int) {
        guard added > 0 else { return }
        let bits = added >= 64 ? bits : bits & (1 << UInt64(added) - 1)
        let missing = added - bits.nonzeroBitCount
        if missingCount == 0 {
            guard missing > 0 else {
                count += added
                return
            }
            storeWords()
        }
        let shift = UInt64(count & 63)
        if shift == 0 {
            words.append(bits)
        } else {
            words[words.count - 1] |= bits << shift
            if Int(shift) + added > 64 { words.append(bits >> (64 - shift)) }
        }
        count += added
        missingCount += missing
    }

    /// The rows that are present in both of two bitmaps of one length.
    package func intersection(_ other: ValidityBitmap) -> ValidityBitmap {
        if !other.hasMissing { return self }
        if !hasMissing { return other }
        var result = self
        result.missingCount = count
        for index in result.words.indices {
            result.words[index] &= index < other.words.count ? other.words[index] : 0
            result.missingCount -= result.words[index].nonzeroBitCount
        }
        return result
    }

    /// Adds rows given as words, the first row in the lowest bit.
    ///
    /// - Parameters:
    ///   - added: As many words as the rows need; bits beyond the last row are zero.
    ///   - rows: The number of rows.
    ///   - missing: How many of their bits are zero.
    package mutating func append(words added: UnsafePointer<UInt64>, count rows: Int, missingCount missing: Int) {
        if missing == 0, missingCount == 0 {
            count += rows
            return
        }
        if missingCount == 0 { storeWords() }
        let shift = UInt64(count & 63)
        for index in 0..<(rows + 63) / 64 {
            let word = added[index]
            if shift == 0 {
                words.append(word)
            } else {
                words[words.count - 1] |= word << shift
                words.append(word >> (64 - shift))
            }
        }
        count += rows
        missingCount += missing
        // The last word may hold nothing.
        if words.count > (count + 63) / 64 { words.removeLast() }
    }

    /// Sets a bit for each of the present rows so far.
    private mutating func storeWords() {
        words = [UInt64](repeating: .max, count: count >> 6)
        if count & 63 != 0 { words.append((1 << UInt64(count & 63)) - 1) }
    }
}
