import MLCore
import MLReport

extension ModelCard {
    /// The card as a page.
    ///
    /// The page is one self-contained HTML file without scripts. The same card gives the same bytes.
    public var html: String {
        let parts = EvaluationParts(summary: evaluation, baselines: baselines, gate: gate)
        return Page(
            kind: "Model card", title: name, subtitle: identity,
            summary: HTML {
                HTML(.p, .class("lead")) { HTML.phrase(statement.overview) }
                HTML(.div, .class("pair")) {
                    HTML(.div) {
                        HTML(.p, .class("label")) { "Meant for" }
                        HTML(.p) { HTML.phrase(statement.intendedUse) }
                    }
                    HTML(.div) {
                        HTML(.p, .class("label")) { "Not for" }
                        HTML(.p) { HTML.phrase(statement.outOfScopeUse) }
                    }
                }
                parts.verdict
                parts.tiles
            },
            sections: [
                Page.Section("limits", "Limitations") { list(statement.limitations) },
                Page.Section("ethics", "Ethical considerations") { list(statement.ethicalConsiderations) },
                Page.Section("quality", "Quality") {
                    parts.metrics
                    parts.comparison
                },
                Page.Section("slices", "Quality by slice") { parts.slices },
                Page.Section("gate", "Gate") { parts.checks },
                Page.Section("interface", "Inputs and outputs") { interface },
                Page.Section("origin", "How it was made") { origin.lines },
                Page.Section("method", "How it was measured") { parts.method },
            ]
        ).html
    }

    private var identity: HTML {
        HTML {
            if let version { "Version \(version) · " }
            HTML.code(digest)
        }
    }

    private var origin: FactList {
        var list = FactList()
        list.add("owners", HTML.name(statement.owners.joined(separator: ", ")))
        if !statement.licence.isEmpty { list.add("licence", HTML.phrase(statement.licence)) }
        for fact in facts { list.add(fact.name, HTML.phrase(fact.value)) }
        return list
    }

    private func list(_ texts: [String]) -> HTML {
        guard !texts.isEmpty else { return .empty }
        return HTML(.ul, .class("plain-list")) { for text in texts { HTML(.li) { HTML.phrase(text) } } }
    }

    private var interface: HTML {
        var table = ReportTable(
            "What the model is given", [.init("input"), .init("type"), .init("may be missing")], limit: 500)
        for field in signature.inputs.fields {
            table.append([
                .name(field.name), .code(field.type.rawValue), HTML(field.allowsMissing ? "yes" : "no"),
            ])
        }
        let (words, names) = outputs
        return HTML {
            table.html
            HTML(.h3, .class("gap")) { "What it gives" }
            HTML(.p) { words }
            HTML(.p, .class("badges")) {
                for name in names.prefix(200) { HTML(.span, .class("badge plain")) { HTML.name(name) } }
            }
            if names.count > 200 { HTML.note("Shown are the first 200 of \(Figure.count(names.count)).") }
        }
    }

    private var outputs: (words: String, names: [String]) {
        switch signature.task {
        case .regression(let targets): ("One number for each of \(Figure.count(targets.count, "target")).", targets)
        case .binary(let negative, let positive):
            ("The probability of the second against the first.", [negative, positive])
        case .multiclass(let labels):
            (
                "One probability for each of \(Figure.count(labels.count, "class", "classes")); they add up to one.",
                labels
            )
        case .multilabel(let labels): ("Independent probabilities of \(Figure.count(labels.count, "label")).", labels)
        }
    }
}
