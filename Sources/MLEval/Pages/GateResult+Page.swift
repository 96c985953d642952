import MLCore
import MLReport

extension GateResult {
    /// The verdict in one sentence, with the checks that did not pass.
    var headline: HTML {
        let open = checks.filter { $0.verdict != .pass }
        let text =
            switch verdict {
            case .pass: "Passes the gate “\(gate)”"
            case .fail: "Fails the gate “\(gate)”"
            case .insufficientEvidence: "Too little evidence for the gate “\(gate)”"
            }
        return .verdict(verdict.tone, text) {
            HTML(.p) {
                checks.isEmpty
                    ? "The gate has no requirements."
                    : "\(checks.count - open.count) of \(Figure.count(checks.count, "requirement")) hold\(checks.count - open.count == 1 ? "s" : "")."
            }
            if !open.isEmpty {
                HTML(.ul) {
                    for check in open.prefix(5) {
                        HTML(.li) {
                            HTML.phrase(check.requirement)
                            ": "
                            HTML.phrase(check.evidence)
                        }
                    }
                }
            }
        }
    }

    /// Each requirement with its verdict and evidence.
    var table: HTML {
        var table = ReportTable(
            "Requirements of the gate “\(gate)”", [.init("requirement"), .init("verdict"), .init("evidence")])
        for check in checks {
            table.append([
                .phrase(check.requirement), .badge(check.verdict.tone, check.verdict.words), .phrase(check.evidence),
            ])
        }
        return table.html
    }
}

extension GateResult.Verdict {
    var tone: Tone {
        switch self {
        case .pass: .good
        case .fail: .bad
        case .insufficientEvidence: .unsure
        }
    }

    var words: String {
        switch self {
        case .pass: "pass"
        case .fail: "fail"
        case .insufficientEvidence: "insufficient evidence"
        }
    }
}
