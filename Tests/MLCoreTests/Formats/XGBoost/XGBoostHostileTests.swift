import Testing

@testable import MLCore

@Suite("Damaged models of XGBoost")
struct XGBoostHostileTests {
    private let files = DamagedFiles { bytes throws(CoreError) in
        try XGBoostReader(limits: ImportLimits(maximumFeatureCount: 4096, maximumOutputCount: 64)).model(from: bytes)
    }

    private func attempt(_ bytes: [UInt8]) throws -> Bool { try files.accepts(bytes) }

    private static func bytes(_ format: XGBoostWriter.Format, _ text: String) throws -> [UInt8] {
        try XGBoostWriter(format: format).bytes(of: XGBoostSample.read(text))
    }

    @Test("A file cut short anywhere is an error", arguments: XGBoostWriter.Format.allCases)
    func truncation(format: XGBoostWriter.Format) throws {
        for text in [XGBoostSample.file(), XGBoostSample.linear] {
            let bytes = try Self.bytes(format, text)
            try files.expectErrors(cutting: bytes, before: bytes.count)
            #expect(try !attempt(bytes + [UInt8(ascii: "{")]))
        }
    }

    @Test("A flipped bit gives an error or a model that scores", arguments: XGBoostWriter.Format.allCases)
    func flips(format: XGBoostWriter.Format) throws {
        #expect(try files.refusedShare(flipping: Self.bytes(format, XGBoostSample.file())) > 0.5)
    }

    /// A replacement in the sample that breaks it, and what is wrong then.
    private static let broken: [(problem: String, from: String, to: String)] = [
        ("a cycle", #""left_children":[1,3,"#, #""left_children":[1,0,"#),
        ("a node that is its own child", #""left_children":[1,"#, #""left_children":[0,"#),
        ("a shared child", #""left_children":[1,3,"#, #""left_children":[1,4,"#),
        ("a child out of range", #""left_children":[1,3,"#, #""left_children":[1,5,"#),
        ("a child of 2³¹ − 1", #""right_children":[2,"#, #""right_children":[2147483647,"#),
        ("a child of 2⁶³ − 1", #""right_children":[2,"#, #""right_children":[9223372036854775807,"#),
        ("a child beyond 64 bits", #""right_children":[2,"#, #""right_children":[9223372036854775808,"#),
        ("a negative child", #""right_children":[2,"#, #""right_children":[-7,"#),
        ("a split without a right child", #""right_children":[2,4,"#, #""right_children":[2,-1,"#),
        ("a feature out of range", #""split_indices":[0,1,"#, #""split_indices":[0,2,"#),
        ("a negative feature", #""split_indices":[0,1,"#, #""split_indices":[0,-1,"#),
        ("a feature of 2⁶³ − 1", #""split_indices":[0,1,"#, #""split_indices":[0,9223372036854775807,"#),
        ("a threshold beyond Float", #""split_conditions":[1E0"#, #""split_conditions":[1E39"#),
        ("a threshold of NaN", #""split_conditions":[1E0"#, #""split_conditions":[NaN"#),
        ("an infinite leaf", "0E0,3E1,", "0E0,Infinity,"),
        ("a number that is no number", #""split_conditions":[1E0"#, #""split_conditions":[Nan"#),
        ("a column that is too short", #""default_left":[1,1,0,0,0]"#, #""default_left":[1,1,0,0]"#),
        ("a column that is too long", #""sum_hessian":[5E0,"#, #""sum_hessian":[5E0,5E0,"#),
        ("a wrong number of nodes", #""num_nodes":"5""#, #""num_nodes":"6""#),
        ("2⁶³ − 1 nodes", #""num_nodes":"5""#, #""num_nodes":"9223372036854775807""#),
        ("a negative number of nodes", #""num_nodes":"5""#, #""num_nodes":"-5""#),
        ("a wide leaf", #""size_leaf_vector":"1""#, #""size_leaf_vector":"3""#),
        ("a leaf of 2³¹ − 1 values", #""size_leaf_vector":"1""#, #""size_leaf_vector":"2147483647""#),
        ("a negative category", #""categories":[1,3]"#, #""categories":[1,-3]"#),
        ("categories out of range", #""categories_sizes":[2]"#, #""categories_sizes":[3]"#),
        ("2⁶³ − 1 categories", #""categories_sizes":[2]"#, #""categories_sizes":[9223372036854775807]"#),
        ("categories that begin at −1", #""categories_segments":[0]"#, #""categories_segments":[-1]"#),
        ("an unknown type of split", #""split_type":[0,1,"#, #""split_type":[0,2,"#),
        ("a wrong number of trees", #""num_trees":"1""#, #""num_trees":"2""#),
        ("2⁶³ − 1 trees", #""num_trees":"1""#, #""num_trees":"9223372036854775807""#),
        ("an output out of range", #""tree_info":[0]"#, #""tree_info":[1]"#),
        ("a negative output", #""tree_info":[0]"#, #""tree_info":[-1]"#),
        ("no outputs", #""tree_info":[0]"#, #""tree_info":[]"#),
        ("an id out of range", #""id":0"#, #""id":1"#),
        ("no parallel trees", #""num_parallel_tree":"1""#, #""num_parallel_tree":"0""#),
        ("2³¹ − 1 parallel trees", #""num_parallel_tree":"1""#, #""num_parallel_tree":"2147483647""#),
        ("2³¹ − 1 features", #""num_feature":"2","num_target""#, #""num_feature":"2147483647","num_target""#),
        ("2⁶³ − 1 features", #""num_feature":"2","num_target""#, #""num_feature":"9223372036854775807","num_target""#),
        ("2³¹ − 1 classes", #""num_class":"0""#, #""num_class":"2147483647""#),
        ("classes and targets", #""num_class":"0""#, #""num_class":"2","num_target":"2""#),
        ("a base score that is no number", #""base_score":"[5E-1]""#, #""base_score":"[half]""#),
        ("too many base scores", #""base_score":"[5E-1]""#, #""base_score":"[1E0,2E0]""#),
        ("an empty base score", #""base_score":"[5E-1]""#, #""base_score":"[]""#),
        ("an infinite base score", #""base_score":"[5E-1]""#, #""base_score":"[Infinity]""#),
        (
            "a base score without a margin", #""objective":{"name":"reg:squarederror"#,
            #""objective":{"name":"reg:gamma"#
        ),
        ("an unknown objective", "reg:squarederror", "reg:circle"),
        ("an unknown booster", #""name":"gbtree""#, #""name":"gbforest""#),
        ("a tree booster without weights", #""name":"gbtree""#, #""name":"dart""#),
        ("a linear booster of trees", #""name":"gbtree""#, #""name":"gblinear""#),
        ("a key twice", #""num_class":"0""#, #""num_class":"0","num_class":"0""#),
        ("a key twice in what is skipped", #""loss_changes":[1E0"#, #""x":{"y":1,"y":1},"loss_changes":[1E0"#),
        ("a missing key", #""trees":["#, #""bushes":["#),
        ("no learner", #""learner":"#, #""teacher":"#),
        ("a wrong kind of value", #""tree_info":[0]"#, #""tree_info":{"0":0}"#),
        ("starts of iterations that fall", #""tree_info":[0]"#, #""tree_info":[0],"iteration_indptr":[0,1,0]"#),
        ("starts of iterations that leave trees", #""tree_info":[0]"#, #""tree_info":[0],"iteration_indptr":[0]"#),
        ("a wrong number of names", #""feature_names":[]"#, #""feature_names":["a"]"#),
        ("a name twice", #""feature_names":[]"#, #""feature_names":["a","a"]"#),
        ("nesting without end", #""version":"#, #""deep":\#(String(repeating: "[", count: 100_000)),"version":"#),
    ]

    @Test("Every fault of a model is an error", arguments: broken)
    func faults(problem: String, from: String, to: String) {
        let sample = XGBoostSample.file()
        #expect(sample.contains(from), "\(problem)")
        var changed = sample.replacing(from, with: to)
        if problem == "a base score without a margin" { changed = changed.replacing("[5E-1]", with: "[-1E0]") }
        let error = #expect(throws: CoreError.self, "\(problem)") { try XGBoostSample.read(changed) }
        let codes: [CoreError.Code] = [.malformedInput, .malformedModel, .limitExceeded, .duplicateName]
        #expect(codes.contains { $0 == error?.code }, "\(problem): \(String(describing: error))")
    }

    @Test("A chain of a million splits is read and scored without recursion")
    func deep() throws {
        let depth = 1_000_000
        let count = 2 * depth + 1
        func column(_ split: (Int) -> Int, leaf: Int) -> [Int32] {
            (0..<count).map { Int32($0 % 2 == 0 && $0 < count - 1 ? split($0) : leaf) }
        }
        let tree = XGBoostValue.object([
            ("left_children", .integers32(column({ $0 + 1 }, leaf: -1))),
            ("right_children", .integers32(column({ $0 + 2 }, leaf: -1))),
            ("split_indices", .integers32(column({ _ in 0 }, leaf: 0))),
            ("split_conditions", .floats([Float](repeating: 1, count: count))),
            ("default_left", .bytes([UInt8](repeating: 0, count: count))),
            ("tree_param", .parameters(["num_nodes": count])),
        ])
        let file = XGBoostValue.object([
            (
                "learner",
                .object([
                    (
                        "gradient_booster",
                        .object([
                            ("name", .text("gbtree")),
                            (
                                "model",
                                .object([
                                    ("gbtree_model_param", .parameters(["num_trees": 1])),
                                    ("tree_info", .integers32([0])), ("trees", .array([tree])),
                                ])
                            ),
                        ])
                    ),
                    ("learner_model_param", .parameters(["base_score": 0, "num_feature": 1])),
                    ("objective", .object([("name", .text("reg:squarederror"))])),
                ])
            )
        ])
        var writer = BinaryWriter()
        file.appendUBJSON(to: &writer)
        let model = try XGBoostReader().model(from: writer.bytes)
        #expect(try model.predictor.predict(FeatureVector([5])) == [1])
    }

    @Test(
        "Lengths of UBJSON that the file does not hold are errors, and nothing is allocated for them",
        arguments: [
            "{#L", "{$L#L", "{$[#L", "{L", "{i\u{1}a[#L", "{i\u{1}a[$d#L", "{i\u{1}a[$L#L", "{i\u{1}a[$T#L",
            "{i\u{1}a[$Z#L", "{i\u{1}aSL", "{i\u{1}a[$[#L", "{i\u{1}aHL",
        ])
    func lengths(start: String) throws {
        for length in [Int64.max, 1 << 40, 1 << 20, -1] {
            var writer = BinaryWriter()
            writer.writeBytes(start.utf8)
            writer.write(length, order: .big)
            writer.writeBytes("{}".utf8)
            #expect(try !attempt(writer.bytes))
        }
    }

    @Test("Nesting bombs of UBJSON are refused", arguments: ["[", "{i\u{1}a", "[$[#i\u{1}"])
    func nesting(opening: String) throws {
        let bytes = Array(("{i\u{1}a" + String(repeating: opening, count: 50_000)).utf8)
        let error = #expect(throws: CoreError.self) { try XGBoostReader().model(from: bytes) }
        #expect(error?.code == .limitExceeded)
    }
}
