#if CommandLine
import MLCore
import MLEval

/// A gate as people write it.
enum GateFile {
    private static let requirements = ["atLeast", "atMost", "notWorseThanBaseline", "betterThanBaseline"]

    /// Reads a gate.
    ///
    /// - Parameter path: A JSON file.
    /// - Returns: The gate.
    /// - Throws: ``CommandError`` of code `unusableInput` that lists every fault, or `DataError`.
    static func read(_ path: String) throws -> Gate {
        let bytes = try InputBytes.read(path, maximumByteCount: 16 << 20)
        do {
            return try gate(try JSONReader().value(from: bytes), at: path)
        } catch let error as CoreError {
            throw CommandError(.unusableInput, "this is not a gate", at: path, cause: error)
        }
    }

    /// Reads a gate from JSON.
    ///
    /// - Throws: ``CommandError`` of code `unusableInput` that lists every fault.
    static func gate(_ value: JSONValue, at place: String = "gate") throws -> Gate {
        var reader = ConfigurationReader(remedy: "See `mlops evaluate --help` for the form of a gate")
        let members = reader.members(value, at: "", keys: ["name", "rules", "firstModel"])
        let name = members["name"].flatMap { reader.decoded(String.self, $0, at: "name") } ?? "gate"
        let first = members["firstModel"].flatMap { reader.decoded(Gate.FirstModel.self, $0, at: "firstModel") }
        let list = members["rules"].flatMap { rules -> [JSONValue]? in
            if rules.arrayValue == nil { reader.fault("expected a list", at: "rules") }
            return rules.arrayValue
        }
        if members["rules"] == nil, value.objectValue != nil { reader.fault("the key \"rules\" is missing", at: "") }
        var rules: [GateRule] = []
        for (index, element) in (list ?? []).enumerated() {
            if let rule = rule(element, at: "rules[\(index)]", in: &reader) { rules.append(rule) }
        }
        try reader.finish(at: place)
        return try Gate(name, rules: rules, firstModel: first ?? .insufficientEvidence)
    }

    private static func rule(
        _ value: JSONValue, at path: String, in reader: inout ConfigurationReader
    ) -> GateRule? {
        let members = reader.members(
            value, at: path, keys: ["metric"] + requirements + ["slice", "basis", "minimumRows"])
        guard value.objectValue != nil else { return nil }
        let metric = members["metric"].flatMap { reader.decoded(String.self, $0, at: "\(path).metric") }
        if members["metric"] == nil { reader.fault("the key \"metric\" is missing", at: path) }
        let slice = members["slice"].flatMap { reader.decoded(String.self, $0, at: "\(path).slice") }
        let basis = members["basis"].flatMap { reader.decoded(GateRule.Basis.self, $0, at: "\(path).basis") }
        let rows = members["minimumRows"].flatMap { reader.decoded(Int.self, $0, at: "\(path).minimumRows") }
        let kinds = requirements.filter { members[$0] != nil }
        guard kinds.count == 1, let kind = kinds.first, let content = members[kind] else {
            reader.fault("one of \(requirements.joined(separator: ", ")) is needed", at: path)
            return nil
        }
        guard let metric, let number = reader.decoded(Double.self, content, at: "\(path).\(kind)") else { return nil }
        let requirement: GateRule.Requirement =
            switch kind {
            case "atLeast": .atLeast(number)
            case "atMost": .atMost(number)
            case "notWorseThanBaseline": .notWorseThanProduction(margin: number)
            default: .betterThanProduction(by: number)
            }
        var rule: GateRule?
        reader.check(at: path) {
            rule = try GateRule(
                metric, on: slice ?? "all", requirement, basis: basis ?? .interval, minimumRows: rows ?? 30)
        }
        return rule
    }
}
#endif
