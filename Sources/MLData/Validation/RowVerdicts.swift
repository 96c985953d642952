import MLCore

/// Collects which rows break which expectations.
///
/// Rows that break the same expectations share one list of them.
struct RowVerdicts {
    private struct Step: Hashable {
        let list: Int
        let position: Int
    }

    private var lists: [[Int]] = [[]]
    private var steps: [Step: Int] = [:]
    /// For each row the number of its list; empty while no row breaks anything.
    private var breaking: [Int32] = []
    private var repairing: [Int32] = []
    private let rowCount: Int

    init(rowCount: Int) { self.rowCount = rowCount }

    /// Adds what an expectation found.
    mutating func add(_ evaluation: ExpectationEvaluation, of expectation: DataExpectation, at position: Int) {
        guard !evaluation.brokenRows.isEmpty else { return }
        if let repair = expectation.repair, let column = evaluation.column {
            for row in evaluation.brokenRows {
                let value = repair.repaired(column.uncheckedValue(at: row), rule: expectation.rule)
                let isFit = value.map { $0.type.map { $0 == column.type } ?? true } ?? false
                mark(row, position, isRepair: isFit)
            }
        } else {
            if breaking.isEmpty { breaking = [Int32](repeating: 0, count: rowCount) }
            var last = (from: Int32(-1), to: Int32(0))
            for row in evaluation.brokenRows {
                let list = breaking[row]
                if list != last.from { last = (list, next(list, position)) }
                breaking[row] = last.to
            }
        }
    }

    private mutating func mark(_ row: Int, _ position: Int, isRepair: Bool) {
        if isRepair {
            if repairing.isEmpty { repairing = [Int32](repeating: 0, count: rowCount) }
            repairing[row] = next(repairing[row], position)
        } else {
            if breaking.isEmpty { breaking = [Int32](repeating: 0, count: rowCount) }
            breaking[row] = next(breaking[row], position)
        }
    }

    /// The list with one more expectation.
    private mutating func next(_ list: Int32, _ position: Int) -> Int32 {
        let step = Step(list: Int(list), position: position)
        if let known = steps[step] { return Int32(known) }
        lists.append(lists[Int(list)] + [position])
        steps[step] = lists.count - 1
        return Int32(lists.count - 1)
    }

    /// The rows that break an expectation without a repair, with everything they break.
    var quarantined: [ValidationReport.QuarantinedRow] {
        breaking.indices.filter { breaking[$0] > 0 }.map { row in
            let list = lists[Int(breaking[row])]
            let further = repairing.isEmpty ? [] : lists[Int(repairing[row])]
            return .init(row: row, expectations: further.isEmpty ? list : (list + further).sorted())
        }
    }

    /// The rows whose values are repaired, with what they break.
    var repaired: [ValidationReport.QuarantinedRow] {
        repairing.indices.filter { repairing[$0] > 0 && (breaking.isEmpty || breaking[$0] == 0) }
            .map { .init(row: $0, expectations: lists[Int(repairing[$0])]) }
    }
}
