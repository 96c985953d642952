import MLCore

extension TrainingContext {
    /// Throws when the host has cancelled the work.
    ///
    /// - Throws: ``TrainError`` with code `cancelled`.
    func checkCancellation() throws(TrainError) {
        if cancellation.isCancelled { throw TrainError(.cancelled, "training was cancelled") }
    }

    /// Throws when there is nothing to learn from.
    ///
    /// - Throws: ``TrainError`` with code `emptyTrainingSet`.
    func requireRows(_ data: TrainingSet, for kind: String) throws(TrainError) {
        guard data.rowCount > 0 else { throw TrainError(.emptyTrainingSet, "there is no row to learn from", at: kind) }
        if let weights = data.weights, !weights.contains(where: { $0 > 0 }) {
            throw TrainError(.emptyTrainingSet, "every row has a weight of zero", at: kind)
        }
    }
}
