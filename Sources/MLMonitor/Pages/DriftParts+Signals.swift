import MLCore
import MLReport
import MLStatistics

extension DriftParts {
    /// Every test of the latest window, those with drift first.
    var tests: HTML {
        guard let latest else { return .empty }
        var table = ReportTable(
            "A signal has drifted when a statistic reaches its threshold and its corrected p-value is at most "
                + Figure.number(latest.detector.level),
            [
                .init("signal"), .init("test"), .init("statistic", .number), .init("times the threshold", .chart),
                .init("", .number), .init("threshold", .number), .init("corrected p", .number),
                .init("n reference", .number),
                .init("n window", .number), .init("verdict"),
            ])
        let drifted = latest.results.filter { $0.verdict == .drift }.sorted { $0.excess > $1.excess }
        let most = max(latest.results.map(\.excess).max() ?? 1, 1)
        for result in drifted + latest.results.filter({ $0.verdict != .drift }) {
            table.append([
                HTML {
                    HTML.name(result.signal)
                    if result.isPrediction { HTML(.small) { " prediction" } }
                },
                HTML(result.test.title),
                result.statistic.map { HTML(Figure.number($0, decimals: 3)) } ?? .missing("too few"),
                .bar(result.excess / most, result.verdict == .drift ? .bad : .rest),
                HTML(result.statistic == nil ? "" : "\(Figure.number(result.excess, decimals: 1))\u{A0}×"),
                HTML(Figure.number(result.threshold)),
                result.adjustedPValue.map { HTML(Figure.probability($0)) } ?? HTML(Figure.none),
                HTML(Figure.count(result.referenceCount)), HTML(Figure.count(result.currentCount)),
                .badge(result.verdict.tone, result.verdict.words),
            ])
        }
        return HTML {
            table.html
            HTML.note("Tests without a p-value are decided by the threshold.")
        }
    }

    /// The distributions of the latest window beside those of the reference.
    var distributions: HTML {
        guard let latest, let reference = history.reference, reference.digest == latest.reference,
            let window = history.windows.first(where: {
                $0.key == latest.windowKey && $0.reference == latest.reference
            }), window.counts.count == reference.counts.count
        else { return .empty }
        let drifted = Set(latest.driftedSignals)
        let order =
            reference.signals.indices.filter { drifted.contains(reference.signals[$0].name) }
            + reference.signals.indices.filter { !drifted.contains(reference.signals[$0].name) }
        return HTML {
            HTML(.ul, .class("legend")) {
                HTML(.li) {
                    HTML.swatch(.rest); "reference"
                }
                HTML(.li) {
                    HTML.swatch(.first); latestTitle
                }
            }
            HTML(.div, .class("cards")) {
                for position in order.prefix(200) {
                    HTML(.article, .class("card")) {
                        HTML(.header) {
                            HTML(.h3) { HTML.name(reference.signals[position].name) }
                            if drifted.contains(reference.signals[position].name) { HTML.badge(.bad, "drift") }
                        }
                        bins(reference.counts[position], window.counts[position])
                    }
                }
            }
            if order.count > 200 { HTML.note("Shown are 200 of \(Figure.count(order.count, "signal")).") }
        }
    }

    private func bins(_ before: SignalCounts, _ now: SignalCounts) -> HTML {
        var table = ReportTable(
            "Shares of \(Figure.count(before.valueCount, "value")) in the reference and "
                + "\(Figure.count(now.valueCount, "value")) in \(latestTitle)",
            [
                .init(before.numbers == nil ? "category" : "range"), .init("", .chart), .init("reference", .number),
                .init(latestTitle, .number),
            ], limit: 24)
        let names = before.names
        let shares = names.indices.map {
            (Self.share(before.allCounts, $0, before.valueCount), Self.share(now.allCounts, $0, now.valueCount))
        }
        let most = shares.flatMap { [$0.0, $0.1] }.max() ?? 1
        for index in names.indices where shares[index].0 > 0 || shares[index].1 > 0 {
            table.append([
                // A range is not broken into lines.
                before.numbers == nil ? .name(names[index]) : HTML(names[index].replacing(" ", with: "\u{A0}")),
                .bars(shares[index].0 / max(most, 1e-9), shares[index].1 / max(most, 1e-9)),
                HTML(Figure.share(shares[index].0)), HTML(Figure.share(shares[index].1)),
            ])
        }
        return HTML {
            table.html
            if let first = before.mean, let second = now.mean {
                HTML.note("Mean \(Figure.number(first)) in the reference, \(Figure.number(second)) in \(latestTitle).")
            }
        }
    }

    private static func share(_ counts: [Int64], _ index: Int, _ total: Int64) -> Double {
        index < counts.count && total > 0 ? Double(counts[index]) / Double(total) : 0
    }

    var method: HTML {
        guard let latest else { return .empty }
        let detector = latest.detector
        var facts = FactList()
        facts.add("reference", HTML.code("\(latest.reference)"))
        facts.add(
            "PSI",
            "population stability index over the bins of the reference; drift from \(Figure.number(detector.stabilityThreshold)), "
                + "an empty bin counts as \(Figure.number(detector.floor))")
        facts.add(
            "KS",
            "Kolmogorov-Smirnov distance of finite numbers; drift from \(Figure.number(detector.distanceThreshold))")
        facts.add(
            "p-values",
            "corrected for the number of tests (\(detector.correction.rawValue)); at most \(Figure.number(detector.level))"
        )
        facts.add("least values", "\(Figure.count(detector.minimumCount)) on each side")
        return facts.lines
    }
}

extension SignalCounts {
    /// The names of ``allCounts``.
    var names: [String] {
        if let categories { return categories.categories + ["other", "missing"] }
        guard let edges = numbers?.edges else { return [] }
        let borders = [edges.range?.lower] + edges.cuts.map { $0 } + [edges.range?.upper]
        let bins = (0..<edges.count).map { index -> String in
            let (lower, upper) = (borders[index], borders[index + 1])
            return switch (lower, upper) {
            case (let lower?, let upper?):
                lower == upper
                    ? Figure.number(lower) : "\(Figure.number(lower, digits: 3)) to \(Figure.number(upper, digits: 3))"
            case (let lower?, nil): "from \(Figure.number(lower, digits: 3))"
            case (nil, let upper?): "below \(Figure.number(upper, digits: 3))"
            case (nil, nil): "all numbers"
            }
        }
        let outer = edges.range.map { ("below \(Figure.number($0.lower))", "above \(Figure.number($0.upper))") }
        return [outer?.0 ?? "below"] + bins + [outer?.1 ?? "above", "−∞", "∞", "NaN", "missing"]
    }
}
