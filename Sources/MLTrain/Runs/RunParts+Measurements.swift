import MLCore
import MLLedger
import MLReport

extension RunParts {
    /// A parameter with its value in each run.
    struct ParameterRow {
        var name: String
        /// `nil` where the run has no such parameter.
        var values: [String?]

        var isSame: Bool { Set(values).count <= 1 }
    }

    /// All parameters, in the order in which they first occur.
    var parameterRows: [ParameterRow] {
        var names: [String] = []
        var seen: Set<String> = []
        let values = runs.map { run -> [String: String] in
            var flat = [("seed", "\(run.record.start.seed)"), ("estimator", run.record.start.estimator)]
            if let value = try? JSONReader().value(fromText: run.record.start.parameters) {
                Self.flatten(value, named: "", into: &flat)
            } else {
                flat.append(("parameters", run.record.start.parameters))
            }
            for (name, _) in flat where seen.insert(name).inserted { names.append(name) }
            return Dictionary(flat) { first, _ in first }
        }
        return names.map { name in ParameterRow(name: name, values: values.map { $0[name] }) }
    }

    /// Names the leaves of a JSON value by their path; what is nested deeper than the reader allows does not come here.
    private static func flatten(_ value: JSONValue, named name: String, into flat: inout [(String, String)]) {
        switch value {
        case .object(let object) where !object.isEmpty:
            for (key, member) in object.members {
                flatten(member, named: name.isEmpty ? key : "\(name).\(key)", into: &flat)
            }
        case .null: flat.append((name, "null"))
        case .bool(let flag): flat.append((name, flag ? "true" : "false"))
        case .integer(let integer): flat.append((name, "\(integer)"))
        case .number(let number): flat.append((name, NumberText.shortest(number)))
        case .string(let text): flat.append((name, text))
        case .array(let elements): flat.append((name, text(of: elements)))
        case .object: flat.append((name, "{}"))
        }
    }

    private static func text(of elements: [JSONValue]) -> String {
        let bytes = (try? CanonicalJSONEncoder().encode(elements)) ?? []
        return String(decoding: bytes.prefix(400), as: UTF8.self) + (bytes.count > 400 ? "…" : "")
    }

    /// The parameters that differ, then, folded, those that are the same.
    var parameters: HTML {
        let rows = parameterRows
        let (different, same) = (rows.filter { !$0.isSame }, rows.filter(\.isSame))
        return HTML {
            if runs.count > 1 {
                if different.isEmpty { HTML(.p) { "All parameters are the same." } }
                parameterTable("Parameters that differ; — where a run has no such parameter", different)
            }
            if !same.isEmpty {
                HTML(.details, runs.count > 1 ? .class("same") : .open) {
                    HTML(.summary) {
                        runs.count > 1
                            ? "\(Figure.count(same.count, "parameter")) the same in all runs" : "All parameters"
                    }
                    sameTable(same)
                }
            }
        }
    }

    private func parameterTable(_ caption: String, _ rows: [ParameterRow]) -> HTML {
        var table = ReportTable(
            caption, [.init("parameter")] + runs.map { .init($0.record.name.text) }, isWide: runs.count > 6)
        for row in rows {
            table.append(
                [HTML.code(row.name)] + row.values.map { $0.map(HTML.name) ?? .missing("") })
        }
        return table.html
    }

    private func sameTable(_ rows: [ParameterRow]) -> HTML {
        var table = ReportTable("The same in all runs", [.init("parameter"), .init("value")])
        for row in rows { table.append([.code(row.name), .name((row.values.first ?? nil) ?? "")]) }
        return table.html
    }

    /// What was measured again and again in a run: an event's number, such as the loss of a round.
    private struct Curve: Hashable {
        var event: String
        var number: String

        var title: String { "\(number) (\(event))" }
    }

    /// The curves with steps and without other texts, in the order in which they first occur.
    private var curveKeys: [Curve] {
        var seen: Set<Curve> = []
        var keys: [Curve] = []
        for measurement in runs.flatMap(\.measurements) where measurement.step != nil && measurement.texts.isEmpty {
            for name in measurement.numbers.keys.sorted() {
                let key = Curve(event: measurement.event, number: name)
                if seen.insert(key).inserted { keys.append(key) }
            }
        }
        return keys
    }

    /// One drawing for each number that was measured at steps, one line for each run.
    var curves: HTML {
        let keys = curveKeys
        guard !keys.isEmpty else { return .empty }
        return HTML {
            HTML(.div, .class("cards")) {
                for key in keys.prefix(40) {
                    HTML(.article, .class("card")) {
                        HTML(.h3) { key.title }
                        chart(key)
                    }
                }
            }
            if keys.count > 40 { HTML.note("Drawn are the first 40 of \(Figure.count(keys.count, "curve")).") }
        }
    }

    private func chart(_ key: Curve) -> HTML {
        var chart = LineChart("\(key.title) by step", scale: .integers, xLabel: "step")
        for run in runs {
            chart.add(run.record.name.text, Self.points(key, run.measurements))
        }
        return chart.html()
    }

    /// The values at their steps; where the steps begin anew, as with one model for each label, so does the line.
    private static func points(_ key: Curve, _ measurements: [RunMeasurement]) -> [LineChart.Point] {
        var points: [LineChart.Point] = []
        var last: Int64?
        for measurement in measurements where measurement.event == key.event && measurement.texts.isEmpty {
            guard let step = measurement.step, let value = measurement[key.number] else { continue }
            if let last, step <= last { points.append(LineChart.Point(.nan, .nan)) }
            points.append(LineChart.Point(Double(step), value))
            last = step
        }
        return points
    }

    /// The last value of each number, by event and run; of numbers of labels how they are spread.
    var lastValues: HTML {
        var names: [Curve] = []
        var seen: Set<Curve> = []
        let values = runs.map { run in
            var values: [Curve: [Double]] = [:]
            for measurement in run.measurements {
                for name in measurement.numbers.keys.sorted() {
                    let key = Curve(event: measurement.event, number: name)
                    if seen.insert(key).inserted { names.append(key) }
                    guard let number = measurement[name] else { continue }
                    if measurement.texts.isEmpty {
                        values[key] = [number]
                    } else {
                        values[key, default: []].append(number)
                    }
                }
            }
            return values
        }
        var table = ReportTable(
            "The last value of each measurement; where parts such as labels were measured, their range",
            [.init("measurement")] + runs.map { .init($0.record.name.text, .number) }, limit: 200,
            isWide: runs.count > 6)
        for name in names {
            table.append(
                [
                    HTML {
                        HTML.name(name.number)
                        HTML(.small) { " \(name.event)" }
                    }
                ] + values.map { Self.text(of: $0[name]) })
        }
        return table.html
    }

    private static func text(of numbers: [Double]?) -> HTML {
        guard let numbers, let last = numbers.last else { return .missing("not measured") }
        guard numbers.count > 1, let least = numbers.min(), let most = numbers.max() else {
            return HTML(Figure.number(last))
        }
        return HTML("\(Figure.number(least)) to \(Figure.number(most)) (\(Figure.count(numbers.count, "part")))")
    }
}
