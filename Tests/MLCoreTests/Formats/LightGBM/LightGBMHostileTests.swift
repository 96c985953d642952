import Testing

@testable import MLCore

@Suite("Damaged LightGBM files")
struct LightGBMHostileTests {
    @Sendable
    private func read(_ bytes: [UInt8]) throws(CoreError) -> ImportedModel { try LightGBMReader().model(from: bytes) }

    private var files: DamagedFiles { DamagedFiles(read: read) }

    private func expectError(
        _ text: String, _ comment: Comment, sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) {
        #expect(throws: CoreError.self, comment, sourceLocation: sourceLocation) { try read(Array(text.utf8)) }
    }

    /// The sample with one line of its first tree replaced.
    private func sample(_ key: String, _ value: String) -> String {
        let lines = LightGBMSample.firstTree.split(separator: "\n")
            .map { $0.hasPrefix("\(key)=") ? "\(key)=\(value)" : String($0) }
        return LightGBMSample.text(trees: [lines.joined(separator: "\n")])
    }

    @Test("a file that is cut off before the end of its trees is an error")
    func truncations() throws {
        let text = LightGBMSample.text()
        let end = try #require(text.firstRange(of: "feature_importances:\n"))
        try files.expectErrors(cutting: Array(text.utf8), before: text[..<end.upperBound].utf8.count)
    }

    @Test("a flipped bit gives an error or a model that scores")
    func bitFlips() throws {
        let bytes = Array(LightGBMSample.text(trees: [LightGBMSample.shortTree]).utf8)
        // Digits of numbers and bytes of names can change without harm, and nothing else.
        #expect(try files.refusedShare(flipping: bytes) > 0.5)
    }

    @Test(
        "children that are shared, run in a circle or do not exist are an error",
        arguments: [
            ("left_child", "0 -1 -2 -4"), ("left_child", "1 0 -2 -4"), ("left_child", "1 -1 -1 -4"),
            ("left_child", "2 -1 -2 -4"), ("left_child", "9 -1 -2 -4"), ("left_child", "1 -1 -2 -9"),
            ("right_child", "2 -3 3 -2147483648"), ("right_child", "2147483647 -3 3 -5"),
            ("left_child", "1 -1 -2"), ("left_child", "1 -1 -2 -4 -4"), ("left_child", "1 -1 -2 x"),
            ("left_child", "9223372036854775807 -1 -2 -4"), ("split_feature", "0 1 3 1"), ("split_feature", "0 1 -1 1"),
            ("split_feature", "0 1 2147483648 1"), ("threshold", "nan 0 1 1"), ("threshold", "0.5 1 1 1.5"),
            ("threshold", "0.5 -1 1 1.5"), ("threshold", "0.5 0.5 1 1.5"), ("threshold", "0.5 0 1e999 1.5"),
            ("decision_type", "12 1 10 4"), ("decision_type", "-1 1 10 4"), ("leaf_value", "0.125 -0.25 inf 1 -2"),
            ("leaf_value", "0.125 -0.25 nan 1 -2"), ("leaf_count", "1 2 3 4 -5"), ("num_cat", "9223372036854775807"),
            ("num_cat", "2"), ("cat_boundaries", "0 3"), ("cat_boundaries", "1 2"), ("cat_boundaries", "0 -1"),
            ("cat_boundaries", "0 2147483647"), ("cat_threshold", "5 4294967296"), ("cat_threshold", "5 -1"),
            ("num_leaves", "9223372036854775807"), ("num_leaves", "9223372036854775808"), ("num_leaves", "0"),
            ("num_leaves", "-1"), ("num_leaves", "4"), ("num_leaves", "1073741823"), ("num_leaves", ""),
            ("is_linear", "2"),
        ])
    func trees(_ key: String, _ value: String) { expectError(sample(key, value), "\(key)=\(value)") }

    @Test(
        "linear leaves with wrong counts are an error",
        arguments: [
            ("num_features=2 0", "num_features=2147483647 2147483647"), ("num_features=2 0", "num_features=2 -1"),
            ("leaf_features=0 2", "leaf_features=0 3"), ("leaf_features=0 2", "leaf_features=0 -2"),
            ("leaf_coeff=0.5 -0.25", "leaf_coeff=0.5"), ("leaf_const=10 20", "leaf_const=10 inf"),
        ])
    func linearLeaves(_ old: String, _ new: String) {
        expectError(LightGBMSample.text(trees: [LightGBMSample.linearTree.replacing(old, with: new)]), "\(new)")
    }

    @Test(
        "a header that contradicts itself or the trees is an error",
        arguments: [
            ("max_feature_idx=2", "max_feature_idx=9223372036854775807"), ("max_feature_idx=2", "max_feature_idx=3"),
            ("max_feature_idx=2", "max_feature_idx=-1"), ("num_class=1", "num_class=2"),
            ("num_class=1\nnum_tree_per_iteration=1", "num_class=65537\nnum_tree_per_iteration=65537"),
            ("num_class=1\nnum_tree_per_iteration=1", "num_class=2\nnum_tree_per_iteration=2"),
            ("objective=regression", "objective=nonsense"), ("objective=regression", "objective=binary"),
            ("objective=regression", "objective=binary sigmoid:0"), ("objective=regression", "objective="),
            ("objective=regression", "objective=multiclass num_class:1000000"), ("version=v4", "version=v5"),
            ("label_index=0", "num_class=1"), ("feature_names=age colour size", "feature_names=age colour age"),
            ("feature_names=age colour size", "feature_names=age colour"), ("tree_sizes=", "tree_sizes=1"),
            ("tree_sizes=", "tree_sizes=9223372036854775807 "), ("Tree=1", "Tree=2"), ("tree\n", "forest\n"),
        ])
    func headers(_ old: String, _ new: String) throws {
        var text = LightGBMSample.text()
        let range = try #require(text.firstRange(of: old))
        text.replaceSubrange(range, with: new)
        expectError(text, "\(new)")
    }

    @Test(
        "category tables that are no lists of unlike categories are an error",
        arguments: [
            "{}", "[1]", "[[1, 1.0]]", #"[["a", "a"]]"#, "[[[]]]", "[[null]]", "[", #"[["a", "b"], ["c"]]"#, "nul",
            String(repeating: "[", count: 100_000),
        ])
    func categoryTables(_ json: String) {
        let trailer = LightGBMSample.trailer.replacing(#"[["red", "green", "blue"]]"#, with: json)
        expectError(LightGBMSample.text(trailer: trailer), "\(json.prefix(40))")
    }

    @Test("a chain of 100 000 splits is read without recursion")
    func deepTree() throws {
        let splits = 100_000
        let zeros = repeatElement("0", count: splits).joined(separator: " ")
        let lines = [
            "num_leaves=\(splits + 1)", "num_cat=0", "split_feature=\(zeros)", "threshold=\(zeros)",
            "decision_type=\(zeros)", "left_child=\((1..<splits).map { "\($0)" }.joined(separator: " ")) -1",
            "right_child=\((0..<splits).map { "\(~($0 + 1))" }.joined(separator: " "))", "leaf_value=\(zeros) 1",
        ]
        let model = try read(Array(LightGBMSample.text(trees: [lines.joined(separator: "\n")]).utf8))
        guard case .trees(let ensemble) = model.body else { throw CoreError(.malformedModel, "no trees") }
        #expect(ensemble.members[0].tree.depth == splits)
    }

    @Test("a file longer than the limit is refused")
    func limits() {
        let reader = LightGBMReader(limits: ImportLimits(maximumByteCount: 100))
        #expect(throws: CoreError.self) { try reader.model(from: Array(LightGBMSample.text().utf8)) }
    }
}
