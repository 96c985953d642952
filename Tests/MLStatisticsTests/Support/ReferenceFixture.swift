import Foundation
import Testing

/// Reads fixtures computed with established packages.
enum ReferenceFixture {
    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    /// `MLOPS_FIXTURES`, else `Tests/Fixtures` of this package.
    static var root: String {
        if let path = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"], !path.isEmpty { return path }
        var directory = URL(fileURLWithPath: #filePath)
        while directory.lastPathComponent != "Tests", directory.path != "/" { directory.deleteLastPathComponent() }
        return directory.appendingPathComponent("Fixtures").path
    }

    static func read<Fixture: Decodable>(_ name: String, as type: Fixture.Type = Fixture.self) throws -> Fixture {
        let path = root + "/reference/" + name
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Missing(description: "there is no fixture \(path); set MLOPS_FIXTURES to the fixture root")
        }
        return try JSONDecoder().decode(Fixture.self, from: data)
    }
}

/// A number in a fixture; `"inf"` and `"-inf"` are texts there, null is NaN.
struct FixtureNumber: Decodable {
    var value: Double

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            value = .nan
        } else if let text = try? container.decode(String.self) {
            value = text == "inf" ? .infinity : text == "-inf" ? -.infinity : .nan
        } else {
            value = try container.decode(Double.self)
        }
    }
}

/// Whether two numbers agree to a tolerance relative to the larger of 1 and the expected number.
func agrees(_ computed: Double?, _ expected: Double, tolerance: Double) -> Bool {
    guard let computed else { return false }
    return abs(computed - expected) <= tolerance * max(1, abs(expected))
}

/// Whether two numbers agree to a tolerance relative to the expected number.
func agreesRelatively(_ computed: Double?, _ expected: Double, tolerance: Double) -> Bool {
    guard let computed else { return false }
    return abs(computed - expected) <= tolerance * abs(expected)
}
