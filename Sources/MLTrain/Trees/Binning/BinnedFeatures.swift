import MLCore

/// A feature matrix as bins, one byte for each row and feature: feature-major for splitting rows, and row-major in
/// groups of features for adding up rows.
struct BinnedFeatures: Sendable {
    /// The largest number of bytes of one of the two layouts.
    static let byteLimit = 1 << 31
    /// The largest number of rows.
    static let rowLimit = 1 << 28
    /// The largest number of rows that bins are chosen from.
    static let sampleLimit = 200_000
    /// The number of rows that are coded at a time.
    static let blockRows = 512

    let rowCount: Int
    /// The bins of each feature.
    let features: [FeatureBins]
    /// The features that can be split, side by side; empty when rows are not added up.
    let groups: [FeatureGroup]
    /// The codes feature-major, features × rows.
    let columns: AlignedMemory<UInt8>
    /// The codes of all groups, each of them row-major.
    let rows: AlignedMemory<UInt8>

    var featureCount: Int { features.count }

    /// The codes of a feature, one for each row.
    func column(_ feature: Int) -> UnsafePointer<UInt8> { UnsafePointer(columns.start + feature &* rowCount) }

    /// Chooses bins and puts features into them.
    ///
    /// - Parameters:
    ///   - matrix: Dense or sparse features; a sparse matrix is never made dense as numbers, only as bins.
    ///   - maximumBins: From 2 to 255.
    ///   - categorical: The features that hold codes of categories.
    ///   - seed: Draws the rows that bins are chosen from when there are more than ``sampleLimit``.
    ///   - threads: How many threads may be used.
    ///   - kind: The estimator, for errors.
    /// - Throws: ``TrainError`` with code `invalidFeatures` when there are more than ``rowLimit`` rows or the bins would
    ///   take more than ``byteLimit`` bytes.
    init(
        _ matrix: FeatureMatrix<Double>, maximumBins: Int, categorical: Set<Int> = [], seed: SeededGenerator,
        threads: Int, for kind: String
    ) throws(TrainError) {
        try Self.check(matrix, for: kind)
        let features: [FeatureBins]
        switch matrix.storage {
        case .dense(let values):
            let (sample, width) = (Self.sample(of: matrix.rowCount, seed), matrix.featureCount)
            let missing = Self.missing(values, width: width, threads: threads)
            features = parallelMap(count: width, threads: threads) { feature in
                let column = values.withUnsafeBufferPointer { values in sample.map { values[$0 * width + feature] } }
                return Self.bins(column, implicitZeros: 0, missing[feature], maximumBins, categorical.contains(feature))
            }
        case .sparse(let rows, let absentMeans):
            let columns = SparseColumns(rows, columnCount: matrix.featureCount)
            features = parallelMap(count: matrix.featureCount, threads: threads) { feature in
                let values = Array(columns.values[columns.offsets[feature]..<columns.offsets[feature + 1]])
                let absent = matrix.rowCount - values.count
                return Self.bins(
                    values, implicitZeros: absentMeans == .zero ? absent : 0, absentMeans == .missing && absent > 0,
                    maximumBins, categorical.contains(feature))
            }
        }
        let groups = FeatureGroup.groups(codeCounts: features.map(\.codeCount), rowCount: matrix.rowCount)
        self.init(matrix, features, groups, threads: threads)
    }

    /// Puts features into the bins of other rows; the result is for splitting rows only.
    ///
    /// - Parameters:
    ///   - matrix: Dense or sparse features, as many as there are bins.
    ///   - bins: The bins of each feature.
    ///   - threads: How many threads may be used.
    ///   - kind: The estimator, for errors.
    /// - Throws: ``TrainError`` with code `invalidFeatures` as for training rows, or when the numbers of features differ.
    init(
        _ matrix: FeatureMatrix<Double>, bins: [FeatureBins], threads: Int, for kind: String
    ) throws(TrainError) {
        guard bins.count == matrix.featureCount else {
            throw TrainError(
                .invalidFeatures, "\(matrix.featureCount) features where training has \(bins.count)", at: kind)
        }
        try Self.check(matrix, for: kind)
        self.init(matrix, bins, [], threads: threads)
    }

    private init(
        _ matrix: FeatureMatrix<Double>, _ features: [FeatureBins], _ groups: [FeatureGroup], threads: Int
    ) {
        rowCount = matrix.rowCount
        self.features = features
        self.groups = groups
        columns = AlignedMemory(repeating: 0, count: matrix.rowCount * features.count)
        rows = AlignedMemory(repeating: 0, count: groups.reduce(0) { $0 + $1.width } * matrix.rowCount)
        switch matrix.storage {
        case .dense(let values): fillColumns(values, threads: threads)
        case .sparse(let rows, let absentMeans):
            fillColumns(
                SparseColumns(rows, columnCount: features.count), absentAreZero: absentMeans == .zero, threads: threads)
        }
        fillRows(threads: threads)
    }

    private static func check(_ matrix: FeatureMatrix<Double>, for kind: String) throws(TrainError) {
        let (rowCount, featureCount) = (matrix.rowCount, matrix.featureCount)
        // Groups are filled up to four bytes, so a few more features than there are may be stored.
        let (size, overflow) = rowCount.multipliedReportingOverflow(by: featureCount + 12)
        guard !overflow, size <= byteLimit, rowCount < rowLimit, featureCount <= byteLimit / BinCoder.byteCount else {
            throw TrainError(
                .invalidFeatures,
                "\(rowCount) rows of \(featureCount) features are more than \(rowLimit) rows or \(byteLimit) bins",
                at: kind, remedy: "Select features first, or train on a sample of the rows.")
        }
    }

    private static func bins(
        _ values: [Double], implicitZeros: Int, _ implicitMissing: Bool, _ maximumBins: Int, _ isCategorical: Bool
    ) -> FeatureBins {
        guard isCategorical else {
            return FeatureBins(
                values: values, implicitZeros: implicitZeros, implicitMissing: implicitMissing,
                maximumBins: maximumBins)
        }
        return FeatureBins(
            categories: values, implicitZeros: implicitZeros, implicitMissing: implicitMissing,
            maximumBins: maximumBins)
    }

    /// Which features are missing in a row, sampled or not.
    private static func missing(_ values: [Double], width: Int, threads: Int) -> [Bool] {
        guard width > 0 else { return [] }
        let blocks = Chunks(count: values.count / width, size: 1 << 14)
        let parts = parallelMap(count: blocks.chunkCount, threads: threads) { block -> [Bool] in
            var missing = [Bool](repeating: false, count: width)
            values.withUnsafeBufferPointer { values in
                for row in blocks.range(block) {
                    for feature in 0..<width where values[row &* width &+ feature].isNaN { missing[feature] = true }
                }
            }
            return missing
        }
        return parts.reduce(into: [Bool](repeating: false, count: width)) { all, part in
            for feature in 0..<width where part[feature] { all[feature] = true }
        }
    }

    /// The rows that bins are chosen from, ascending.
    private static func sample(of rowCount: Int, _ seed: SeededGenerator) -> [Int] {
        var generator = seed
        guard rowCount > sampleLimit, let drawn = try? generator.sample(sampleLimit, from: rowCount) else {
            return Array(0..<rowCount)
        }
        return drawn.sorted()
    }
}
