import MLCore

/// Adds up the rows of nodes into histograms, whose memory is used again when a node is done.
///
/// Sums are of whole numbers: threads add up parts of a node's rows in any order and the result is the same.
final class HistogramBuilder: @unchecked Sendable {
    /// Below this many rows of 32 features another thread costs more than it saves.
    private static let parallelRows = 1 << 12

    /// The largest number of threads that share the rows of a node, each with a histogram of its own.
    private static let mostThreads = 64
    /// How much memory histograms may take before they are given back and added up again when they are needed.
    static let byteLimit = 1 << 30

    let data: BinnedFeatures
    /// The number of bins of a histogram.
    let binCount: Int
    private var slots: [AlignedMemory<BinSum>] = []
    private var free: [Int] = []
    private var parts: [AlignedMemory<BinSum>] = []

    /// The largest number of histograms that are kept.
    private let limit: Int

    /// Prepares histograms of the features of data.
    ///
    /// - Parameters:
    ///   - data: The features.
    ///   - byteLimit: How much memory the histograms of one tree should take at most; at least two of them are kept.
    init(_ data: BinnedFeatures, byteLimit: Int = byteLimit) {
        self.data = data
        binCount = data.groups.reduce(0) { $0 + $1.binCount }
        limit = max(2, byteLimit / ((binCount + 1) * MemoryLayout<BinSum>.stride))
    }

    /// Whether there are as many histograms in use as should be.
    var isFull: Bool { slots.count - free.count >= limit }

    /// Refuses trees that need the histograms of all leaves at once when these are too many.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`.
    func requireRoom(leaves: Int, for kind: String) throws(TrainError) {
        guard leaves > max(limit, 2) else { return }
        throw TrainError(
            .invalidHyperparameters,
            "\(leaves) leaves of \(binCount) bins at a time take more than \(Self.byteLimit) bytes", at: kind,
            remedy: "Lower maximumDepth, maximumLeaves or maximumBins, or select features.")
    }

    /// Adds up all rows of a partition.
    ///
    /// - Parameters:
    ///   - partition: The rows.
    ///   - derivatives: The derivatives of each row of the data.
    ///   - scale: Their units.
    /// - Returns: The sums.
    func total(
        of partition: RowPartition, _ derivatives: UnsafePointer<SIMD2<Int32>>, _ scale: DerivativeScale
    ) -> BinSum {
        var total = BinSum()
        for position in 0..<partition.count {
            let pair = derivatives[Int(partition.rows.start[position])]
            total &+= BinSum(Int64(pair.x), Int64(pair.y) &<< scale.countBits | 1)
        }
        return total
    }

    /// A histogram that is not in use; its sums are left from earlier.
    func take() -> Int {
        if let slot = free.popLast() { return slot }
        slots.append(AlignedMemory(repeating: BinSum(), count: binCount + 1))
        return slots.count - 1
    }

    /// Gives a histogram back.
    func release(_ slot: Int) { free.append(slot) }

    /// The sums of a histogram.
    func sums(_ slot: Int) -> UnsafeMutablePointer<BinSum> { slots[slot].start }

    /// Adds up rows.
    ///
    /// - Parameters:
    ///   - rows: The numbers of the rows; `nil` for the rows from 0 on.
    ///   - count: The number of rows.
    ///   - derivatives: The derivatives of each row of the data.
    ///   - scale: Their units.
    ///   - slot: The histogram that gets the sums.
    ///   - threads: How many threads may be used; more than one only for one node at a time.
    func build(
        rows: UnsafePointer<Int32>?, count: Int, derivatives: UnsafePointer<SIMD2<Int32>>, scale: DerivativeScale,
        into slot: Int, threads: Int
    ) {
        let threads = min(threads, count / Self.parallelRows, Self.mostThreads)
        guard threads > 1 else {
            add(rows, 0..<count, derivatives, scale, to: sums(slot))
            return
        }
        while parts.count < threads - 1 { parts.append(AlignedMemory(repeating: BinSum(), count: binCount + 1)) }
        let chunks = Chunks(count: count, size: (count + threads - 1) / threads)
        let parts = parts
        // Each thread has a histogram of its own.
        nonisolated(unsafe) let (rows, derivatives, sums) = (rows, derivatives, sums(slot))
        parallelFor(count: chunks.chunkCount, threads: threads) { chunk in
            add(rows, chunks.range(chunk), derivatives, scale, to: chunk == 0 ? sums : parts[chunk - 1].start)
        }
        for part in parts.prefix(chunks.chunkCount - 1) {
            HistogramKernels.merge(part.start, into: sums, count: binCount)
        }
    }

    /// Takes the sums of a child from those of its parent, which leaves those of the other child.
    func subtract(_ child: Int, from parent: Int) {
        HistogramKernels.subtract(sums(child), from: sums(parent), count: binCount)
    }

    private func add(
        _ rows: UnsafePointer<Int32>?, _ range: Range<Int>, _ derivatives: UnsafePointer<SIMD2<Int32>>,
        _ scale: DerivativeScale, to sums: UnsafeMutablePointer<BinSum>
    ) {
        sums.update(repeating: BinSum(), count: binCount)
        var touched: Int32 = 0
        for group in data.groups {
            let codes = UnsafePointer(data.rows.start + group.codeStart)
            if let rows {
                touched &+= HistogramKernels.add(
                    rows: rows + range.lowerBound, count: range.count, codes: codes, width: group.width,
                    derivatives: derivatives, countBits: scale.countBits, to: sums + group.binStart,
                    binStride: group.binStride)
            } else {
                HistogramKernels.add(
                    rows: range, codes: codes, width: group.width, derivatives: derivatives,
                    countBits: scale.countBits, to: sums + group.binStart, binStride: group.binStride)
            }
        }
        // The place after the last bin is nobody's.
        sums[binCount].x = Int64(touched)
    }
}
