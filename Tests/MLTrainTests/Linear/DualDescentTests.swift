import MLCore
import MLTrain
import Testing

@Suite("LogisticRegression on sparse rows of about unit length")
struct DualDescentTests {
    /// Rows of unit length with many labels of very different frequency.
    private func texts(labels: Int, rows: Int = 300, vocabulary: Int = 80) throws -> TrainingSet {
        var generator = SeededGenerator(seed: 11)
        var (offsets, columns, values) = ([0], [Int32](), [Double]())
        var sets: [[String]] = []
        let names = (0..<labels).map { "label \($0)" }
        for _ in 0..<rows {
            let words = try generator.sample(3 + generator.next(below: 9), from: vocabulary).sorted()
            let raw = words.map { _ in 0.2 + generator.nextUniform() }
            let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
            columns.append(contentsOf: words.map { Int32($0) })
            values.append(contentsOf: raw.map { $0 / length })
            offsets.append(columns.count)
            sets.append(
                names.indices.filter { label in
                    words.contains { $0 % (label + 2) == 0 }
                        ? generator.nextUniform() < 0.5 : generator.nextUniform() < 0.05
                }.map { names[$0] })
        }
        let sparse = try SparseRows(offsets: offsets, columns: columns, values: values, columnCount: vocabulary)
        return try TrainingSet(
            features: try FeatureMatrix(rows: sparse, absentMeans: .zero, schema: try .numbered(vocabulary)),
            targets: .labelSets(try LabelSets(sets, labels: names)))
    }

    private func dense(_ data: TrainingSet, weights: [Double]? = nil) throws -> TrainingSet {
        try TrainingSet(features: try data.features.densified(), targets: data.targets, weights: weights)
    }

    @Test("agrees with L-BFGS on the dense rows", arguments: [true, false])
    func agreement(hasIntercept: Bool) throws {
        let data = try texts(labels: 7)
        let estimator = LogisticRegression(fitsIntercept: hasIntercept, tolerance: 1e-9, maximumIterations: 1000)
        let left = try estimator.fitted(to: data, in: TrainingContext())
        let right = try estimator.fitted(to: try dense(data), in: TrainingContext())
        for (one, other) in zip(left.weights + left.intercepts, right.weights + right.intercepts) {
            #expect(abs(one - other) < 1e-5)
        }
    }

    @Test("the default tolerance holds for the exact derivative", arguments: [0.1, 1, 10])
    func tolerance(strength: Double) throws {
        let data = try texts(labels: 21)
        let model = try LogisticRegression(inverseRegularization: strength)
            .fitted(to: data, in: TrainingContext(threads: 2))
        guard case .labelSets(let sets) = data.targets else { return }
        let count = Double(data.rowCount)
        var slopes = [Double](repeating: 0, count: model.weights.count)
        var intercepts = [Double](repeating: 0, count: model.intercepts.count)
        for row in 0..<data.rowCount {
            let values = try data.features.row(row)
            var residuals = try model.predict(values)
            for index in sets.indices[sets.offsets[row]..<sets.offsets[row + 1]] { residuals[Int(index)] -= 1 }
            for (feature, value) in values.dense.enumerated() where value != 0 {
                for (output, residual) in residuals.enumerated() {
                    slopes[feature * residuals.count + output] += residual * value / count
                }
            }
            for (output, residual) in residuals.enumerated() { intercepts[output] += residual / count }
        }
        for (slope, weight) in zip(slopes, model.weights) {
            #expect(abs(slope + weight / (strength * count)) < 1e-4)
        }
        for slope in intercepts { #expect(abs(slope) < 1e-4) }
    }

    @Test(
        "a label has the same bits alone, in any company, and with any number of threads", arguments: [2, 4, 9, 17, 40])
    func company(labels: Int) throws {
        let data = try texts(labels: labels)
        guard case .labelSets(let sets) = data.targets else { return }
        let models = try [1, 2, 8].map { try LogisticRegression().fitted(to: data, in: TrainingContext(threads: $0)) }
        #expect(models[1] == models[0] && models[2] == models[0])
        for label in [0, labels - 1] {
            let names = (0..<sets.rowCount).map { row in
                sets.indices[sets.offsets[row]..<sets.offsets[row + 1]].contains(Int32(label)) ? "yes" : "no"
            }
            let binary = try TrainingSet(
                features: data.features, targets: .classes(try ClassTargets(names, labels: ["no", "yes"])))
            let single = try LogisticRegression().fitted(to: binary, in: TrainingContext())
            let own = try (0..<models[0].featureCount).map { try models[0].weight(ofFeature: $0, forOutput: label) }
            #expect(single.weights == own && single.intercepts == [models[0].intercepts[label]], "label \(label)")
        }
    }

    @Test("weights are repetitions of rows, and rows without weight do not count")
    func weights() throws {
        let data = try texts(labels: 3)
        let counts = (0..<data.rowCount).map { $0 % 3 }
        let weighted = try TrainingSet(
            features: data.features, targets: data.targets, weights: counts.map(Double.init))
        let repeated = try data.selecting(rows: counts.indices.flatMap { [Int](repeating: $0, count: counts[$0]) })
        let estimator = LogisticRegression(tolerance: 1e-9, maximumIterations: 1000)
        let left = try estimator.fitted(to: weighted, in: TrainingContext())
        let right = try estimator.fitted(to: repeated, in: TrainingContext())
        for (one, other) in zip(left.weights + left.intercepts, right.weights + right.intercepts) {
            #expect(abs(one - other) < 1e-5)
        }
    }

    @Test("a binary problem tells its loss after each pass, and the last is the least")
    func events() throws {
        let data = try texts(labels: 1)
        guard case .labelSets(let sets) = data.targets else { return }
        let names = (0..<sets.rowCount).map { sets.offsets[$0] < sets.offsets[$0 + 1] ? "yes" : "no" }
        let log = EventLog()
        _ = try LogisticRegression().fitted(
            to: try TrainingSet(
                features: data.features, targets: .classes(try ClassTargets(names, labels: ["no", "yes"]))),
            in: TrainingContext(observer: log))
        let losses = log.events.compactMap { $0.fields["loss"]?.number }
        #expect(losses.count > 2 && losses.last == losses.min())
    }

    @Test("work cancelled half way throws")
    func cancellation() throws {
        let data = try texts(labels: 1)
        guard case .labelSets(let sets) = data.targets else { return }
        let names = (0..<sets.rowCount).map { sets.offsets[$0] < sets.offsets[$0 + 1] ? "yes" : "no" }
        let token = CancellationToken()
        let context = TrainingContext(observer: Cancelling(token: token), cancellation: token)
        #expect {
            try LogisticRegression(tolerance: 1e-9).fitted(
                to: try TrainingSet(
                    features: data.features, targets: .classes(try ClassTargets(names, labels: ["no", "yes"]))),
                in: context)
        } throws: { ($0 as? TrainError)?.code == .cancelled }
    }

    private struct Cancelling: EventObserver {
        let token: CancellationToken
        func observe(_ event: Event) { token.cancel() }
    }
}
