import MLCore

/// A feature matrix as bins: one byte for each row and feature, feature after feature.
struct BinnedFeatures: Sendable {
    /// The largest number of bytes that the bins may take.
    static let byteLimit = 1 << 31

    let rowCount: Int
    /// The bins of each feature.
    let features: [FeatureBins]
    /// Feature-major, features × rows.
    let codes: [UInt8]

    var featureCount: Int { features.count }

    /// Chooses bins and puts features into them.
    ///
    /// - Parameters:
    ///   - matrix: Dense or sparse features; a sparse matrix is never made dense as numbers, only as bins.
    ///   - maximumBins: From 2 to 255.
    ///   - threads: How many threads may be used.
    ///   - kind: The estimator, for errors.
    /// - Throws: ``TrainError`` with code `invalidFeatures` when the bins would take more than ``byteLimit`` bytes.
    init(_ matrix: FeatureMatrix<Double>, maximumBins: Int, threads: Int, for kind: String) throws(TrainError) {
        try self.init(matrix, threads: threads, for: kind) { _, column in
            FeatureBins(
                values: column.values, implicitZeros: column.implicitZeros, implicitMissing: column.implicitMissing,
                maximumBins: maximumBins)
        }
    }

    /// Puts features into the bins of other rows.
    ///
    /// - Parameters:
    ///   - matrix: Dense or sparse features, as many as there are bins.
    ///   - bins: The bins of each feature.
    ///   - threads: How many threads may be used.
    ///   - kind: The estimator, for errors.
    /// - Throws: ``TrainError`` with code `invalidFeatures` when the bins would take more than ``byteLimit`` bytes.
    init(
        _ matrix: FeatureMatrix<Double>, bins: [FeatureBins], threads: Int, for kind: String
    ) throws(TrainError) {
        guard bins.count == matrix.featureCount else {
            throw TrainError(
                .invalidFeatures, "\(matrix.featureCount) features where training has \(bins.count)", at: kind)
        }
        try self.init(matrix, threads: threads, for: kind) { feature, _ in bins[feature] }
    }

    private init(
        _ matrix: FeatureMatrix<Double>, threads: Int, for kind: String,
        bins: @Sendable (Int, FeatureColumns.Column) -> FeatureBins
    ) throws(TrainError) {
        let rowCount = matrix.rowCount
        let (size, overflow) = rowCount.multipliedReportingOverflow(by: matrix.featureCount)
        guard !overflow, size <= Self.byteLimit else {
            throw TrainError(
                .invalidFeatures,
                "\(rowCount) rows of \(matrix.featureCount) features are more than \(Self.byteLimit) bins", at: kind,
                remedy: "Select features first.")
        }
        let columns = FeatureColumns(matrix)
        let parts = parallelMap(count: matrix.featureCount, threads: threads) { feature -> (FeatureBins, [UInt8]) in
            let column = columns.column(feature)
            let bins = bins(feature, column)
            return (bins, column.codes(in: bins))
        }
        self.rowCount = rowCount
        features = parts.map(\.0)
        var codes: [UInt8] = []
        codes.reserveCapacity(size)
        for part in parts { codes.append(contentsOf: part.1) }
        self.codes = codes
    }
}
