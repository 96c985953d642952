import MLCore
import MLReport

extension DiagnosticRun {
    /// Whether features give the target away by themselves.
    mutating func singleFeatures() throws -> DiagnosticFinding {
        guard let heldOut = rows.heldOut, heldOut.rowCount >= Self.leastTestedRows else {
            return tooFewRows(.singleFeatures)
        }
        let names = rows.names
        guard !names.isEmpty else { return noFeatures(.singleFeatures) }
        let power = FeaturePower(training: rows.training, heldOut: heldOut)
        let token = context.cancellation
        let powers = try parallelMap(count: names.count, threads: context.threads) { feature throws(CoreError) in
            try token.check()
            return power.value(of: feature)
        }
        let ranked = powers.indices.filter { powers[$0] != nil }
            .sorted { (-(powers[$0] ?? 0), $0) < (-(powers[$1] ?? 0), $1) }
        let name = TaskMeasure.scoreName(rows.all.targets.task)
        guard let best = ranked.first, let strongest = powers[best] else {
            return .notApplicable(
                .singleFeatures, .constantTarget, rowCount: heldOut.rowCount, "The held-out targets are all the same.")
        }
        let chance = TaskMeasure.chance(rows.all.targets.task)
        let model = try modelScore()
        var measures = [
            DiagnosticFinding.Measure("\(name) of \(names[best]) alone", strongest, atMost: settings.suspiciousPower),
            .init("\(name) of the model", model),
        ]
        let leaking = ranked.filter { (powers[$0] ?? 0) >= settings.leakingPower }
        let suspicious = ranked.filter { (powers[$0] ?? 0) >= settings.suspiciousPower }
        // A model of many features that is no better than one of them has little to add, or one feature says it all.
        let share = model.flatMap { $0 > chance ? (strongest - chance) / ($0 - chance) : nil }
        let isWholeModel = names.count > 1 && strongest >= 0.9 && (share ?? 0) >= 0.98
        if let share { measures.append(.init("share of the skill of the model", share)) }
        func listed(_ features: [Int]) -> [DiagnosticFinding.Feature] {
            features.map { .init(name: names[$0], note: "\(name) \(Figure.number(powers[$0] ?? 0)) alone") }
        }
        let remedy =
            "Find out when and from what the feature is made: what is only known after the event must not be a feature."
        if !leaking.isEmpty {
            return DiagnosticFinding(
                .singleFeatures, .failed, measures: measures, rowCount: heldOut.rowCount, features: listed(leaking),
                explanation: "\(Figure.count(leaking.count, "feature")) alone "
                    + "\(leaking.count == 1 ? "predicts" : "predict") as if it were the target.", remedy: remedy)
        }
        if !suspicious.isEmpty || isWholeModel {
            let found = suspicious.isEmpty ? [best] : suspicious
            return DiagnosticFinding(
                .singleFeatures, .warning, measures: measures, rowCount: heldOut.rowCount, features: listed(found),
                explanation: isWholeModel
                    ? "One feature alone predicts about as well as the whole model."
                    : "\(Figure.count(found.count, "feature")) alone \(found.count == 1 ? "predicts" : "predict") "
                        + "unusually well.", remedy: remedy)
        }
        return DiagnosticFinding(
            .singleFeatures, .passed, measures: measures, rowCount: heldOut.rowCount, features: listed([best]),
            explanation: "No feature alone predicts suspiciously well.")
    }

    /// The score of the shared model on held-out rows, or `nil` when there is none.
    private mutating func modelScore() throws -> Double? {
        guard let heldOut = rows.heldOut, let predictions = try sharedModel(.singleFeatures).reference?.heldOut else {
            return nil
        }
        return try? TaskMeasure.score(predictions, heldOut)
    }

    /// That there is no feature.
    func noFeatures(_ check: DiagnosticCheck) -> DiagnosticFinding {
        .notApplicable(check, .noFeatures, rowCount: rows.all.rowCount, "There are no features.")
    }

    /// Whether features count the rows, and whether their order tells the target.
    func identifiers() throws -> DiagnosticFinding {
        let count = rows.all.rowCount
        guard count >= 2 * Self.leastTestedRows else { return tooFewRows(.identifiers) }
        guard rows.all.features.featureCount > 0 else { return noFeatures(.identifiers) }
        guard case .dense(let stored) = rows.all.features.storage else {
            return DiagnosticFinding(
                .identifiers, .passed, rowCount: count, explanation: "Sparse features do not number rows.")
        }
        let columns = MatrixColumns(rows.all.features)
        let task = rows.all.targets.task
        let isBinary = task.outputCount == 1
        var found: [(feature: DiagnosticFinding.Feature, tells: Bool)] = []
        var strongest: Double?
        for feature in 0..<columns.featureCount {
            try context.checkCancellation()
            // Few features get beyond their first rows, so that few columns have to be gathered.
            let first = (0..<min(count, 64)).map { stored[$0 * columns.featureCount + feature] }
            guard Set(first).count == first.count, first.allSatisfy({ $0 == $0.rounded() }) else { continue }
            let values = columns.column(feature).values
            guard Self.countsRows(values) else { continue }
            var deviation = 0.0
            if isBinary, let scores = try? Predictions(values: values, rowCount: count, task: task),
                let test = PermutationTest.run(scores, rows.all.targets)
            {
                deviation = abs(test.deviation)
            }
            let tells = deviation > 4
            strongest = max(strongest ?? 0, deviation)
            let note = tells ? "numbers the rows, and its order tells the target" : "numbers the rows"
            found.append((.init(name: rows.names[feature], note: note), tells))
        }
        guard !found.isEmpty else {
            return DiagnosticFinding(
                .identifiers, .passed, measures: [.init("features that number rows", 0, atMost: 0)], rowCount: count,
                explanation: "No feature numbers the rows.")
        }
        let tells = found.contains(where: \.tells)
        return DiagnosticFinding(
            .identifiers, tells ? .failed : .warning,
            measures: [
                .init("features that number rows", Double(found.count), atMost: 0),
                .init("deviation of its order from chance", strongest, atMost: 4),
            ], rowCount: count, features: (found.filter(\.tells) + found.filter { !$0.tells }).map(\.feature),
            explanation: tells
                ? "A feature that numbers the rows tells the target: the rows are sorted by it."
                : "\(Figure.count(found.count, "feature")) \(found.count == 1 ? "numbers" : "number") the rows.",
            remedy: "Leave such features out; new rows have numbers that were never seen.")
    }

    /// Whether values are different whole numbers in a range about as long as there are rows.
    private static func countsRows(_ values: [Double]) -> Bool {
        let limit = 0x1p53
        guard values.allSatisfy({ $0 == $0.rounded() && abs($0) <= limit }),
            let least = values.min(), let greatest = values.max(),
            greatest - least < 2 * Double(values.count)
        else { return false }
        var seen = [Bool](repeating: false, count: Int(greatest - least) + 1)
        for value in values {
            let place = Int(value - least)
            if seen[place] { return false }
            seen[place] = true
        }
        return true
    }
}
