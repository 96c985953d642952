import MLCore

/// Collects everything that is wrong with a configuration, so that one error can list all of it.
struct Faults {
    private(set) var texts: [String] = []

    /// Notes a fault unless a condition holds.
    mutating func require(_ condition: Bool, _ text: @autoclosure () -> String) {
        if !condition { texts.append(text()) }
    }

    /// Notes what is wrong with the end of an iterative search.
    mutating func requireSearch(tolerance: Double, maximumIterations: Int) {
        require(tolerance > 0 && tolerance.isFinite, "tolerance \(tolerance) is not above 0 and finite")
        require(maximumIterations >= 1, "maximumIterations \(maximumIterations) is not at least 1")
    }

    /// Notes a penalty that is not one.
    mutating func requirePenalty(_ penalty: Double) {
        require(penalty >= 0 && penalty.isFinite, "penalty \(penalty) is not at least 0 and finite")
    }

    /// Throws when there is a fault.
    ///
    /// - Parameter kind: The estimator.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every fault.
    func throwIfAny(at kind: String) throws(TrainError) {
        if !texts.isEmpty { throw TrainError(.invalidHyperparameters, texts.joined(separator: "; "), at: kind) }
    }
}
