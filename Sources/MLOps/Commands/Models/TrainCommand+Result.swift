#if CommandLine
import MLCore
import MLData
import MLLedger
import MLRegistry

extension TrainCommand {
    /// The keys of `--json`.
    private struct Document: Encodable {
        struct Rows: Encodable {
            let train: Int
            let validation: Int
            let split: String
            let withoutTarget: Int
            let unreadable: Int
        }

        struct Registered: Encodable {
            let name: String
            let version: Int
            let run: String?
            let dataset: String?
        }

        let digest: String
        let estimator: String
        let task: PredictionTask
        let thresholds: [Double]
        let rows: Rows
        let featureCount: Int
        let columnsLeftOut: [String]
        let metrics: [MetricDocument]
        let output: String?
        let registered: Registered?
    }

    func result(
        _ model: TrainedModel, _ tables: TrainingTables, _ rows: PreparedRows, _ configuration: TrainingConfiguration,
        _ version: ModelVersion?
    ) -> CommandResult {
        let kind = type(of: configuration.estimator.estimator).kind
        let metrics = model.summary?.overall.metrics ?? []
        let document = Document(
            digest: model.digest.hex, estimator: kind, task: model.bundle.signature.task,
            thresholds: model.bundle.decision.thresholds,
            rows: Document.Rows(
                train: rows.train.rowCount, validation: rows.validation?.rowCount ?? 0, split: tables.splitMethod,
                withoutTarget: tables.droppedCount, unreadable: tables.rejectedCount),
            featureCount: model.featureCount, columnsLeftOut: model.leftOut, metrics: metrics.map(MetricDocument.init),
            output: output,
            registered: version.map {
                Document.Registered(
                    name: $0.model.text, version: $0.number, run: model.run, dataset: model.dataset?.hex)
            })
        return CommandResult(page: page(document, metrics), document: document)
    }

    private func page(_ document: Document, _ metrics: [MetricEstimate]) -> Page {
        var page = Page()
        page.heading("Trained \(document.estimator)")
        var facts = [
            Page.Fact(name: "Task", value: Cell(Self.text(of: document.task))),
            Page.Fact(name: "Features", value: Cell(NumberText.grouped(document.featureCount))),
            Page.Fact(name: "Learned from", value: Cell("\(NumberText.grouped(document.rows.train)) rows")),
            Page.Fact(
                name: "Measured on",
                value: document.rows.validation == 0
                    ? Cell("nothing: no rows were kept", .warning)
                    : Cell("\(NumberText.grouped(document.rows.validation)) rows (\(document.rows.split))")),
        ]
        if document.rows.withoutTarget + document.rows.unreadable > 0 {
            facts.append(
                Page.Fact(
                    name: "Left out",
                    value: Cell(
                        "\(document.rows.withoutTarget) rows without a target, \(document.rows.unreadable) unreadable",
                        .warning)))
        }
        if !document.columnsLeftOut.isEmpty {
            facts.append(
                Page.Fact(
                    name: "No features of", value: Cell(document.columnsLeftOut.joined(separator: ", "), .warning)))
        }
        facts.append(Page.Fact(name: "Digest", value: Cell(document.digest)))
        if let output { facts.append(Page.Fact(name: "Written to", value: Cell(output))) }
        if let registered = document.registered {
            facts.append(
                Page.Fact(name: "Registered as", value: Cell("\(registered.name) version \(registered.version)", .good))
            )
        }
        page.facts(facts)
        page.table(MetricDocument.table(of: metrics))
        return page
    }

    /// Such as `binary: low or high`.
    static func text(of task: PredictionTask) -> String {
        switch task {
        case .regression: "regression"
        case .binary(let negative, let positive): "binary: \(negative) or \(positive) (positive)"
        case .multiclass(let labels): "multi-class: one of \(labels.count)"
        case .multilabel(let labels): "multi-label: any of \(labels.count)"
        }
    }
}

/// A metric in the JSON of the model commands.
struct MetricDocument: Encodable {
    struct Interval: Encodable {
        let lower: Double
        let upper: Double
        let level: Double
        let method: String

        init(_ interval: ConfidenceInterval) {
            (lower, upper) = (interval.lower, interval.upper)
            (level, method) = (interval.level, interval.method)
        }
    }

    let metric: String
    let direction: MetricDirection
    let value: Double?
    let undefinedReason: String?
    let rowCount: Int
    let interval: Interval?

    init(_ estimate: MetricEstimate) {
        metric = estimate.metric
        direction = estimate.direction
        value = estimate.value
        undefinedReason = estimate.undefinedReason
        rowCount = estimate.rowCount
        interval = estimate.interval.map(Interval.init)
    }

    /// Metrics with their intervals, one a line.
    static func table(of metrics: [MetricEstimate]) -> Table {
        let level = metrics.lazy.compactMap(\.interval).first?.level
        let title = level.map { "\(NumberText.formatted($0 * 100, decimals: 0)) % interval" } ?? "interval"
        var table = Table(.text("metric"), .number("value"), .text(title), .text("better"))
        for estimate in metrics {
            table.append(
                Cell(estimate.metric, .strong), value(of: estimate), interval(of: estimate),
                Cell(estimate.direction == .higherIsBetter ? "higher" : "lower", .faint))
        }
        return table
    }

    /// The value, if there is one.
    static func value(of estimate: MetricEstimate) -> Cell {
        estimate.value.map { Cell(NumberText.formatted($0, decimals: 4)) } ?? Cell("undefined", .warning)
    }

    /// The interval, or why there is no value.
    static func interval(of estimate: MetricEstimate) -> Cell {
        if let reason = estimate.undefinedReason { return Cell(reason, .faint) }
        return Cell(text(of: estimate.interval))
    }

    /// `0.8123 to 0.8345`.
    static func text(of interval: ConfidenceInterval?) -> String {
        guard let interval else { return "–" }
        return NumberText.formatted(interval.lower, decimals: 4) + " to "
            + NumberText.formatted(interval.upper, decimals: 4)
    }
}
#endif
