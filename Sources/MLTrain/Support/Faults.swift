import MLCore

/// Collects everything that is wrong with a configuration, so that one error can list all of it.
struct Faults {
    private(set) var texts: [String] = []

    /// Notes a fault unless a condition holds.
    mutating func require(_ condition: Bool, _ text: @autoclosure () -> String) {
        if !condition { texts.append(text()) }
    }

    /// Throws when there is a fault.
    ///
    /// - Parameter kind: The estimator.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every fault.
    func throwIfAny(at kind: String) throws(TrainError) {
        if !texts.isEmpty { throw TrainError(.invalidHyperparameters, texts.joined(separator: "; "), at: kind) }
    }
}
