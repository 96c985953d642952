import MLCore
import MLReport

extension ModelCard {
    /// The card as a Markdown document.
    ///
    /// Every text is escaped; every figure carries its interval and row count.
    public var markdown: String {
        var parts = ["# Model card: \(escaped(name))", escaped(statement.overview), facts(of: identity)]
        parts.append("## Intended use\n\n\(escaped(statement.intendedUse))")
        parts.append("**Not for:** \(escaped(statement.outOfScopeUse))")
        parts.append("## Limitations\n\n\(list(statement.limitations))")
        if !statement.ethicalConsiderations.isEmpty {
            parts.append("## Ethical considerations\n\n\(list(statement.ethicalConsiderations))")
        }
        parts.append("## Inputs and outputs\n\n\(inputs)\n\n\(outputs)")
        parts.append("## Quality\n\n\(quality)")
        if !evaluation.slices.isEmpty { parts.append("### By slice\n\n\(sliceTable)") }
        if let gate { parts.append("## Gate\n\n\(verdict(gate))") }
        if !facts.isEmpty { parts.append("## How it was made\n\n\(facts(of: facts))") }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var identity: [Fact] {
        [version.map { Fact("Version", "\($0)") }, Fact("Digest", digest)].compactMap(\.self)
            + [Fact("Owners", statement.owners.joined(separator: ", "))]
            + (statement.licence.isEmpty ? [] : [Fact("Licence", statement.licence)])
    }

    private var inputs: String {
        var table = TextTable([("input", .leading), ("type", .leading), ("may be missing", .leading)])
        for field in signature.inputs.fields {
            table.append([field.name, field.type.rawValue, field.allowsMissing ? "yes" : "no"])
        }
        return table.markdown
    }

    private var outputs: String {
        switch signature.task {
        case .regression(let targets): "Numbers: \(escaped(targets.joined(separator: ", ")))."
        case .binary(let negative, let positive):
            "The probability of \"\(escaped(positive))\" against \"\(escaped(negative))\"."
        case .multiclass(let labels): "One probability for each of: \(escaped(labels.joined(separator: ", ")))."
        case .multilabel(let labels): "Independent probabilities of: \(escaped(labels.joined(separator: ", ")))."
        }
    }

    private var quality: String {
        let metrics = evaluation.overall.metrics.map(\.metric)
        var table = TextTable([("model", .leading)] + metrics.map { ($0, .trailing) })
        table.append(["this model"] + metrics.map { text(evaluation.overall.estimate($0)) })
        for baseline in baselines {
            table.append([baseline.subject] + metrics.map { text(baseline.overall.estimate($0)) })
        }
        let interval = evaluation.resampling.map {
            " Ranges are \(NumberText.formatted($0.level * 100, decimals: 0)) % percentile bootstrap intervals"
                + " from \($0.count) resamples."
        }
        return table.markdown
            + "\n\nOn \(evaluation.overall.rowCount) rows of \(escaped(evaluation.dataset)).\(interval ?? "")"
    }

    private var sliceTable: String {
        let metrics = evaluation.overall.metrics.map(\.metric)
        var table = TextTable([("slice", .leading), ("rows", .trailing)] + metrics.map { ($0, .trailing) })
        for slice in evaluation.slices {
            table.append([slice.name, "\(slice.rowCount)"] + metrics.map { text(slice.estimate($0)) })
        }
        return table.markdown
    }

    private func verdict(_ gate: GateResult) -> String {
        var table = TextTable([("requirement", .leading), ("verdict", .leading), ("evidence", .leading)])
        for check in gate.checks { table.append([check.requirement, check.verdict.rawValue, check.evidence]) }
        return "Gate \"\(escaped(gate.gate))\": **\(gate.verdict.rawValue)**.\n\n\(table.markdown)"
    }

    private func text(_ estimate: MetricEstimate?) -> String {
        guard let estimate else { return "not computed" }
        guard let value = estimate.value else { return "undefined: \(estimate.undefinedReason ?? "")" }
        let range = estimate.interval.map {
            " (\(NumberText.formatted($0.lower, decimals: 3)) to \(NumberText.formatted($0.upper, decimals: 3)))"
        }
        return NumberText.formatted(value, decimals: 3) + (range ?? "")
    }

    private func facts(of facts: [Fact]) -> String {
        facts.map { "- \(escaped($0.name)): \(escaped($0.value))" }.joined(separator: "\n")
    }

    private func list(_ texts: [String]) -> String { texts.map { "- \(escaped($0))" }.joined(separator: "\n") }

    private func escaped(_ text: String) -> String { Markdown.escaped(text) }
}
