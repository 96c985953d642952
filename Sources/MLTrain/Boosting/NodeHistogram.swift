import MLCore

/// The sums of a node's rows in every bin of every feature.
///
/// Three numbers for each bin: the first derivatives, the second derivatives and the number of rows. Counts are exact,
/// so the histogram of a sibling can be had by subtraction.
struct NodeHistogram: Sendable {
    fileprivate(set) var sums: [Double]

    /// Adds up rows, feature by feature, in the order of the rows.
    ///
    /// - Parameters:
    ///   - rows: The rows of the node.
    ///   - derivatives: For each row of the data and each output the first and the second derivative.
    ///   - output: The output of the tree.
    ///   - outputCount: The number of outputs.
    ///   - features: The features to look at; the sums of others stay zero.
    ///   - layout: Where the bins of each feature are.
    ///   - data: The bins of all rows.
    ///   - threads: How many threads may be used.
    init(
        rows: ArraySlice<Int32>, derivatives: [Double], output: Int, outputCount: Int, features: [Int],
        layout: HistogramLayout, data: BinnedFeatures, threads: Int
    ) {
        // The derivatives of the node's rows side by side, so that each feature reads them in order.
        var gathered = [Double](repeating: 0, count: 2 * rows.count)
        for (position, row) in rows.enumerated() {
            let source = 2 * (Int(row) * outputCount + output)
            gathered[2 * position] = derivatives[source]
            gathered[2 * position + 1] = derivatives[source + 1]
        }
        let pairs = gathered
        sums = [Double](repeating: 0, count: 3 * layout.binCount)
        // A thread costs more than it saves on few values.
        let useful = rows.count * features.count >= 1 << 15 ? threads : 1
        sums.withUnsafeMutableBufferPointer { sums in
            rows.withUnsafeBufferPointer { rows in
                // Features have disjoint bins, so no two threads touch the same sums.
                nonisolated(unsafe) let (sums, rows) = (sums, rows)
                parallelFor(count: features.count, threads: useful) { position in
                    let feature = features[position]
                    data.codes.withUnsafeBufferPointer { codes in
                        pairs.withUnsafeBufferPointer { pairs in
                            Self.add(
                                rows, codes, from: feature * data.rowCount, pairs, to: sums,
                                at: 3 * layout.starts[feature])
                        }
                    }
                }
            }
        }
    }

    private static func add(
        _ rows: UnsafeBufferPointer<Int32>, _ codes: UnsafeBufferPointer<UInt8>, from start: Int,
        _ pairs: UnsafeBufferPointer<Double>, to sums: UnsafeMutableBufferPointer<Double>, at first: Int
    ) {
        for position in 0..<rows.count {
            let bin = first &+ 3 &* Int(codes[start &+ Int(rows[position])])
            sums[bin] += pairs[2 &* position]
            sums[bin &+ 1] += pairs[2 &* position &+ 1]
            sums[bin &+ 2] += 1
        }
    }

    /// The histogram of the rows of this node that are not in a child.
    func subtracting(_ child: NodeHistogram) -> NodeHistogram {
        var result = self
        for position in result.sums.indices { result.sums[position] -= child.sums[position] }
        return result
    }
}

/// Where the bins of each feature are in a histogram.
struct HistogramLayout: Sendable {
    /// The first bin of each feature; the last bin of a feature is the one of missing values.
    let starts: [Int]
    /// The number of bins of all features.
    let binCount: Int

    init(_ features: [FeatureBins]) {
        var starts: [Int] = []
        var total = 0
        for feature in features {
            starts.append(total)
            total += feature.count + 1
        }
        self.starts = starts
        binCount = total
    }
}
