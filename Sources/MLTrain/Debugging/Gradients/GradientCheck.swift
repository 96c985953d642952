/// How derivatives that a program states are compared with finite differences of the function itself.
///
/// Differences are central, of two steps, and extrapolated to a step of zero (Richardson); what rounding alone can
/// explain is no error. Where the two steps disagree, the function has a kink in between and the place is skipped. The
/// relative error is |stated − measured| / max(|stated|, |measured|); below 10⁻⁶ it is as good as doubles allow, above
/// 10⁻⁴ something is wrong (compare the rules of CS231n, "Gradient checks", and `torch.autograd.gradcheck`).
public struct GradientCheck: Sendable, Hashable, Codable {
    /// The step of the differences, relative to variables above 1; from 10⁻⁸ to 0.1.
    public var step: Double
    /// The largest relative error that is as it should be; above 0.
    public var passingError: Double
    /// The relative error above which a derivative is wrong; at least ``passingError``, below 1.
    public var failingError: Double
    /// How many places are looked at; from 1 to 10,000.
    public var placeCount: Int
    /// How many variables of a place are looked at, at most; from 1 to 100,000.
    public var variableLimit: Int

    /// Creates a check.
    ///
    /// - Parameters:
    ///   - step: The step of the differences, relative to variables above 1; from 10⁻⁸ to 0.1.
    ///   - passingError: The largest relative error that is as it should be; above 0.
    ///   - failingError: The relative error above which a derivative is wrong; at least `passingError`, below 1.
    ///   - placeCount: How many places are looked at; from 1 to 10,000.
    ///   - variableLimit: How many variables of a place are looked at, at most; from 1 to 100,000.
    public init(
        step: Double = 1e-4, passingError: Double = 1e-6, failingError: Double = 1e-4, placeCount: Int = 50,
        variableLimit: Int = 50
    ) {
        self.step = step
        self.passingError = passingError
        self.failingError = failingError
        self.placeCount = placeCount
        self.variableLimit = variableLimit
    }

    /// Checks the configuration.
    ///
    /// - Throws: ``TrainError`` with code `invalidHyperparameters` that lists every bad field.
    public func validated() throws {
        var faults = Faults()
        collectFaults(into: &faults, prefix: "")
        try faults.throwIfAny(at: "gradient check")
    }

    func collectFaults(into faults: inout Faults, prefix: String) {
        faults.require(step >= 1e-8 && step <= 0.1, "\(prefix)step \(step) is not from 1e-8 to 0.1")
        faults.require(passingError > 0, "\(prefix)passingError \(passingError) is not above 0")
        faults.require(
            failingError >= passingError && failingError < 1,
            "\(prefix)failingError \(failingError) is not from passingError \(passingError) to below 1")
        faults.require(
            (1...10_000).contains(placeCount), "\(prefix)placeCount \(placeCount) is not from 1 to 10000")
        faults.require(
            (1...100_000).contains(variableLimit), "\(prefix)variableLimit \(variableLimit) is not from 1 to 100000")
    }

    /// Compares the derivatives of an objective with finite differences.
    ///
    /// - Parameters:
    ///   - objective: The objective.
    ///   - seed: Draws places and variables.
    /// - Returns: The largest errors and where they are.
    /// - Throws: ``TrainError`` with code `invalidHyperparameters`, or `invalidTarget` when the objective has no places,
    ///   or gradients of a wrong length.
    public func check(_ objective: CheckedObjective, seed: UInt64 = 0) throws -> GradientCheckResult {
        try validated()
        return try objective.run(self, seed)
    }
}
