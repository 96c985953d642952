import MLCore
import Testing

@testable import MLTrain

@Suite("Objectives of boosting")
struct ObjectiveTests {
    private static let smooth: [(name: String, loss: any PointwiseLoss, targets: [Double])] = [
        ("squared", SquaredError(), [-3, 0, 2.5]), ("huber", HuberLoss(distance: 1.5), [-3, 0, 2.5]),
        ("logistic", LogisticLoss(), [0, 0.3, 1]), ("poisson", PoissonLoss(), [0, 1, 7]),
        ("gamma", GammaLoss(), [0.1, 1, 7]), ("tweedie", TweedieLoss(power: 1.4), [0, 1, 7]),
        ("absolute", AbsoluteError(), [-3, 0.1, 2.5]), ("quantile", QuantileLoss(level: 0.8), [-3, 0.1, 2.5]),
    ]

    @Test("the first derivative is the slope of the loss", arguments: smooth.indices)
    func gradients(index: Int) {
        let (name, loss, targets) = Self.smooth[index]
        for target in targets {
            for margin in [-2.03, -0.41, 0.33, 1.7] {
                let step = 1e-5
                let slope =
                    (loss.loss(margin: margin + step, target: target)
                        - loss.loss(margin: margin - step, target: target)) / (2 * step)
                let gradient = loss.derivatives(margin: margin, target: target).x
                #expect(abs(slope - gradient) <= 1e-6 * max(1, abs(slope)), "\(name) at \(margin) for \(target)")
            }
        }
    }

    @Test("the second derivative is the slope of the first where it is the true one", arguments: [0, 2, 4, 5])
    func hessians(index: Int) {
        let (name, loss, targets) = Self.smooth[index]
        for target in targets {
            for margin in [-2.03, -0.41, 0.33, 1.7] {
                let step = 1e-5
                let slope =
                    (loss.derivatives(margin: margin + step, target: target).x
                        - loss.derivatives(margin: margin - step, target: target).x) / (2 * step)
                let hessian = loss.derivatives(margin: margin, target: target).y
                #expect(abs(slope - hessian) <= 1e-6 * max(1, abs(slope)), "\(name) at \(margin) for \(target)")
            }
        }
    }

    @Test("no constant has a smaller loss than the one that boosting starts from", arguments: smooth.indices)
    func starts(index: Int) {
        let (name, loss, targets) = Self.smooth[index]
        guard name != "huber" else { return }
        for weights in [nil, [2, 1, 0.5]] as [[Double]?] {
            let objective = WeightedLoss(loss, targets, weights)
            let start = loss.startingMargin(targets: targets, weights: weights)
            for step in [-0.5, -1e-3, 1e-3, 0.5] {
                #expect(objective.value(start) <= objective.value(start + step) + 1e-12, "\(name) by \(step)")
            }
        }
    }

    @Test("limits of derivatives hold", arguments: smooth.indices)
    func bounds(index: Int) {
        let (name, loss, targets) = Self.smooth[index]
        guard let bounds = loss.derivativeBounds else { return }
        for target in targets {
            for margin in [-800, -20, -1, 0, 0.5, 3, 700] as [Double] {
                let pair = loss.derivatives(margin: margin, target: target)
                #expect(abs(pair.x) <= bounds.gradient && pair.y >= 0 && pair.y <= bounds.hessian, "\(name)")
            }
        }
    }

    @Test("derivatives of several margins are the slopes of the loss")
    func classes() {
        let objectives: [any MarginObjective] = [
            SoftmaxLoss(classes: [0, 2, 1], classCount: 3, weights: [1, 2, 0.5]),
            OneVersusAllLoss(classes: [0, 2, 1], classCount: 3, weights: [1, 2, 0.5]),
        ]
        let margins: [Double] = [0.3, -1, 0.7, 2, 0.1, -0.4, 0, 0, 0]
        for objective in objectives {
            var derivatives = [SIMD2<Double>](repeating: SIMD2(), count: 9)
            objective.fill(rows: 0..<3, margins: margins, &derivatives)
            for position in margins.indices {
                let row = position / 3
                let slope = [1e-5, -1e-5].map { step -> Double in
                    var moved = margins
                    moved[position] += step
                    return objective.loss(rows: row..<row + 1, margins: moved)
                }
                #expect(abs((slope[0] - slope[1]) / 2e-5 - derivatives[position].x) < 1e-6)
                let largest = [1, 2, 0.5][row]
                #expect(derivatives[position].y >= 0 && derivatives[position].y <= largest)
            }
        }
    }

    @Test("quantiles of weighted values")
    func quantiles() {
        #expect(WeightedQuantile.value([3, 1, 2], weights: nil, 0.5) == 2)
        #expect(WeightedQuantile.value([4, 1, 2, 3], weights: nil, 0.5) == 2.5)
        #expect(WeightedQuantile.value([1, 2, 3], weights: [1, 1, 8], 0.5) == 3)
        #expect(WeightedQuantile.value([1, 2, 3, 4], weights: nil, 0.9) == 4)
        #expect(WeightedQuantile.value([7], weights: [0.1], 0.1) == 7)
    }
}

/// The weighted loss of a constant.
private struct WeightedLoss {
    private let loss: any PointwiseLoss
    private let rows: [(target: Double, weight: Double)]

    init(_ loss: any PointwiseLoss, _ targets: [Double], _ weights: [Double]?) {
        self.loss = loss
        rows = targets.indices.map { (targets[$0], weights?[$0] ?? 1) }
    }

    func value(_ margin: Double) -> Double {
        rows.reduce(0) { $0 + $1.weight * loss.loss(margin: margin, target: $1.target) }
    }
}
