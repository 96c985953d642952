import MLCore
import MLServe
import Testing

/// Damaged requests: whatever the bytes are, the answer is a response, and never that of a failing server.
@Suite("Damaged requests")
struct RequestFuzzTests {
    typealias Fixture = InferenceFixture

    private static let json = Array(
        #"""
        {"id":"a\u0041","parameters":{"timeout":60000000,"binary_data_output":false},"inputs":[{"name":"x","shape":[2,1],
        "datatype":"FP64","data":[[1.5e0],[null]]},{"name":"y","datatype":"FP32","shape":[2],"data":[1,-2]}],
        "outputs":[{"name":"label","parameters":{"binary_data":true}},{"name":"probability"}]}
        """#.utf8)

    private static let header = Array(
        #"""
        {"inputs":[{"name":"x","shape":[3],"datatype":"FP64","parameters":{"binary_data_size":24}},
        {"name":"y","shape":[3],"datatype":"INT8","parameters":{"binary_data_size":3}}]}
        """#.utf8)

    private static let binary = [Double](arrayLiteral: 0, 2, 1e9).withUnsafeBytes { Array($0) } + [1, 2, 0xFF]

    private func check(_ json: [UInt8], _ binary: [UInt8]?, _ handler: InferenceHandler) async {
        let response = await Fixture.infer(json, binary: binary, handler)
        #expect(response.status == 200 || response.status == 400, "\(response.status): \(json) \(binary ?? [])")
        if response.status == 400 {
            let error = try? Fixture.json(response)["error"]?.stringValue
            #expect(error?.isEmpty == false)
            #expect((error?.utf8.count ?? .max) < 400)
        }
    }

    @Test("Truncated at every byte, requests are refused")
    func truncation() async throws {
        let handler = try Fixture.handler()
        for length in Self.json.indices {
            #expect(await Fixture.infer(Array(Self.json.prefix(length)), handler).status == 400)
        }
        for length in Self.binary.indices {
            #expect(await Fixture.infer(Self.header, binary: Array(Self.binary.prefix(length)), handler).status == 400)
        }
    }

    @Test("With any single bit flipped, requests are answered or refused")
    func bitFlips() async throws {
        let handler = try Fixture.handler()
        for bit in 0..<Self.json.count * 8 {
            var json = Self.json
            json[bit / 8] ^= 1 << UInt8(bit % 8)
            await check(json, nil, handler)
        }
        for bit in 0..<Self.header.count * 8 {
            var header = Self.header
            header[bit / 8] ^= 1 << UInt8(bit % 8)
            await check(header, Self.binary, handler)
        }
        for bit in 0..<Self.binary.count * 8 {
            var binary = Self.binary
            binary[bit / 8] ^= 1 << UInt8(bit % 8)
            await check(Self.header, binary, handler)
        }
    }

    @Test("Mutated at random, requests are answered or refused")
    func mutations() async throws {
        let handler = try Fixture.handler()
        var generator = SeededGenerator(seed: 17)
        let pieces: [[UInt8]] = [
            "[", "]", "{", "}", ",", ":", "\"", "null", "-", "1e308", "9223372036854775807", "18446744073709551616",
            "\"data\"", "\"shape\"", "\"binary_data_size\"", "\\u0000", "BYTES", "INT64", "[[[[", "0", "4294967296",
        ].map { Array($0.utf8) }
        for _ in 0..<4000 {
            let isBinary = generator.nextBool(probability: 0.5)
            var json = isBinary ? Self.header : Self.json
            var binary = Self.binary
            for _ in 0...generator.next(below: 4) {
                let position = generator.next(below: json.count)
                switch generator.next(below: 5) {
                case 0: json[position] = UInt8(truncatingIfNeeded: generator.next())
                case 1: json.removeSubrange(position..<min(position + generator.next(below: 20) + 1, json.count - 1))
                case 2: json.insert(contentsOf: pieces[generator.next(below: pieces.count)], at: position)
                case 3:
                    let end = min(position + generator.next(below: 60), json.count)
                    json.insert(contentsOf: Array(json[position..<end]), at: generator.next(below: json.count))
                default: binary.append(UInt8(truncatingIfNeeded: generator.next()))
                }
                if json.count < 2 { json = Self.json }
            }
            await check(json, isBinary ? binary : nil, handler)
        }
    }
}
