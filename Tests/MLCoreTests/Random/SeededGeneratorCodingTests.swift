import Foundation
import MLCore
import Testing

@Suite("SeededGenerator coding")
struct SeededGeneratorCodingTests {
    @Test("A decoded generator continues the stream")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<100 { _ = generator.next() }
        let data = try JSONEncoder().encode([generator])
        var decoded = try #require(try JSONDecoder().decode([SeededGenerator].self, from: data).first)
        #expect(decoded == generator)
        #expect(decoded.hashValue == generator.hashValue)
        let (left, right) = (decoded.next(), generator.next())
        #expect(left == right)
    }

    @Test(
        "Anything but 64 hexadecimal digits is refused",
        arguments: [
            "", "0", String(repeating: "0", count: 64), String(repeating: "g", count: 64),
            String(repeating: "+000000000000001", count: 4), String(repeating: "1", count: 63),
            String(repeating: "1", count: 65), String(repeating: "é", count: 32),
        ])
    func malformed(text: String) throws {
        let data = try JSONEncoder().encode([text])
        #expect { try JSONDecoder().decode([SeededGenerator].self, from: data) } throws: {
            ($0 as? CoreError)?.code == .malformedInput
        }
    }
}
