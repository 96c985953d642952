/// A coding path as a linked list: descending costs one small allocation, and arrays of keys are made for errors only.
final class CodingPath: Sendable {
    private let parent: CodingPath?
    private let key: any CodingKey

    init(_ parent: CodingPath?, _ key: any CodingKey) {
        self.parent = parent
        self.key = key
    }

    /// The keys from the outermost to this one.
    static func keys(_ path: CodingPath?) -> [any CodingKey] {
        var keys: [any CodingKey] = []
        var current = path
        while let step = current {
            keys.append(step.key)
            current = step.parent
        }
        return keys.reversed()
    }

    /// The path as text, such as `models[3].threshold`.
    static func description(_ keys: [any CodingKey]) -> String {
        var text = ""
        for key in keys {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
        return text.isEmpty ? "the whole value" : text
    }
}

/// A key of an object or a position in an array.
struct JSONCodingKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }

    /// The key that `superEncoder()` and `superDecoder()` use.
    static var superKey: Self { Self(stringValue: "super") }
}

/// What can go wrong with one value, before its coding path is known.
struct JSONCodingFault: Error {
    let code: CoreError.Code
    let problem: String
    /// Whether the value is of another kind than the type that is asked for.
    var isMismatch = false
}
