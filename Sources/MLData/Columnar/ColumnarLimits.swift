/// How much a columnar file may become in memory.
///
/// Columnar formats say much in few bytes: a few hundred bytes can stand for a billion equal rows. What is announced is
/// checked against these limits before anything is allocated for it.
public struct ColumnarLimits: Sendable, Hashable {
    /// The most bytes of the columns in memory, and of the pages and dictionaries that are held to read them.
    ///
    /// `nil` allows 1024 bytes for each byte of the input, but 256 MiB at least, and no more than 4 GiB or eight times
    /// the input, whichever is more.
    public var maximumByteCount: Int?
    /// The most rows of what is read: of the whole, or of each frame when an input is read as frames.
    public var maximumRowCount: Int
    /// The most columns; in Arrow the fields within columns count as well.
    public var maximumColumnCount: Int

    /// Creates limits.
    ///
    /// - Parameters:
    ///   - maximumByteCount: The most bytes of the columns in memory; `nil` takes a multiple of the size of the input.
    ///   - maximumRowCount: The most rows.
    ///   - maximumColumnCount: The most columns.
    public init(maximumByteCount: Int? = nil, maximumRowCount: Int = 1 << 31, maximumColumnCount: Int = 100_000) {
        self.maximumByteCount = maximumByteCount
        self.maximumRowCount = maximumRowCount
        self.maximumColumnCount = maximumColumnCount
    }

    /// The faults of the limits, in words.
    var faults: [String] {
        var faults: [String] = []
        if let maximumByteCount, maximumByteCount < 0 {
            faults.append("maximumByteCount \(maximumByteCount) is negative")
        }
        if maximumRowCount < 0 { faults.append("maximumRowCount \(maximumRowCount) is negative") }
        if maximumColumnCount < 1 { faults.append("maximumColumnCount \(maximumColumnCount) is less than 1") }
        return faults
    }

    /// The most bytes of the columns of an input of a size.
    func byteCount(ofInput size: Int) -> Int {
        if let maximumByteCount { return maximumByteCount }
        let (product, overflow) = size.multipliedReportingOverflow(by: 1024)
        guard !overflow else { return .max }
        return max(256 << 20, min(product, max(4 << 30, size * 8)))
    }
}
