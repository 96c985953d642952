import MLCore
import MLServe
import Testing

@Suite("Inference requests")
struct InferenceRequestTests {
    private func decode(
        _ json: String, binary: [UInt8]? = nil, limits: TensorLimits = TensorLimits()
    ) throws -> InferenceRequest {
        let json = Array(json.utf8)
        return try InferenceRequestDecoder(limits: limits).decode(
            json + (binary ?? []), headerLength: binary == nil ? nil : json.count)
    }

    private func tensor(_ members: String) -> String { #"{"inputs":[{"name":"x",\#(members)}]}"# }

    private func code(_ json: String, binary: [UInt8]? = nil, limits: TensorLimits = TensorLimits()) -> String? {
        do {
            _ = try decode(json, binary: binary, limits: limits)
            return nil
        } catch {
            let fault = error as? InferenceFault
            #expect(fault?.code.status == 400)
            return fault?.code.rawValue
        }
    }

    private static let tensors: [InferenceTensor] = [
        .init("x", shape: [3], .bool([true, false, true])),
        .init("x", shape: [2], .uint8([0, .max])), .init("x", shape: [2], .uint16([0, .max])),
        .init("x", shape: [2], .uint32([0, .max])), .init("x", shape: [2], .uint64([0, .max])),
        .init("x", shape: [3], .int8([.min, -1, .max])), .init("x", shape: [3], .int16([.min, -1, .max])),
        .init("x", shape: [3], .int32([.min, -1, .max])), .init("x", shape: [3], .int64([.min, -1, .max])),
        .init("x", shape: [2, 2], .float32([0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude])),
        .init("x", shape: [2, 2], .float64([0.1, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude])),
        .init("x", shape: [4], .bytes(["", "a\u{0}\"\\\n", "ü🎬", String(repeating: "z", count: 65_536)])),
        .init("x", shape: [0], .float64([])), .init("x", shape: [3, 0, 2], .bytes([])),
        .init("x", shape: [], .int64([7])),
    ]

    @Test("Every datatype comes back as it was, as JSON and as bytes", arguments: tensors, [false, true])
    func roundTrip(tensor: InferenceTensor, isBinary: Bool) throws {
        let response = InferenceResponse(
            model: "m", version: 1, variant: "v", identifier: "i",
            outputs: [(tensor, isBinary), (tensor.renamed("y"), isBinary)]
        ).encoded()
        let length = response.headers["Inference-Header-Content-Length"].flatMap { Int($0) }
        #expect((length != nil) == isBinary)
        // A response differs from a request in the name of its tensors only.
        let json = String(decoding: response.body.prefix(length ?? response.body.count), as: UTF8.self)
            .replacing("\"outputs\"", with: "\"inputs\" ")
        let body = Array(json.utf8) + response.body.dropFirst(length ?? response.body.count)
        let request = try InferenceRequestDecoder(limits: TensorLimits()).decode(
            body, headerLength: length.map { $0 + 0 })
        #expect(request.identifier == "i")
        #expect(request.inputs.map(\.name) == ["x", "y"])
        for input in request.inputs {
            #expect(input.shape == tensor.shape)
            #expect(input.contents == tensor.contents)
            #expect(input.contents.hasBits(of: tensor.contents))
        }
    }

    @Test("NaN is null in JSON and itself in bytes, infinities only in bytes")
    func notFinite() throws {
        let json = try decode(tensor(#""shape":[2],"datatype":"FP32","data":[null,1]"#))
        guard case .float32(let floats) = try #require(json.inputs.first).contents else {
            Issue.record("the input has another datatype")
            return
        }
        #expect(floats[0].isNaN && floats[1] == 1)
        let values = [Double.nan, .infinity]
        let binary = try decode(
            tensor(#""shape":[2],"datatype":"FP64","parameters":{"binary_data_size":16}"#),
            binary: values.withUnsafeBytes { Array($0) })
        guard case .float64(let doubles) = try #require(binary.inputs.first).contents else {
            Issue.record("the input has another datatype")
            return
        }
        #expect(doubles[0].isNaN && doubles[1] == .infinity)
        for literal in ["NaN", "Infinity", "1e400", "-1e400"] {
            #expect(code(tensor(#""shape":[1],"datatype":"FP64","data":[\#(literal)]"#)) == "malformedRequest")
        }
        #expect(code(tensor(#""shape":[1],"datatype":"INT64","data":[null]"#)) == "invalidData")
    }

    @Test("Data is taken nested as the shape says or flat, and in no other form")
    func nesting() throws {
        let expected = TensorContents.int64([1, 2, 3, 4, 5, 6])
        for data in ["[1,2,3,4,5,6]", "[[1,2,3],[4,5,6]]"] {
            let request = try decode(tensor(#""shape":[2,3],"datatype":"INT64","data":\#(data)"#))
            #expect(request.inputs[0].contents == expected)
        }
        for data in [
            "[[1,2],[3,4],[5,6]]", "[[1,2,3],[4,5]]", "[[1,2,3,4],[5,6]]", "[[[1,2,3],[4,5,6]]]", "[1,2,3,[4,5,6]]",
            "[[1,2,3],4,5,6]", "[1,2,3,4,5]", "[1,2,3,4,5,6,7]", "[]", "[[],[]]", "[[1,2,3]]", "[[1,2,3],[4,5,6],[]]",
        ] {
            #expect(code(tensor(#""shape":[2,3],"datatype":"INT64","data":\#(data)"#)) == "invalidShape", "\(data)")
        }
        for data in ["1", "{}", "\"1\"", "true"] {
            #expect(code(tensor(#""shape":[1],"datatype":"INT64","data":\#(data)"#)) == "invalidData", "\(data)")
        }
    }

    @Test("Data may come before its shape and datatype")
    func order() throws {
        let request = try decode(#"{"inputs":[{"data":[[1],[2]],"shape":[2,1],"datatype":"UINT8","name":"x"}]}"#)
        #expect(request.inputs == [InferenceTensor("x", shape: [2, 1], .uint8([1, 2]))])
    }

    @Test("Elements that the datatype does not have are refused")
    func elements() {
        for (datatype, element) in [
            ("BOOL", "1"), ("BOOL", "\"true\""), ("UINT8", "256"), ("UINT8", "-1"), ("INT8", "128"), ("INT8", "1.0"),
            ("INT16", "32768"), ("UINT16", "65536"), ("INT32", "2147483648"), ("UINT32", "4294967296"),
            ("INT64", "9223372036854775808"), ("INT64", "1e3"), ("UINT64", "18446744073709551616"), ("UINT64", "-1"),
            ("FP32", "\"1\""), ("FP64", "true"), ("BYTES", "1"), ("BYTES", "null"),
        ] {
            #expect(
                code(tensor(#""shape":[1],"datatype":"\#(datatype)","data":[\#(element)]"#)) == "invalidData",
                "\(datatype) \(element)")
        }
        #expect(code(tensor(#""shape":[1],"datatype":"FP32","data":[1e39]"#)) == "malformedRequest")
    }

    @Test("Datatypes that no column has are refused by name", arguments: ["FP16", "BF16", "fp32", "STRING", ""])
    func datatypes(name: String) {
        #expect(code(tensor(#""shape":[1],"datatype":"\#(name)","data":[1]"#)) == "unsupportedDatatype")
    }

    @Test("Shapes are bounded before anything is allocated")
    func shapes() {
        for shape in [
            "[4294967296,4294967296]", "[9223372036854775807,2]", "[4000001]", "[1,1,1,1,1,1,1,1,1]", "[2000,2001]",
        ] {
            #expect(code(tensor(#""shape":\#(shape),"datatype":"FP64","data":[]"#)) == "limitExceeded", "\(shape)")
        }
        for shape in ["[-1]", "[1.0]", "[null]", "1", "[[1]]", "[9223372036854775808]", "\"1\""] {
            #expect(code(tensor(#""shape":\#(shape),"datatype":"FP64","data":[1]"#)) == "invalidShape", "\(shape)")
        }
        let half = #"{"name":"%","shape":[2000001],"datatype":"UINT8","parameters":{"binary_data_size":2000001}}"#
        let two = #"{"inputs":[\#(half.replacing("%", with: "a")),\#(half.replacing("%", with: "b"))]}"#
        #expect(code(two, binary: [UInt8](repeating: 0, count: 4_000_002)) == "limitExceeded")
    }

    @Test("Bytes must be exactly as many as shape and datatype say")
    func binarySizes() {
        func header(_ size: Int, datatype: String = "FP64", shape: String = "[2]") -> String {
            tensor(#""shape":\#(shape),"datatype":"\#(datatype)","parameters":{"binary_data_size":\#(size)}"#)
        }
        let bytes = [UInt8](repeating: 0, count: 16)
        #expect(code(header(16), binary: bytes) == nil)
        #expect(code(header(16), binary: bytes.dropLast()) == "invalidData")
        #expect(code(header(16), binary: bytes + [0]) == "invalidData")
        #expect(code(header(15), binary: bytes) == "invalidData")
        #expect(code(header(17), binary: bytes + [0]) == "invalidData")
        #expect(code(header(Int.max), binary: bytes) == "invalidData")
        #expect(code(header(-1), binary: bytes) == "invalidParameter")
        #expect(code(header(16)) == "malformedRequest")
        #expect(code(header(1, datatype: "BOOL", shape: "[1]"), binary: [2]) == "invalidData")
        for text: [UInt8] in [
            [1, 0, 0, 0], [0, 0, 0], [1, 0, 0, 0, 65, 66], [255, 255, 255, 255], [1, 0, 0, 0, 0xFF],
            [0, 0, 0, 0, 0, 0, 0, 0],
        ] {
            #expect(code(header(text.count, datatype: "BYTES", shape: "[1]"), binary: text) != nil, "\(text)")
        }
        let long: [UInt8] = [1, 0, 1, 0] + [UInt8](repeating: 65, count: 65_537)
        #expect(code(header(long.count, datatype: "BYTES", shape: "[1]"), binary: long) == "limitExceeded")
    }

    @Test("JSON data and bytes for one tensor, or neither, are refused; for different tensors they mix")
    func mixed() throws {
        let both = tensor(#""shape":[1],"datatype":"UINT8","data":[1],"parameters":{"binary_data_size":1}"#)
        #expect(code(both, binary: [1]) == "invalidData")
        #expect(code(tensor(#""shape":[1],"datatype":"UINT8""#)) == "invalidData")
        let request = try decode(
            #"""
            {"inputs":[{"name":"a","shape":[1],"datatype":"UINT8","parameters":{"binary_data_size":1}},
            {"name":"b","shape":[1],"datatype":"UINT8","data":[2]},
            {"name":"c","shape":[1],"datatype":"UINT8","parameters":{"binary_data_size":1}}]}
            """#, binary: [1, 3])
        #expect(request.inputs.map(\.contents) == [.uint8([1]), .uint8([2]), .uint8([3])])
    }

    @Test("Tensors and outputs given twice are refused, as are more than 64 of them")
    func counts() {
        let one = #"{"name":"x","shape":[1],"datatype":"UINT8","data":[1]}"#
        #expect(code(#"{"inputs":[\#(one),\#(one)]}"#) == "duplicateTensor")
        #expect(code(#"{"inputs":[\#(one)],"outputs":[{"name":"a"},{"name":"a"}]}"#) == "duplicateOutput")
        func tensors(_ count: Int) -> String {
            #"{"inputs":["# + (0..<count).map { one.replacing("\"x\"", with: "\"x\($0)\"") }.joined(separator: ",")
                + "]}"
        }
        #expect(code(tensors(64)) == nil)
        #expect(code(tensors(65)) == "limitExceeded")
        let outputs = (0..<65).map { #"{"name":"o\#($0)"}"# }.joined(separator: ",")
        #expect(code(#"{"inputs":[\#(one)],"outputs":[\#(outputs)]}"#) == "limitExceeded")
    }

    @Test("Identifiers are short printable text")
    func identifiers() throws {
        let inputs = #""inputs":[]"#
        #expect(try decode(#"{"id":"","\#(inputs.dropFirst())}"#).identifier == nil)
        #expect(try decode(#"{"id":null,\#(inputs)}"#).identifier == nil)
        let longest = String(repeating: "a", count: 128)
        #expect(try decode(#"{"id":"\#(longest)",\#(inputs)}"#).identifier == longest)
        #expect(code(#"{"id":"\#(longest)a",\#(inputs)}"#) == "invalidIdentifier")
        #expect(code(#"{"id":"a\nb",\#(inputs)}"#) == "invalidIdentifier")
        #expect(code(#"{"id":"\#(String(repeating: "a", count: 1 << 20))",\#(inputs)}"#) != nil)
        #expect(code(#"{"id":7,\#(inputs)}"#) == "malformedRequest")
    }

    @Test("Parameters are scalars; those that would change the meaning of a request are refused")
    func parameters() throws {
        let request = try decode(
            #"{"parameters":{"timeout":1500,"binary_data_output":true,"routing_key":"k","priority":1,"own":"x"},"inputs":[]}"#
        )
        #expect((request.timeout, request.wantsBinary, request.routingKey) == (1500, true, "k"))
        #expect(try decode(#"{"parameters":{"timeout":0},"inputs":[]}"#).timeout == nil)
        for (parameters, expected) in [
            (#"{"a":[]}"#, "invalidParameter"), (#"{"a":null}"#, "invalidParameter"), ("[]", "malformedRequest"),
            (#"{"timeout":-1}"#, "invalidParameter"), (#"{"timeout":1.5}"#, "invalidParameter"),
            (#"{"timeout":99999999999999999999}"#, "malformedRequest"),
            (#"{"binary_data_output":1}"#, "invalidParameter"),
            (#"{"sequence_id":1}"#, "unsupportedExtension"), (#"{"routing_key":1}"#, "invalidParameter"),
            (#"{"shared_memory_region":"r"}"#, "unsupportedExtension"),
        ] {
            #expect(code(#"{"parameters":\#(parameters),"inputs":[]}"#) == expected, "\(parameters)")
        }
        let shared = #""shape":[1],"datatype":"UINT8","parameters":{"shared_memory_region":"r"}"#
        #expect(code(tensor(shared)) == "unsupportedExtension")
        let classification = #"{"inputs":[],"outputs":[{"name":"a","parameters":{"classification":1}}]}"#
        #expect(code(classification) == "unsupportedExtension")
    }

    @Test("Text that is not the JSON of a request is refused")
    func malformed() {
        for text in [
            "", " ", "[]", "1", "{}", "{", #"{"inputs":[]"#, #"{"inputs":[]}x"#, "\u{FEFF}{\"inputs\":[]}",
            #"{"inputs":[],"inputs":[]}"#, #"{"inputs":{}}"#, #"{"inputs":[1]}"#, #"{"inputs":[],"id":"\ud800"}"#,
            #"{"inputs":[{}]}"#, #"{"inputs":[{"name":1}]}"#, #"{"inputs":[{"name":"x","name":"x"}]}"#,
            #"{"inputs":[],"x":\#(String(repeating: "[", count: 100_000))"#,
            #"{"inputs":[],"x":\#(String(repeating: "[", count: 64))\#(String(repeating: "]", count: 64))}"#,
            #"{"inputs":[],"x":\#(String(repeating: "9", count: 100_000))"#,
        ] {
            #expect(code(text) != nil, "\(text.prefix(60))")
        }
        #expect(code(#"{"inputs":[{}]}"#, binary: [0]) == "malformedRequest")
        #expect(throws: InferenceFault.self) {
            try InferenceRequestDecoder(limits: TensorLimits()).decode([0xFF, 0xFE], headerLength: nil)
        }
        #expect(throws: InferenceFault.self) {
            try InferenceRequestDecoder(limits: TensorLimits()).decode([0x7B], headerLength: 2)
        }
    }

    @Test("Members that the protocol does not know are skipped")
    func unknownMembers() throws {
        let request = try decode(
            #"{"later":{"a":[1,{}]},"inputs":[{"name":"x","new":[1],"shape":[1],"datatype":"UINT8","data":[1]}]}"#)
        #expect(request.inputs.count == 1)
    }
}

extension InferenceTensor {
    fileprivate func renamed(_ name: String) -> InferenceTensor { InferenceTensor(name, shape: shape, contents) }
}

extension TensorContents {
    /// Whether floating-point elements have the same bits, which equality does not ask of zeros.
    fileprivate func hasBits(of other: TensorContents) -> Bool {
        switch (self, other) {
        case (.float32(let left), .float32(let right)): left.map(\.bitPattern) == right.map(\.bitPattern)
        case (.float64(let left), .float64(let right)): left.map(\.bitPattern) == right.map(\.bitPattern)
        default: true
        }
    }
}
