import MLCore
import MLData
import MLServe
import Testing

@Suite("SignatureTensors")
struct SignatureTensorsTests {
    private func tensors(_ fields: [Schema.Field]) throws -> SignatureTensors {
        SignatureTensors(ModelSignature(inputs: try Schema(fields), task: .regression(targets: ["t"])))
    }

    private func frame(
        _ field: Schema.Field, _ contents: TensorContents, shape: [Int], limits: TensorLimits = TensorLimits()
    ) throws -> DataFrame {
        try tensors([field]).frame(of: [InferenceTensor(field.name, shape: shape, contents)], limits: limits)
    }

    private func code(_ body: () throws -> DataFrame) -> InferenceFault.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? InferenceFault)?.code
        }
    }

    @Test("Each type of field has its datatype")
    func inputs() throws {
        let fields = ColumnType.allCases.map { Schema.Field($0.rawValue, $0) }
        let datatypes = try tensors(fields).inputs.map { "\($0.name) \($0.datatype.rawValue) \($0.shape)" }
        #expect(
            datatypes == [
                "bool BOOL [-1]", "int64 INT64 [-1]", "double FP64 [-1]", "float FP32 [-1]", "string BYTES [-1]",
                "timestamp INT64 [-1]", "stringList BYTES [-1]",
            ])
    }

    @Test("Every field takes its datatype and those whose values are all exact in it")
    func values() throws {
        let double: [Value] = [.double(1), .double(2)]
        for contents: TensorContents in [
            .float64([1, 2]), .float32([1, 2]), .int8([1, 2]), .int16([1, 2]), .int32([1, 2]), .uint8([1, 2]),
            .uint16([1, 2]), .uint32([1, 2]),
        ] {
            #expect(try frame(.init("x", .double), contents, shape: [2]).columns[0].values == double)
        }
        let float: [Value] = [.float(1), .float(2)]
        for contents: TensorContents in [
            .float32([1, 2]), .int8([1, 2]), .int16([1, 2]), .uint8([1, 2]), .uint16([1, 2]),
        ] {
            #expect(try frame(.init("x", .float), contents, shape: [2, 1]).columns[0].values == float)
        }
        let integer: [Value] = [.int64(1), .int64(2)]
        for contents: TensorContents in [.int64([1, 2]), .int8([1, 2]), .uint32([1, 2]), .uint64([1, 2])] {
            #expect(try frame(.init("x", .int64), contents, shape: [2]).columns[0].values == integer)
        }
        let flags = try frame(.init("x", .bool), .bool([true, false]), shape: [2])
        #expect(flags.columns[0].values == [.bool(true), .bool(false)])
        let texts = try frame(.init("x", .string), .bytes(["", "ü"]), shape: [2, 1])
        #expect(texts.columns[0].values == [.string(""), .string("ü")])
        let times = try frame(.init("x", .timestamp), .int64([5]), shape: [1])
        #expect(times.columns[0].values == [.timestamp(Timestamp(microseconds: 5))])
        let lists = try frame(.init("x", .stringList), .bytes([#"["a","b"]"#, "[]"]), shape: [2])
        #expect(lists.columns[0].values == [.stringList(["a", "b"]), .stringList([])])
    }

    @Test("Datatypes that would be rounded or mean something else are refused")
    func mismatches() {
        for (type, contents) in [
            (.double, .int64([1])), (.double, .uint64([1])), (.double, .bool([true])), (.double, .bytes(["1"])),
            (.float, .float64([1])), (.float, .int32([1])), (.int64, .float64([1])), (.int64, .uint64([.max])),
            (.bool, .uint8([1])), (.string, .int64([1])), (.timestamp, .bytes(["2020-01-01"])),
            (.timestamp, .int32([1])), (.stringList, .bytes(["a"])), (.stringList, .bytes(["[1]"])),
            (.stringList, .bytes([#"[["a"]]"#])),
        ] as [(ColumnType, TensorContents)] {
            #expect(code { try frame(.init("x", type), contents, shape: [1]) } == .invalidInput, "\(type) \(contents)")
        }
    }

    @Test("NaN is missing, and infinities are refused")
    func notFinite() throws {
        let field = Schema.Field("x", .double, allowsMissing: true)
        #expect(
            try frame(field, .float64([1, .nan]), shape: [2]).columns[0].values == [.double(1), .missing])
        #expect(code { try frame(field, .float64([1, -.infinity]), shape: [2]) } == .invalidInput)
        #expect(code { try frame(field, .float32([.infinity, .nan]), shape: [2]) } == .invalidInput)
        #expect(code { try frame(.init("x", .double), .float64([.nan]), shape: [1]) } == .invalidInput)
    }

    @Test("Inputs have one row each, the same number of rows, and names of the signature")
    func shapes() throws {
        let both = try tensors([.init("x", .double), .init("y", .double)])
        let limits = TensorLimits()
        func fault(_ inputs: [InferenceTensor]) -> InferenceFault.Code? {
            code { try both.frame(of: inputs, limits: limits) }
        }
        let x = InferenceTensor("x", shape: [2], .float64([1, 2]))
        #expect(fault([x, InferenceTensor("y", shape: [1], .float64([1]))]) == .invalidShape)
        #expect(fault([x, InferenceTensor("y", shape: [1, 2], .float64([1, 2]))]) == .invalidShape)
        #expect(fault([x, InferenceTensor("y", shape: [], .float64([1]))]) == .invalidShape)
        #expect(fault([x, InferenceTensor("y", shape: [2, 1, 1], .float64([1, 2]))]) == .invalidShape)
        #expect(fault([x, InferenceTensor("z", shape: [2], .float64([1, 2]))]) == .unknownTensor)
        #expect(fault([x]) == .missingTensor)
        #expect(fault([]) == .missingTensor)
    }

    @Test("One tensor of all features is taken where all fields are numbers, and nothing has its name")
    func matrix() throws {
        let matrix = InferenceTensor("features", shape: [2, 2], .float32([1, 2, 3, 4]))
        let limits = TensorLimits()
        let plain = try tensors([.init("x", .double), .init("y", .float)]).frame(of: [matrix], limits: limits)
        #expect(plain.columns.map(\.values) == [[.double(1), .double(3)], [.float(2), .float(4)]])
        let text = try tensors([.init("x", .double), .init("y", .string)])
        #expect(code { try text.frame(of: [matrix], limits: limits) } == .unknownTensor)
        let taken = try tensors([.init("x", .double), .init("features", .double)])
        #expect(code { try taken.frame(of: [matrix], limits: limits) } == .invalidShape)
        let three = try tensors([.init("x", .double), .init("y", .double), .init("z", .double)])
        #expect(code { try three.frame(of: [matrix], limits: limits) } == .invalidShape)
    }

    @Test("Rows are bounded, also by what absent inputs would take")
    func limits() throws {
        let many = (0..<1000).map { Schema.Field("f\($0)", .double, allowsMissing: true) }
        let wide = try tensors(many)
        let rows = InferenceTensor("f0", shape: [5000], .uint8([UInt8](repeating: 0, count: 5000)))
        #expect(code { try wide.frame(of: [rows], limits: TensorLimits()) } == .limitExceeded)
        let tall = InferenceTensor("f0", shape: [16_385], .uint8([UInt8](repeating: 0, count: 16_385)))
        #expect(code { try tensors([many[0]]).frame(of: [tall], limits: TensorLimits()) } == .limitExceeded)
    }

    @Test("Each task has its outputs")
    func outputs() throws {
        func names(_ task: PredictionTask) throws -> [String] {
            SignatureTensors(ModelSignature(inputs: try Schema([]), task: task)).outputs.map {
                "\($0.name) \($0.datatype.rawValue) \($0.shape) \($0.columns ?? [])"
            }
        }
        let identifier = "prediction_id BYTES [-1] []"
        #expect(try names(.regression(targets: ["a", "b"])) == [#"value FP64 [-1, 2] ["a", "b"]"#, identifier])
        #expect(
            try names(.binary(negative: "n", positive: "p")) == [
                "label BYTES [-1] []", #"probability FP64 [-1, 1] ["p"]"#, identifier,
            ])
        #expect(
            try names(.multiclass(labels: ["a", "b"])) == [
                "label BYTES [-1] []", #"probability FP64 [-1, 2] ["a", "b"]"#, identifier,
            ])
        #expect(
            try names(.multilabel(labels: ["a", "b"])) == [
                #"labels BOOL [-1, 2] ["a", "b"]"#, #"probability FP64 [-1, 2] ["a", "b"]"#, identifier,
            ])
    }
}
