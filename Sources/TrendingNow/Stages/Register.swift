import MLCore
import MLEval
import MLFeatures
import MLLedger
import MLRegistry
import MLServe

/// A version in the registry, with the candidate it came from.
struct Release {
    let version: ModelVersion
    let candidate: Candidate
}

extension Loop {
    /// Registers the first candidate, promotes it on the evidence of the gate, and writes its model card.
    mutating func register(
        _ candidate: Candidate, _ verdicts: Verdicts, _ store: Store, _ output: OutputDirectory
    ) throws -> Release {
        console.begin("Register")
        let release = try register(candidate, store)
        try store.registry.promote(
            release.version.number, of: store.model, to: store.production, gate: verdicts.gate,
            override: verdicts.gate.verdict == .pass ? nil : "first model of the example", by: Store.actor,
            reason: "first release")
        console.tell("version \(release.version.number) is in production")
        summary.model = .init(
            name: candidate.name, digest: candidate.digest, features: candidate.pipeline.features.count,
            labels: candidate.predictor.task.outputCount)
        let card = try card(release, verdicts)
        try output.write(Array(card.markdown.utf8), as: "model-card.md")
        findings.card = card
        return release
    }

    /// Stores a bundle and makes it the next version.
    func register(_ candidate: Candidate, _ store: Store) throws -> Release {
        let version = try store.registry.register(
            candidate.bundle, as: store.model, by: Store.actor,
            provenance: .init(
                run: candidate.run.text, datasets: [candidate.dataset], note: "recipe \(candidate.name)"))
        console.tell("version \(version.number): \(candidate.name), digest \(version.digest)")
        return Release(version: version, candidate: candidate)
    }

    private func card(_ release: Release, _ verdicts: Verdicts) throws -> ModelCard {
        let candidate = release.candidate
        guard let evaluation = verdicts.evaluations[candidate.name] else {
            throw EvaluationError(.emptyEvaluationSet, "the model was not evaluated", at: candidate.name)
        }
        return try ModelCard(
            name: "\(release.version.model) (\(candidate.name))", version: release.version.number,
            digest: candidate.digest,
            signature: candidate.bundle.signature,
            statement: .init(
                overview: "Suggests the genres of a film from its plot.",
                owners: ["the catalogue team of the example"],
                intendedUse: "Suggestions that an editor accepts or rejects.",
                outOfScopeUse: "Decisions about people, and catalogues whose genres no person looks at.",
                limitations: [
                    "It learned from English plots and knows only the words in them.",
                    "Genres that few films have are seldom suggested.",
                    "Films change: its quality falls with the years after its training data.",
                ],
                ethicalConsiderations: ["Plots repeat the stereotypes of their time, and so may suggestions."],
                licence: "Apache-2.0"),
            facts: [
                .init("Run", candidate.run.text), .init("Dataset version", candidate.dataset.description),
                .init("Seed", "\(options.seed)"), .init("SDK", SDKVersion.current),
            ],
            evaluation: evaluation, baselines: verdicts.baselines, gate: verdicts.gate)
    }

}
