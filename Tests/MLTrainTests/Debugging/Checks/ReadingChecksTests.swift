import MLCore
import MLTrain
import Testing

@Suite("Diagnostics that read the rows")
struct ReadingChecksTests {
    @Test("copies of the target are named: of classes, of numbers up to scale, of one label")
    func copies() throws {
        let classes = try DiagnosticExamples.adding(["copy", "noisy"], to: try Examples.multiclass(rows: 200)) {
            row, truth in [truth == 1 ? -3 : 10 * truth, row == 7 ? (truth == 0 ? 1 : 0) : truth]
        }
        let finding = try DiagnosticExamples.finding(.targetCopies, on: classes)
        #expect(finding.verdict == .failed && finding.features.map(\.name) == ["copy"])
        let numbers = try DiagnosticExamples.adding(["scaled", "noisy"], to: try Examples.regression(rows: 200)) {
            row, truth in [3 - 2 * truth, truth + (row == 7 ? 1e-6 : 0)]
        }
        #expect(try DiagnosticExamples.finding(.targetCopies, on: numbers).features.map(\.name) == ["scaled"])
        #expect(
            try DiagnosticExamples.finding(.targetCopies, on: try Examples.regression(rows: 200)).verdict == .passed)
        let sparse = try Examples.sparseLabels(rows: 200)
        #expect(try DiagnosticExamples.finding(.targetCopies, for: LogisticRegression(), on: sparse).verdict == .passed)
        guard case .labelSets(let sets) = sparse.targets else { return }
        let drama = (0..<200).map { row in
            sets.indices[sets.offsets[row]..<sets.offsets[row + 1]].contains(1) ? 1.0 : 0
        }
        let dense = try sparse.features.densified()
        let values = try (0..<200).flatMap { try dense.row($0).dense + [drama[$0]] }
        let leaky = try TrainingSet(
            features: FeatureMatrix(
                values: values, rowCount: 200, schema: FeatureSchema(dense.schema.names + ["told"])),
            targets: sparse.targets)
        let told = try DiagnosticExamples.finding(.targetCopies, for: LogisticRegression(), on: leaky)
        #expect(told.features == [.init(name: "told", note: "a copy of the label drama")])
    }

    @Test("a feature that predicts like the target fails, one that nearly does is a warning")
    func single() throws {
        var generator = SeededGenerator(seed: 3)
        let data = try DiagnosticExamples.adding(["leak", "strong"], to: try Examples.binary(rows: 600)) { _, truth in
            [truth + 0.1 * generator.nextUniform(), truth + 0.37 * generator.nextNormal()]
        }
        let finding = try DiagnosticExamples.finding(.singleFeatures, on: data)
        #expect(finding.verdict == .failed && finding.features.map(\.name) == ["leak"])
        let strong = try DiagnosticExamples.adding(["strong"], to: try Examples.binary(rows: 600)) { _, truth in
            [truth + 0.37 * generator.nextNormal()]
        }
        let warning = try DiagnosticExamples.finding(.singleFeatures, on: strong)
        #expect(warning.verdict == .warning && warning.features.map(\.name) == ["strong"])
        #expect(try DiagnosticExamples.finding(.singleFeatures, on: try Examples.binary(rows: 600)).verdict == .passed)
    }

    @Test("a feature that numbers the rows is a warning, and fails when the rows are sorted by the target")
    func identifiers() throws {
        let data = try DiagnosticExamples.adding(["row"], to: try Examples.binary(rows: 200)) { row, _ in
            [Double(row * 37 % 200 + 1000)]
        }
        let finding = try DiagnosticExamples.finding(.identifiers, on: data)
        #expect(finding.verdict == .warning && finding.features.map(\.name) == ["row"])
        let examples = try Examples.binary(rows: 200)
        let zeros = try DiagnosticExamples.adding(["truth"], to: examples) { _, truth in [truth] }
        let order = try (0..<200).sorted { try zeros.features.row($0).dense[4] < zeros.features.row($1).dense[4] }
        let sorted = try DiagnosticExamples.adding(["row"], to: try examples.selecting(rows: order)) { row, _ in
            [Double(row)]
        }
        #expect(try DiagnosticExamples.finding(.identifiers, on: sorted).verdict == .failed)
        let cents = try DiagnosticExamples.adding(["cents"], to: examples) { row, _ in [Double(row * 137 + 12)] }
        #expect(try DiagnosticExamples.finding(.identifiers, on: cents).verdict == .passed)
        let huge = try DiagnosticExamples.adding(["huge"], to: examples) { row, _ in [row == 0 ? 1e300 : Double(row)] }
        #expect(try DiagnosticExamples.finding(.identifiers, on: huge).verdict == .passed)
    }

    @Test("rows copied into the validation data fail; rows that repeat everywhere are a warning")
    func shared() throws {
        let data = try Examples.binary(rows: 300)
        let copied = try data.selecting(rows: Array(0..<30))
        let context = TrainingContext(seed: 1, validation: copied)
        let finding = try DiagnosticExamples.finding(.sharedRows, on: data, in: context)
        #expect(finding.verdict == .failed && finding.measures.first?.value == 1 && finding.rowCount == 30)
        #expect(try DiagnosticExamples.finding(.sharedRows, on: data).verdict == .passed)
        let doubled = try data.selecting(rows: Array(0..<300) + Array(0..<300))
        let repeated = try DiagnosticExamples.finding(.sharedRows, on: doubled)
        #expect(repeated.verdict == .warning && (repeated.measures.first?.value ?? 0) > 0.5)
    }

    @Test("contradictory rows are counted, and bound what can be reached")
    func contradictory() throws {
        let data = try Examples.binary(rows: 200)
        #expect(try DiagnosticExamples.finding(.contradictoryRows, on: data).measures.first?.value == 0)
        let coin = try TrainingSet(
            features: FeatureMatrix(values: [Double](repeating: 1, count: 64), rowCount: 64, schema: .numbered(1)),
            targets: .classes(
                try ClassTargets(indices: (0..<64).map { Int32($0 % 2) }, labels: ["a", "b"])))
        let finding = try DiagnosticExamples.finding(.contradictoryRows, on: coin)
        #expect(finding.verdict == .warning && finding.measures.first?.value == 1)
        let bound = try #require(finding.measures[1].value)
        #expect(abs(bound - 0.6931471805599453) < 1e-9)
        // No model gets below it.
        let model = try DiagnosticExamples.boosting.fitted(to: coin, in: TrainingContext())
        #expect(try Examples.logLoss(model, coin) >= bound - 1e-9)
    }

    @Test("constant, missing and doubled features are named")
    func dead() throws {
        let data = try DiagnosticExamples.adding(["flat", "gone", "twin"], to: try Examples.binary(rows: 100)) { _, _ in
            [2, .nan, 0]
        }
        let values = try (0..<100).flatMap { row -> [Double] in
            var row = try data.features.row(row).dense
            row[6] = row[1]
            return row
        }
        let set = try TrainingSet(
            features: FeatureMatrix(values: values, rowCount: 100, schema: data.features.schema), targets: data.targets)
        let finding = try DiagnosticExamples.finding(.deadFeatures, on: set)
        #expect(finding.verdict == .warning)
        #expect(
            finding.features == [
                .init(name: "flat", note: "always 2"), .init(name: "gone", note: "missing in every row"),
                .init(name: "twin", note: "the same as f1"),
            ])
        var generator = SeededGenerator(seed: 5)
        let rare = try DiagnosticExamples.adding(["a", "b", "c", "d"], to: try Examples.binary(rows: 100)) { row, _ in
            let usual = generator.nextUniform() < 0.3 ? 1.0 : 0
            return [row == 50 ? 1 : 0, row == 50 ? 1 : 0, usual, usual]
        }
        #expect(
            try DiagnosticExamples.finding(.deadFeatures, on: rare).features == [
                .init(name: "d", note: "the same as c")
            ])
        let sparse = try Examples.sparseLabels(rows: 100)
        #expect(try DiagnosticExamples.finding(.deadFeatures, for: LogisticRegression(), on: sparse).verdict == .passed)
    }

    @Test("features that the model never looks at are named")
    func unused() throws {
        let data = try DiagnosticExamples.adding(["flat"], to: try Examples.binary(rows: 300)) { _, _ in [1] }
        let stump = GradientBoosting(rounds: 1, maximumLeaves: 2)
        let finding = try DiagnosticExamples.finding(.unusedFeatures, for: stump, on: data)
        // A constant feature is dead, and not told here again.
        #expect(finding.verdict == .warning && finding.features.count == 3)
        #expect(!finding.features.map(\.name).contains("flat"))
        let linear = try DiagnosticExamples.finding(
            .unusedFeatures, for: LogisticRegression(), on: try Examples.binary(rows: 300))
        #expect(linear.verdict == .passed && linear.rowCount == 75)
        // Words that hardly any row has make a difference where they are.
        let words = try Examples.sparseLabels(rows: 300, vocabulary: 250)
        #expect(
            try DiagnosticExamples.finding(.unusedFeatures, for: LogisticRegression(), on: words).verdict == .passed)
    }
}
