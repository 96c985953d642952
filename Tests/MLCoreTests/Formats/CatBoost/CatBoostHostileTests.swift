import Testing

@testable import MLCore

@Suite("Damaged CatBoost files")
struct CatBoostHostileTests {
    @Sendable
    private func read(_ bytes: [UInt8]) throws(CoreError) -> ImportedModel { try CatBoostReader().model(from: bytes) }

    private var files: DamagedFiles { DamagedFiles(read: read) }

    @Test("a file that is cut off is an error", arguments: [true, false])
    func truncations(symmetric: Bool) throws {
        let tree = symmetric ? CatBoostSample.oblivious : CatBoostSample.nonSymmetric
        let bytes = Array(CatBoostSample.text(trees: [tree], symmetric: symmetric).utf8)
        try files.expectErrors(cutting: bytes, before: bytes.count)
    }

    @Test("a flipped bit gives an error or a model that scores")
    func bitFlips() throws {
        #expect(try files.refusedShare(flipping: Array(CatBoostSample.text().utf8)) > 1.0 / 3)
    }

    @Test(
        "parts that contradict each other are an error",
        arguments: [
            ("\"leaf_values\": [1,", "\"leaf_values\": [1, 9,"), ("[1, 2, 3, 4, 5, 6, 7, 8], \"leaf", "[], \"leaf"),
            ("\"leaf_values\": [1,", "\"leaf_values\": [\"1\","), ("\"leaf_values\": [1,", "\"leaf_values\": [1e999,"),
            ("\"leaf_weights\": [1,", "\"leaf_weights\": [-100,"),
            ("\"float_feature_index\": 1", "\"float_feature_index\": 2"),
            ("\"float_feature_index\": 1", "\"float_feature_index\": -1"),
            ("\"float_feature_index\": 1", "\"float_feature_index\": 9223372036854775807"),
            ("\"float_feature_index\": 1", "\"float_feature_index\": 9223372036854775808"),
            ("\"cat_feature_index\": 0", "\"cat_feature_index\": 1"),
            ("\"value\": -784473192", "\"value\": 4294967296"),
            ("\"border\": 0.1", "\"border\": 1e39"), ("\"border\": 0.1", "\"border\": \"0.1\""),
            ("OneHotFeature", "OnlineCtr"), ("OneHotFeature", "EstimatedFeature"), ("\"AsTrue\"", "\"AsMaybe\""),
            ("\"flat_feature_index\": 2", "\"flat_feature_index\": 1"),
            ("\"flat_feature_index\": 2", "\"flat_feature_index\": 2147483646"),
            ("\"flat_feature_index\": 2", "\"flat_feature_index\": -1"),
            ("\"feature_index\": 1", "\"feature_index\": 0"),
            ("\"colour\"", "\"age\""), ("[1, [0.5]]", "[1, [0.5, 0.5]]"), ("[1, [0.5]]", "[1]"), ("[1, [0.5]]", "{}"),
            ("\"features_info\"", "\"scale_and_bias\""), ("\"features_info\"", "\"other\""),
            ("\"oblivious_trees\"", "\"other_trees\""), ("\"type\": \"RMSE\"", "\"type\": 3"),
            ("\"splits\": [", "\"splits\": [[],"),
        ])
    func contradictions(_ old: String, _ new: String) throws {
        var text = CatBoostSample.text()
        let range = try #require(text.firstRange(of: old))
        text.replaceSubrange(range, with: new)
        #expect(throws: CoreError.self, "\(new)") { try read(Array(text.utf8)) }
    }

    @Test("trees nested too deeply are an error")
    func nesting() {
        for text in [String(repeating: "[", count: 1_000_000), String(repeating: #"{"left":"#, count: 200_000)] {
            #expect(throws: CoreError.self) { try read(Array(text.utf8)) }
            let tree = CatBoostSample.text(trees: [text], symmetric: false)
            #expect(throws: CoreError.self) { try read(Array(tree.utf8)) }
        }
    }

    @Test("more splits than leaves can hold are an error")
    func depth() throws {
        let split = #"{"border": 1.5, "float_feature_index": 0, "split_type": "FloatFeature"}"#
        for count in [4, 31, 63, 64, 100] {
            let splits = Array(repeating: split, count: count).joined(separator: ",")
            let tree = #"{"leaf_values": [1, 2, 3, 4, 5, 6, 7, 8], "splits": ["# + splits + "]}"
            #expect(throws: CoreError.self, "\(count)") { try read(Array(CatBoostSample.text(trees: [tree]).utf8)) }
        }
    }

    @Test("leaves of unlike sizes are an error")
    func dimensions() {
        let single = #"{"leaf_values": [1], "splits": null}"#
        let double = #"{"leaf_values": [1, 2], "splits": null}"#
        for trees in [[single, double], [double, single]] {
            let text = CatBoostSample.text(trees: trees, scaleAndBias: "null")
            #expect(throws: CoreError.self) { try read(Array(text.utf8)) }
        }
        let uneven = CatBoostSample.nonSymmetric.replacing("\"value\": 20", with: "\"value\": [20, 21]")
        #expect(throws: CoreError.self) { try read(Array(CatBoostSample.text(trees: [uneven], symmetric: false).utf8)) }
    }

    @Test("a file longer than the limit is refused")
    func limits() {
        let reader = CatBoostReader(limits: ImportLimits(maximumByteCount: 100))
        #expect(throws: CoreError.self) { try reader.model(from: Array(CatBoostSample.text().utf8)) }
    }
}
