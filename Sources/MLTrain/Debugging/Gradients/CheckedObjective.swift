public import MLCore

/// An objective whose stated derivatives are to be compared with its values.
///
/// ```swift
/// let objective = CheckedObjective(
///     targets: [0, 1], loss: { margin, target in /* … */ }, gradient: { margin, target in /* … */ },
///     secondDerivative: { margin, target in /* … */ })
/// let result = try GradientCheck().check(objective)
/// print(result.finding.verdict, result.gradientError ?? 0)
/// ```
public struct CheckedObjective: Sendable {
    /// Compares the derivatives by the rules of a check, at places drawn by a seed.
    let run: @Sendable (GradientCheck, UInt64) throws -> GradientCheckResult

    /// A loss of one margin and one target, as boosting takes it.
    ///
    /// The margins lie around zero and around the targets.
    ///
    /// - Parameters:
    ///   - targets: Targets as they occur; finite, at least one.
    ///   - loss: The loss of a margin and a target.
    ///   - gradient: Its derivative by the margin.
    ///   - secondDerivative: Its second derivative by the margin, or a positive number that stands for it.
    public init(
        targets: [Double], loss: @escaping @Sendable (_ margin: Double, _ target: Double) -> Double,
        gradient: @escaping @Sendable (_ margin: Double, _ target: Double) -> Double,
        secondDerivative: (@Sendable (_ margin: Double, _ target: Double) -> Double)? = nil
    ) {
        run = { check, seed in
            guard !targets.isEmpty, targets.allSatisfy(\.isFinite) else {
                throw TrainError(.invalidTarget, "there are no finite targets", at: "gradient check")
            }
            var generator = SeededGenerator(seed: seed).derived(named: "gradient check")
            var comparison = DerivativeComparison(check)
            for place in 0..<check.placeCount {
                let target = targets[place < targets.count ? place : generator.next(below: targets.count)]
                let noise = generator.nextNormal()
                let margin = place % 2 == 0 ? 2 * noise : target + 0.5 * noise * max(1, abs(target))
                comparison.compareGradient(
                    gradient(margin, target), at: margin, of: { loss($0, target) },
                    place: "margin \(margin), target \(target)")
                guard let secondDerivative else { continue }
                comparison.compareSecond(
                    secondDerivative(margin, target), at: margin, of: { gradient($0, target) },
                    place: "margin \(margin), target \(target)")
            }
            return comparison.result
        }
    }

    /// A function of many variables, as a solver minimises it.
    ///
    /// - Parameters:
    ///   - points: Where to compare; finite, all of one length.
    ///   - value: The value at a point.
    ///   - gradient: The derivatives at a point, one for each variable.
    ///   - secondDerivatives: The second derivatives by each variable alone, the diagonal of the Hessian.
    public init(
        at points: [[Double]], value: @escaping @Sendable ([Double]) -> Double,
        gradient: @escaping @Sendable ([Double]) -> [Double],
        secondDerivatives: (@Sendable ([Double]) -> [Double])? = nil
    ) {
        run = { check, seed in
            let width = points.first?.count ?? 0
            guard width > 0, points.allSatisfy({ $0.count == width && $0.allSatisfy(\.isFinite) }) else {
                throw TrainError(.invalidTarget, "there are no finite points of one length", at: "gradient check")
            }
            let generator = SeededGenerator(seed: seed).derived(named: "gradient check")
            var comparison = DerivativeComparison(check)
            for (place, point) in points.prefix(check.placeCount).enumerated() {
                let slopes = gradient(point)
                let curvatures = secondDerivatives?(point)
                guard slopes.count == width, curvatures.map({ $0.count == width }) ?? true else {
                    throw TrainError(
                        .invalidTarget, "\(slopes.count) derivatives of \(width) variables", at: "gradient check")
                }
                var draw = generator.derived(UInt64(place))
                for variable in try draw.sample(min(width, check.variableLimit), from: width).sorted() {
                    func moved(_ number: Double) -> [Double] {
                        var point = point
                        point[variable] = number
                        return point
                    }
                    let text = "variable \(variable) of point \(place)"
                    comparison.compareGradient(
                        slopes[variable], at: point[variable], of: { value(moved($0)) }, place: text)
                    guard let curvatures else { continue }
                    comparison.compareSecond(
                        curvatures[variable], at: point[variable],
                        of: { number in
                            let slopes = gradient(moved(number))
                            return variable < slopes.count ? slopes[variable] : .nan
                        }, place: text)
                }
            }
            return comparison.result
        }
    }

    /// A function that the package's own solvers minimise.
    init(_ objective: some DifferentiableObjective & Sendable, at points: [[Double]]) {
        self.init(
            at: points,
            value: { point in
                var objective = objective
                var gradient = [Double](repeating: 0, count: point.count)
                return objective.value(at: point, gradient: &gradient)
            },
            gradient: { point in
                var objective = objective
                var gradient = [Double](repeating: 0, count: point.count)
                _ = objective.value(at: point, gradient: &gradient)
                return gradient
            })
    }
}

/// An estimator that tells its objective, so that ``TrainingDiagnostics`` can compare its derivatives.
public protocol ObjectiveProviding: Estimator {
    /// The objective that a fit would minimise.
    ///
    /// - Parameter data: The rows to learn from.
    /// - Returns: The objective.
    /// - Throws: The error of the module for data that cannot be learned from.
    func checkedObjective(for data: TrainingSet) throws -> CheckedObjective
}
