#if CommandLine
import MLCore

/// Reads configurations from JSON: what is not said keeps its default, an unknown key is a fault, and all faults are
/// collected before any is told.
struct ConfigurationReader {
    /// Where something is in a configuration, and what is wrong with it.
    private(set) var faults: [String] = []
    /// What the person can do.
    private let remedy: String

    /// Creates a reader.
    ///
    /// - Parameter remedy: What the person can do about faults.
    init(remedy: String = "See `mlops train --example-config` for a configuration that works") {
        self.remedy = remedy
    }

    /// Notes a fault.
    mutating func fault(_ problem: String, at path: String) {
        faults.append(path.isEmpty ? problem : "\(path): \(problem)")
    }

    /// Notes the faults that a check finds.
    mutating func check(at path: String, _ body: () throws -> Void) {
        do { try body() } catch { fault(Self.problem(of: error), at: path) }
    }

    /// Throws when there are faults.
    ///
    /// - Throws: ``CommandError`` of code `unusableInput` that lists all of them.
    func finish(at place: String) throws(CommandError) {
        guard !faults.isEmpty else { return }
        throw CommandError(
            .unusableInput, faults.joined(separator: "; "), at: place, remedy: remedy)
    }

    /// The members of an object whose keys are known.
    mutating func members(_ value: JSONValue, at path: String, keys: [String]) -> [String: JSONValue] {
        guard case .object(let object) = value else {
            fault("expected an object with the keys \(keys.joined(separator: ", "))", at: path)
            return [:]
        }
        var members: [String: JSONValue] = [:]
        for (key, value) in object.members {
            if keys.contains(key) { members[key] = value } else { unknown(key, at: path, known: keys) }
        }
        return members
    }

    /// A value of a type, or a fault.
    mutating func decoded<Value: Decodable>(_ type: Value.Type, _ value: JSONValue, at path: String) -> Value? {
        do {
            let bytes = try CanonicalJSONEncoder().encode(value)
            return try CanonicalJSONDecoder(rejectsUnknownKeys: true).decode(type, from: bytes)
        } catch {
            fault(Self.problem(of: error), at: path)
            return nil
        }
    }

    /// A value whose parts replace those of a default.
    ///
    /// Properties of the default that are not written, because they are `nil` or as always, are keys too.
    ///
    /// - Parameters:
    ///   - value: An object with some of the keys of the default.
    ///   - standard: The default.
    ///   - path: Where the value is in the configuration.
    ///   - optional: Keys of inner objects that the default does not have, because they are `nil`, as `outer.inner`.
    ///   - whole: Keys of objects that are replaced as a whole.
    /// - Returns: The value; parts with a fault are those of the default.
    mutating func value<Value: Codable>(
        _ value: JSONValue, replacingPartsOf standard: Value, at path: String, optional: Set<String> = [],
        whole: Set<String> = []
    ) -> Value {
        guard let bytes = try? CanonicalJSONEncoder().encode(standard),
            let base = try? JSONReader().value(from: bytes)
        else {
            fault("the default cannot be written", at: path)
            return standard
        }
        var parts: [(path: [String], value: JSONValue)] = []
        let optional = optional.union(Self.absentKeys(of: standard, in: base))
        collect(value, base, at: [], root: path, optional: optional, whole: whole, into: &parts)
        var merged = base
        for part in parts {
            // Each part by itself, so that one fault does not hide another.
            let single = Self.setting(part.path, of: base, to: part.value)
            guard decoded(Value.self, single, at: ([path] + part.path).joined(separator: ".")) != nil else { continue }
            merged = Self.setting(part.path, of: merged, to: part.value)
        }
        return decoded(Value.self, merged, at: path) ?? standard
    }

    private mutating func collect(
        _ value: JSONValue, _ base: JSONValue, at path: [String], root: String, optional: Set<String>,
        whole: Set<String>, into parts: inout [(path: [String], value: JSONValue)]
    ) {
        let place = ([root] + path).joined(separator: ".")
        guard case .object(let known) = base else { return parts.append((path, value)) }
        // A default without keys has none to be said.
        let here =
            path.isEmpty ? optional.filter { !$0.contains(".") } : optional.filter { $0.hasPrefix(path[0] + ".") }
        let keys = Set(known.keys).union(here.map { String($0.split(separator: ".").last ?? "") }).sorted()
        guard case .object(let object) = value else {
            return fault(
                "expected an object" + (keys.isEmpty ? "" : " with the keys \(keys.joined(separator: ", "))"), at: place
            )
        }
        for (key, part) in object.members {
            guard keys.contains(key) else {
                unknown(key, at: place, known: keys)
                continue
            }
            if let inner = known[key], case .object = inner, !whole.contains(key), path.count < 8 {
                collect(part, inner, at: path + [key], root: root, optional: optional, whole: whole, into: &parts)
            } else {
                parts.append((path + [key], part))
            }
        }
    }

    private mutating func unknown(_ key: String, at path: String, known: [String]) {
        let list = known.isEmpty ? "there are none" : "keys are: \(known.joined(separator: ", "))"
        fault("there is no key \(key.debugDescription); \(list)\(Misspelling.hint(key, known))", at: path)
    }

    /// The names of the properties that are not written.
    private static func absentKeys(of standard: some Any, in written: JSONValue) -> [String] {
        guard case .object(let object) = written else { return [] }
        return Mirror(reflecting: standard).children.compactMap(\.label).filter { object[$0] == nil }
    }

    private static func setting(_ path: [String], of value: JSONValue, to part: JSONValue) -> JSONValue {
        guard let key = path.first, case .object(var object) = value else { return part }
        object[key] = setting(Array(path.dropFirst()), of: object[key] ?? .null, to: part)
        return .object(object)
    }

    /// What an error says about the value.
    static func problem(of error: any Error) -> String {
        (error as? any ModuleError)?.details.problem ?? "\(error)"
    }
}
#endif
