import MLCore
import MLTestKit
import MLTrain
import Testing

@Suite("Linear estimators")
struct LinearContractTests {
    @Test("least squares keeps the promises of estimators", arguments: [0, 1.5], [false, true])
    func leastSquares(penalty: Double, isSparse: Bool) throws {
        try check(LinearRegression(penalty: penalty), isSparse: isSparse)
    }

    @Test("the elastic net keeps the promises of estimators", arguments: [0, 0.5, 1], [false, true])
    func elasticNet(share: Double, isSparse: Bool) throws {
        try check(ElasticNet(penalty: 0.05, l1Share: share), isSparse: isSparse)
    }

    @Test("quantile regression keeps the promises of estimators", arguments: [0, 0.05], [false, true])
    func quantile(penalty: Double, isSparse: Bool) throws {
        try check(QuantileRegression(quantile: 0.7, penalty: penalty), isSparse: isSparse)
    }

    @Test("Poisson regression keeps the promises of estimators", arguments: [false, true])
    func poisson(isSparse: Bool) throws {
        let base = try Examples.regression()
        guard case .numbers(let numbers) = base.targets else { return }
        let counts = Targets.numbers(numbers.map { max(0, $0.rounded()) })
        try check(
            PoissonRegression(), on: try TrainingSet(features: base.features, targets: counts), isSparse: isSparse)
    }

    @Test("logistic regression with an L1 part keeps the promises of estimators", arguments: [0, 1, 2])
    func logistic(form: Int) throws {
        let data =
            switch form {
            case 0: try Examples.binary()
            case 1: try Examples.multiclass()
            default: try Examples.sparseLabels()
            }
        let report = EstimatorChecks.run(LogisticRegression(l1Share: 0.8), on: data, catalog: .core)
        #expect(report.passed, "\(report)")
    }

    private func check(_ estimator: some Estimator, on data: TrainingSet? = nil, isSparse: Bool) throws {
        var data = try data ?? Examples.regression()
        if isSparse { data = try TrainingSet(features: try Examples.sparse(data.features), targets: data.targets) }
        let report = EstimatorChecks.run(estimator, on: data, catalog: .core)
        #expect(report.passed, "\(report)")
    }
}
