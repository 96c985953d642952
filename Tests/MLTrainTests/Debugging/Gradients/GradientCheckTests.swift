import MLCore
import Testing

@testable import MLTrain

@Suite("Gradient check")
struct GradientCheckTests {
    @Sendable private static func sigmoid(_ x: Double) -> Double { 1 / (1 + Elementary.exp(-x)) }

    private func logistic(
        gradientFactor: Double = 1, secondFactor: Double = 1
    ) -> CheckedObjective {
        CheckedObjective(
            targets: [0, 1], loss: { Elementary.log1p(Elementary.exp(-abs($0))) + max($0, 0) - $0 * $1 },
            gradient: { (Self.sigmoid($0) - $1) * gradientFactor },
            secondDerivative: { margin, _ in
                Self.sigmoid(margin) * (1 - Self.sigmoid(margin)) * gradientFactor * secondFactor
            })
    }

    @Test("the right derivatives of the logistic loss pass with room to spare")
    func right() throws {
        let result = try GradientCheck().check(logistic(), seed: 1)
        #expect(result.finding.verdict == .passed)
        #expect((result.gradientError ?? 1) < 1e-9)
        #expect((result.secondDerivative?.largestError ?? 1) < 1e-6)
        #expect(result.gradient.count >= 45)
    }

    @Test(
        "a wrong factor, sign or precision is found",
        arguments: [
            (1.001, DiagnosticFinding.Verdict.failed), (-1, .failed), (1.00001, .warning), (1 + 1e-9, .passed),
        ])
    func wrong(factor: Double, verdict: DiagnosticFinding.Verdict) throws {
        let result = try GradientCheck().check(logistic(gradientFactor: factor), seed: 1)
        #expect(result.finding.verdict == verdict)
        if verdict == .failed { #expect(result.finding.explanation.contains("margin")) }
    }

    @Test("a bound in place of the second derivative is a warning, a negative one fails")
    func second() throws {
        #expect(try GradientCheck().check(logistic(secondFactor: 2)).finding.verdict == .warning)
        let negative = try GradientCheck().check(logistic(secondFactor: -1))
        #expect(negative.finding.verdict == .failed)
        #expect(negative.negativeSecondDerivativeCount == 50)
    }

    @Test("kinks are skipped and counted, wherever in the step they lie")
    func kinks() throws {
        for offset in [0, 1e-9, 2e-5, 3.3e-5, 5e-5, 9e-5, -4e-5] {
            let outcome = FiniteDifference.measure({ abs($0 - 1 - offset) }, at: 1, relativeStep: 1e-4)
            // Steps are powers of two: this one is 2^-14.
            if abs(offset) < 6e-5 {
                guard case .kink = outcome else {
                    Issue.record("no kink at \(offset)")
                    continue
                }
            }
        }
        let absolute = CheckedObjective(
            targets: [0.5], loss: { abs($0 - $1) }, gradient: { $0 > $1 ? 1 : -1 })
        let result = try GradientCheck(placeCount: 20).check(absolute)
        #expect(result.finding.verdict == .passed)
        #expect(result.gradient.count + result.gradient.kinkCount == 20)
        #expect(result.secondDerivative == nil)
    }

    @Test("a loss that is nowhere finite cannot be judged")
    func notFinite() throws {
        let result = try GradientCheck().check(
            CheckedObjective(targets: [1], loss: { _, _ in .nan }, gradient: { _, _ in 0 }))
        #expect(result.finding.verdict == .warning)
        #expect(result.gradientError == nil && result.gradient.notFiniteCount == 50)
        let huge = CheckedObjective(
            targets: [1.7e308, -1.7e308, 0], loss: { ($0 - $1) * ($0 - $1) }, gradient: { 2 * ($0 - $1) })
        #expect(try GradientCheck().check(huge).gradient.notFiniteCount > 10)
        let gradient = try GradientCheck().check(
            CheckedObjective(targets: [1], loss: { $0 * $0 + $1 }, gradient: { _, _ in .nan }))
        #expect(gradient.finding.verdict == .failed && gradient.gradientError == 1)
    }

    @Test("functions of many variables, with a wrong one among them")
    func many() throws {
        var generator = SeededGenerator(seed: 1)
        let points = (0..<5).map { _ in (0..<7).map { _ in generator.nextNormal() } }
        let value: @Sendable ([Double]) -> Double = { point in
            point.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element * $1.element * $1.element }
        }
        let right: @Sendable ([Double]) -> [Double] = { point in
            point.enumerated().map { 3 * Double($0.offset + 1) * $0.element * $0.element }
        }
        let diagonal: @Sendable ([Double]) -> [Double] = { point in
            point.enumerated().map { abs(6 * Double($0.offset + 1) * $0.element) }
        }
        let result = try GradientCheck().check(CheckedObjective(at: points, value: value, gradient: right))
        #expect(result.finding.verdict == .passed && result.gradient.count == 35)
        let wrong = CheckedObjective(
            at: points, value: value,
            gradient: { point in
                var slopes = right(point)
                slopes[4] += 0.01
                return slopes
            }, secondDerivatives: diagonal)
        let finding = try GradientCheck().check(wrong).finding
        #expect(finding.verdict == .failed && finding.explanation.contains("variable 4"))
        #expect(throws: TrainError.self) {
            try GradientCheck().check(CheckedObjective(at: [], value: value, gradient: right))
        }
        #expect(throws: TrainError.self) {
            try GradientCheck().check(CheckedObjective(at: points, value: value, gradient: { _ in [1] }))
        }
        #expect(throws: TrainError.self) {
            try GradientCheck().check(CheckedObjective(at: [[.nan]], value: value, gradient: right))
        }
    }

    @Test("an objective of the package's own solver")
    func solver() throws {
        struct Bowl: DifferentiableObjective, Sendable {
            var factor: Double
            var dimension: Int { 3 }
            func value(at point: [Double], gradient: inout [Double]) -> Double {
                for position in point.indices { gradient[position] = factor * point[position] }
                return point.reduce(0) { $0 + 0.5 * $1 * $1 }
            }
        }
        let points = [[1.0, -2, 3], [0, 0, 0]]
        #expect(try GradientCheck().check(CheckedObjective(Bowl(factor: 1), at: points)).finding.verdict == .passed)
        #expect(try GradientCheck().check(CheckedObjective(Bowl(factor: 2), at: points)).finding.verdict == .failed)
    }

    @Test("every bad field is named at once")
    func faults() throws {
        let check = GradientCheck(step: 0, passingError: .nan, failingError: 2, placeCount: 0, variableLimit: 0)
        let error = #expect(throws: TrainError.self) { try check.validated() }
        let text = "\(try #require(error))"
        for name in ["step", "passingError", "failingError", "placeCount", "variableLimit"] {
            #expect(text.contains(name))
        }
    }
}
