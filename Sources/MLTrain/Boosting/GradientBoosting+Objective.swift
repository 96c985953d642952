public import MLCore

extension GradientBoosting: ObjectiveProviding {
    /// How many rows an objective is checked on.
    private static let checkedRows = 64

    /// The loss of the margins of some rows, as a function of these margins.
    ///
    /// Second derivatives are left out: those of several losses are upper bounds by design.
    ///
    /// - Parameter data: The rows to learn from.
    /// - Returns: The objective.
    /// - Throws: ``TrainError`` with code `invalidTarget` for targets that the objective is not for, and for rankings,
    ///   whose derivatives are not those of a loss.
    public func checkedObjective(for data: TrainingSet) throws -> CheckedObjective {
        let objective = try objective(for: data, seed: SeededGenerator(seed: 0))
        guard objective.isLoss else {
            throw TrainError(.invalidTarget, "the derivatives of a ranking are not those of a loss", at: Self.kind)
        }
        let rows = 0..<min(data.rowCount, Self.checkedRows)
        let width = rows.count * objective.outputCount
        var generator = SeededGenerator(seed: 1)
        let starts = objective.startingMargins
        let points = (0..<64).map { _ in
            (0..<width).map { starts[$0 % starts.count] + generator.nextNormal() }
        }
        return CheckedObjective(at: points) { point in
            point.withUnsafeBufferPointer { point in
                point.baseAddress.map { objective.loss(rows: rows, margins: $0) } ?? 0
            }
        } gradient: { point in
            var pairs = [SIMD2<Double>](repeating: SIMD2(), count: point.count)
            point.withUnsafeBufferPointer { point in
                pairs.withUnsafeMutableBufferPointer { pairs in
                    guard let margins = point.baseAddress, let target = pairs.baseAddress else { return }
                    objective.fill(rows: rows, margins: margins, target)
                }
            }
            return pairs.map(\.x)
        }
    }
}
