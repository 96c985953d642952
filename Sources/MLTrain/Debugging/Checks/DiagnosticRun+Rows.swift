import MLCore
import MLReport

extension DiagnosticRun {
    /// Whether held-out rows stand among the training rows.
    func sharedRows() throws -> DiagnosticFinding {
        let heldOutCount = rows.validation?.rowCount ?? rows.heldOutRows.count
        guard heldOutCount > 0 else { return tooFewRows(.sharedRows) }
        guard rows.all.features.featureCount > 0 else { return noFeatures(.sharedRows) }
        let matrices = [rows.all.features] + (rows.validation.map { [$0.features] } ?? [])
        let groups = try RowGroups(matrices, cancellation: context.cancellation)
        var sizes = [Int](repeating: 0, count: groups.count)
        for row in rows.trainingRows { sizes[groups.groups[row]] += 1 }
        let heldOut = rows.validation == nil ? rows.heldOutRows : Array(rows.all.rowCount..<groups.groups.count)
        let shared = heldOut.count { sizes[groups.groups[$0]] > 0 }
        let share = Double(shared) / Double(heldOutCount)
        // How often a training row finds another one like itself: what coarse values alone would explain.
        let repeated = rows.trainingRows.count { sizes[groups.groups[$0]] > 1 }
        let repeatedShare = Double(repeated) / Double(max(1, rows.trainingRows.count))
        let measures = [
            DiagnosticFinding.Measure(
                "share of held-out rows also in training", share, atMost: settings.sharedRowShare),
            .init("share of training rows that repeat", repeatedShare),
        ]
        let text =
            "\(Figure.count(shared)) of \(Figure.count(heldOutCount, "held-out row")) "
            + "\(shared == 1 ? "has" : "have") the features of a training row"
        if share <= settings.sharedRowShare {
            return DiagnosticFinding(
                .sharedRows, .passed, measures: measures, rowCount: heldOutCount, explanation: text + ".")
        }
        let isGiven = rows.validation != nil
        if isGiven, repeatedShare < share / 2 {
            return DiagnosticFinding(
                .sharedRows, .failed, measures: measures, rowCount: heldOutCount,
                explanation: text + ", though training rows seldom repeat: rows were copied across the split.",
                remedy: "Split again so that every row is on one side, and take out duplicates first.")
        }
        return DiagnosticFinding(
            .sharedRows, .warning, measures: measures, rowCount: heldOutCount,
            explanation: text + "; rows repeat among the training rows too.",
            remedy:
                "If the features are coarse, that is fine; otherwise take out duplicates, and split by what the rows "
                + "belong to (a user, a document) instead of by row.")
    }

    /// Whether rows with the same features have different targets, and what loss no model can go below.
    func contradictoryRows() throws -> DiagnosticFinding {
        let chosen = rows.trainingRows
        guard chosen.count >= 2 else { return tooFewRows(.contradictoryRows) }
        let all = rows.all
        let groups = try RowGroups([all.features], cancellation: context.cancellation)
        var members: [Int: [Int]] = [:]
        var sizes = [Int](repeating: 0, count: groups.count)
        for row in chosen { sizes[groups.groups[row]] += 1 }
        for row in chosen where sizes[groups.groups[row]] > 1 { members[groups.groups[row], default: []].append(row) }
        var (contradicting, bound, total) = (0, 0.0, 0.0)
        for row in chosen { total += all.weights?[row] ?? 1 }
        for group in members.keys.sorted() {
            let rows = members[group] ?? []
            guard let first = rows.first, rows.contains(where: { !Self.isSame(all.targets, $0, first) }) else {
                continue
            }
            contradicting += rows.count
            let weight = rows.reduce(0.0) { $0 + (all.weights?[$1] ?? 1) }
            bound += weight / total * ConstantLoss.value(all.targets, rows: rows, weights: all.weights)
        }
        let share = Double(contradicting) / Double(chosen.count)
        let name = TaskMeasure.lossName(all.targets.task)
        let measures = [
            DiagnosticFinding.Measure("share of contradictory rows", share, atMost: settings.contradictoryShare),
            .init("least \(name) that can be reached", bound),
            .init("\(name) of the constant", ConstantLoss.value(all.targets, rows: chosen, weights: all.weights)),
        ]
        let text =
            "\(Figure.count(contradicting)) of \(Figure.count(chosen.count, "training row")) "
            + "\(contradicting == 1 ? "has" : "have") the features of a row with another target"
        guard share > settings.contradictoryShare else {
            return DiagnosticFinding(
                .contradictoryRows, .passed, measures: measures, rowCount: chosen.count, explanation: text + ".")
        }
        return DiagnosticFinding(
            .contradictoryRows, .warning, measures: measures, rowCount: chosen.count,
            explanation: text + "; on the training rows no model gets below a \(name) of \(Figure.number(bound)).",
            remedy: "Check the labels of such rows, or add what tells them apart as a feature.")
    }

    private static func isSame(_ targets: Targets, _ left: Int, _ right: Int) -> Bool {
        switch targets {
        case .numbers(let numbers): numbers[left] == numbers[right]
        case .classes(let classes): classes.indices[left] == classes.indices[right]
        case .labelSets(let sets):
            sets.indices[sets.range(ofRow: left)] == sets.indices[sets.range(ofRow: right)]
        }
    }
}
