import Foundation

/// One line of a reference file: arguments, the correctly rounded result, and the rest in units in the last place.
struct ReferenceValue {
    var arguments: [UInt64]
    var result: UInt64
    /// How far the exact result is above (away from 0) the rounded one, in units in the last place.
    var rest: Double
}

enum ReferenceValues {
    /// The fixture root: `MLOPS_FIXTURES`, else `Tests/Fixtures` beside this file's target.
    static var root: String {
        if let path = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"], !path.isEmpty {
            let candidate = path + "/elementary"
            if FileManager.default.fileExists(atPath: candidate) { return path }
        }
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.appendingPathComponent("Fixtures").path
    }

    struct MalformedLine: Error {
        var text: String
    }

    static func read(_ name: String) throws -> [ReferenceValue] {
        let text = try String(contentsOfFile: "\(root)/elementary/\(name).csv", encoding: .utf8)
        return try text.split(separator: "\n").map { line in
            let fields = line.split(separator: ",")
            let words = fields.dropLast().compactMap { UInt64($0, radix: 16) }
            guard fields.count >= 3, words.count == fields.count - 1, let rest = Double(fields[fields.count - 1]),
                let result = words.last
            else { throw MalformedLine(text: String(line)) }
            return ReferenceValue(arguments: words.dropLast(), result: result, rest: rest / 1000)
        }
    }
}
