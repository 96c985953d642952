/// Adds rows to the sums of their bins.
///
/// All pointers have to be valid for what they are used for: codes below the bins of a feature, rows below the rows of
/// the data. ``HistogramBuilder`` sees to it.
enum HistogramKernels {
    /// Rows whose memory is asked for before the first of them is added: fetches overlap instead of following one
    /// another.
    private static let ahead = 32

    /// Adds rows that follow one another.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - codes: The codes of a group, `width` bytes for each row.
    ///   - width: A multiple of 4.
    ///   - derivatives: The derivatives of each row.
    ///   - countBits: How many bits of a sum count rows.
    ///   - sums: The bins of the group, `binStride` for each byte of a row.
    ///   - binStride: How many bins the next feature is away.
    static func add(
        rows: Range<Int>, codes: UnsafePointer<UInt8>, width: Int, derivatives: UnsafePointer<SIMD2<Int32>>,
        countBits: Int64, to sums: UnsafeMutablePointer<BinSum>, binStride: Int
    ) {
        for row in rows {
            addRow(codes + row &* width, width, value(derivatives[row], countBits), sums, binStride)
        }
    }

    /// Adds rows by their numbers.
    ///
    /// - Parameters:
    ///   - rows: The numbers of the rows.
    ///   - count: How many there are.
    ///   - codes: The codes of a group, `width` bytes for each row.
    ///   - width: A multiple of 4.
    ///   - derivatives: The derivatives of each row.
    ///   - countBits: How many bits of a sum count rows.
    ///   - sums: The bins of the group, `binStride` for each byte of a row.
    ///   - binStride: How many bins the next feature is away.
    /// - Returns: A number without meaning, which keeps the early reads from being left out.
    static func add(
        rows: UnsafePointer<Int32>, count: Int, codes: UnsafePointer<UInt8>, width: Int,
        derivatives: UnsafePointer<SIMD2<Int32>>, countBits: Int64, to sums: UnsafeMutablePointer<BinSum>,
        binStride: Int
    ) -> Int32 {
        var first = 0
        var touched: Int32 = 0
        while first &+ ahead <= count {
            let block = rows + first
            for position in 0..<ahead {
                let row = Int(block[position])
                touched &+= Int32(codes[row &* width]) &+ derivatives[row].x
            }
            for position in 0..<ahead {
                let row = Int(block[position])
                addRow(codes + row &* width, width, value(derivatives[row], countBits), sums, binStride)
            }
            first &+= ahead
        }
        while first < count {
            let row = Int(rows[first])
            addRow(codes + row &* width, width, value(derivatives[row], countBits), sums, binStride)
            first &+= 1
        }
        return touched
    }

    /// Adds the rows of one feature, feature-major.
    ///
    /// - Parameters:
    ///   - rows: The numbers of the rows.
    ///   - count: How many there are.
    ///   - column: The codes of the feature, one byte for each row.
    ///   - derivatives: The derivatives of each row.
    ///   - countBits: How many bits of a sum count rows.
    ///   - sums: The bins of the feature.
    static func addColumn(
        rows: UnsafePointer<Int32>, count: Int, column: UnsafePointer<UInt8>,
        derivatives: UnsafePointer<SIMD2<Int32>>, countBits: Int64, to sums: UnsafeMutablePointer<BinSum>
    ) {
        for position in 0..<count {
            let row = Int(rows[position])
            sums[Int(column[row])] &+= value(derivatives[row], countBits)
        }
    }

    /// Adds sums to sums.
    static func merge(_ part: UnsafePointer<BinSum>, into sums: UnsafeMutablePointer<BinSum>, count: Int) {
        for position in 0..<count { sums[position] &+= part[position] }
    }

    /// Takes sums from sums.
    static func subtract(_ part: UnsafePointer<BinSum>, from sums: UnsafeMutablePointer<BinSum>, count: Int) {
        for position in 0..<count { sums[position] &-= part[position] }
    }

    @inline(__always)
    private static func value(_ pair: SIMD2<Int32>, _ countBits: Int64) -> BinSum {
        BinSum(Int64(pair.x), Int64(pair.y) &<< countBits | 1)
    }

    @inline(__always)
    private static func addRow(
        _ codes: UnsafePointer<UInt8>, _ width: Int, _ value: BinSum, _ sums: UnsafeMutablePointer<BinSum>,
        _ binStride: Int
    ) {
        var bins = sums
        var feature = 0
        while feature < width {
            let first = Int(codes[feature])
            let second = Int(codes[feature &+ 1])
            let third = Int(codes[feature &+ 2])
            let fourth = Int(codes[feature &+ 3])
            bins[first] &+= value
            bins += binStride
            bins[second] &+= value
            bins += binStride
            bins[third] &+= value
            bins += binStride
            bins[fourth] &+= value
            bins += binStride
            feature &+= 4
        }
    }
}
