/// Finds where the fields of many records end, 128 bytes at a time, when all records are regular.
///
/// Records are regular when they have one and the same number of fields, end all with LF or all with CRLF, and follow
/// RFC 4180 strictly: quotes stand around whole fields and are doubled inside of them, and there is no NUL outside of
/// them. Anything else is left to ``CSVTokenizer``, which says what is wrong.
struct FieldScanner {
    /// What a scan found.
    struct Findings {
        /// The number of fields of all records.
        var fieldCount = 0
        /// The number of line feeds, also those in quotes.
        var lineFeedCount = 0
        /// The number of line feeds outside of quotes.
        var lineBreakCount = 0
        /// The number of carriage returns outside of quotes.
        var carriageReturnCount = 0
        /// The number of carriage returns in quotes that no line feed follows: they are line breaks, too.
        var loneReturnCount = 0
        var hasQuotes = false
        var hasDoubledQuotes = false
        /// Whether there is anything but ASCII.
        var hasOtherCharacters = false
        /// Whether every quote, carriage return and NUL is where it may be.
        var isWellFormed = true
    }

    let delimiter: UInt8
    /// A byte that means nothing, to fill up the last block.
    let filler: UInt8
    private var findings = Findings()
    private var isInQuotes = false
    /// Whether the byte before a block is one that ends a field, or a closing quote.
    private var followsEnd = true
    private var followsClosing = false

    init(delimiter: UInt8) {
        self.delimiter = delimiter
        filler = delimiter == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
    }

    /// Scans the bytes of a buffer, which is filled up with ``filler``, and writes the ends of the fields.
    mutating func scan(_ buffer: RecordBuffer) -> Findings {
        buffer.reserveEnds()
        findings = Findings()
        isInQuotes = false
        followsEnd = true
        followsClosing = false
        let first = RecordBuffer.padding
        buffer.ends[0] = UInt32(truncatingIfNeeded: first - 1)
        var ends = buffer.ends + 1
        let delimiters = SIMD16<UInt8>(repeating: delimiter)
        let lineFeeds = SIMD16<UInt8>(repeating: 0x0A)
        let quotes = SIMD16<UInt8>(repeating: UInt8(ascii: "\""))
        let returns = SIMD16<UInt8>(repeating: 0x0D)
        let zeros = SIMD16<UInt8>(repeating: 0)
        var allBits = zeros
        var feedCounts = zeros
        var feedTotal = 0
        var offset = first
        let end = first + buffer.count
        while offset < end {
            let block = buffer.bytes + offset
            var bits = zeros
            var rare = zeros
            var bit: UInt8 = 1
            for position in 0..<8 {
                let bytes = ByteVector.load(block + 16 * position)
                let feeds = bytes.equal(lineFeeds)
                bits |= (feeds | bytes.equal(delimiters)) & SIMD16<UInt8>(repeating: bit)
                feedCounts = feedCounts &- feeds
                rare |= bytes.equal(quotes) | bytes.equal(returns) | bytes.equal(zeros)
                allBits |= bytes
                bit = bit &<< 1
            }
            var mask = ByteMask128(transposing: bits)
            if isInQuotes || rare.isAnySet {
                restrict(&mask, block)
            } else {
                followsEnd = mask.high &>> 63 != 0
                followsClosing = false
            }
            Self.write(mask.low, at: offset, to: &ends)
            Self.write(mask.high, at: offset + 64, to: &ends)
            offset += RecordBuffer.padding
            // At most eight are added to each byte in a block, so 128 in sixteen blocks.
            if (offset - first) & 0x7FF == 0 {
                feedTotal += feedCounts.total
                feedCounts = zeros
            }
        }
        findings.lineFeedCount = feedTotal + feedCounts.total
        findings.lineBreakCount += findings.lineFeedCount
        findings.hasOtherCharacters = (allBits & SIMD16(repeating: 0x80)).isAnySet
        findings.fieldCount = ends - buffer.ends - 1
        if isInQuotes { findings.isWellFormed = false }
        return findings
    }

    /// Writes the offsets of the set bits.
    @inline(__always)
    private static func write(_ mask: UInt64, at offset: Int, to ends: inout UnsafeMutablePointer<UInt32>) {
        let base = UInt32(truncatingIfNeeded: offset)
        let count = mask.nonzeroBitCount
        var bits = mask
        // Eight are written in any case: a loop whose length changes from block to block is predicted badly.
        for index in 0..<8 {
            ends[index] = base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
            bits &= bits &- 1
        }
        if count > 8 {
            var index = 8
            while bits != 0 {
                ends[index] = base &+ UInt32(truncatingIfNeeded: bits.trailingZeroBitCount)
                bits &= bits &- 1
                index += 1
            }
        }
        ends += count
    }

    /// Takes out the bits of bytes in quotes, and checks the quotes, carriage returns and NULs of a block.
    private mutating func restrict(_ mask: inout ByteMask128, _ block: UnsafePointer<UInt8>) {
        let quotes = ByteMask128(of: UInt8(ascii: "\""), in: block)
        let returns = ByteMask128(of: 0x0D, in: block)
        let feeds = ByteMask128(of: 0x0A, in: block)
        let nuls = ByteMask128(of: 0, in: block)
        mask.low = restricted(
            mask.low, quotes.low, returns.low, feeds.low, nuls.low, next: block + 64)
        mask.high = restricted(
            mask.high, quotes.high, returns.high, feeds.high, nuls.high, next: block + 128)
    }

    private mutating func restricted(
        _ ends: UInt64, _ quotes: UInt64, _ returns: UInt64, _ feeds: UInt64, _ nuls: UInt64,
        next: UnsafePointer<UInt8>
    ) -> UInt64 {
        // From an opening quote up to the byte before the closing one.
        let inside = ByteMask128.prefixParity(quotes) ^ (isInQuotes ? .max : 0)
        let outside = ~inside
        let kept = ends & outside
        let opening = quotes & inside
        let closing = quotes & outside
        let nextByte = next.pointee
        let nextIsFeed: UInt64 = nextByte == 0x0A ? 1 << 63 : 0
        let nextIsEnd: UInt64 = nextIsFeed | (nextByte == delimiter || nextByte == 0x0D ? 1 << 63 : 0)
        let nextIsQuote: UInt64 = nextByte == UInt8(ascii: "\"") ? 1 << 63 : 0
        let looseReturns = returns & outside
        // A quote opens behind the end of a field, or doubles the one that closes before it.
        let mayOpen = kept &<< 1 | closing &<< 1 | (followsEnd || followsClosing ? 1 : 0)
        // A quote closes before the end of a field, or is the first one of two.
        let mayClose = kept &>> 1 | looseReturns &>> 1 | quotes &>> 1 | nextIsEnd | nextIsQuote
        let isFed = feeds &>> 1 | nextIsFeed
        let bad = opening & ~mayOpen | closing & ~mayClose | looseReturns & ~isFed | nuls & outside
        if bad != 0 { findings.isWellFormed = false }
        let doubled = opening & (closing &<< 1 | (followsClosing ? 1 : 0))
        findings.hasQuotes = findings.hasQuotes || quotes != 0
        findings.hasDoubledQuotes = findings.hasDoubledQuotes || doubled != 0
        findings.carriageReturnCount += looseReturns.nonzeroBitCount
        findings.loneReturnCount += (returns & inside & ~isFed).nonzeroBitCount
        findings.lineBreakCount -= (feeds & inside).nonzeroBitCount
        isInQuotes = inside &>> 63 != 0
        followsEnd = kept &>> 63 != 0
        followsClosing = closing &>> 63 != 0
        return kept
    }
}
