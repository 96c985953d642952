/// A small model file with every kind of split, and ways to damage it.
enum LightGBMSample {
    static let firstTree = """
        num_leaves=5
        num_cat=1
        split_feature=0 1 2 1
        split_gain=4 3 2 1
        threshold=0.5 0 1.0000000180025095e-35 1.5
        decision_type=2 1 10 4
        left_child=1 -1 -2 -4
        right_child=2 -3 3 -5
        leaf_value=0.125 -0.25 0.5 1 -2
        leaf_weight=1 2 3 4 5
        leaf_count=1 2 3 4 5
        internal_value=0 0 0 0
        internal_weight=15 4 11 9
        internal_count=15 4 11 9
        cat_boundaries=0 2
        cat_threshold=5 1
        is_linear=0
        shrinkage=1
        """

    static let shortTree = """
        num_leaves=3
        num_cat=1
        split_feature=1 2
        threshold=0 1.5
        decision_type=1 10
        left_child=1 -2
        right_child=-1 -3
        leaf_value=-0.25 0.5 1e3
        cat_boundaries=0 1
        cat_threshold=5
        """

    static let linearTree = """
        num_leaves=2
        num_cat=0
        split_feature=2
        split_gain=1
        threshold=-1.25
        decision_type=8
        left_child=-1
        right_child=-2
        leaf_value=3 4
        leaf_weight=1 1
        leaf_count=7 8
        internal_value=0
        internal_weight=0
        internal_count=15
        is_linear=1
        leaf_const=10 20
        num_features=2 0
        leaf_features=0 2   
        leaf_coeff=0.5 -0.25   
        shrinkage=0.1
        """

    static let constantTree = """
        num_leaves=1
        num_cat=0
        split_feature=
        split_gain=
        threshold=
        decision_type=
        left_child=
        right_child=
        leaf_value=0.0625
        leaf_weight=
        leaf_count=
        internal_value=
        internal_weight=
        internal_count=
        is_linear=0
        shrinkage=1
        """

    static let trailer = """
        end of trees

        feature_importances:
        colour=2
        size=1

        parameters:
        [boosting: gbdt]
        [categorical_feature: 1]

        end of parameters

        pandas_categorical:[["red", "green", "blue"]]

        """

    /// The file made of some trees.
    static func text(
        trees: [String] = [firstTree, linearTree, constantTree], objective: String = "regression", classes: Int = 1,
        extra: String = "", withSizes: Bool = true, trailer: String = trailer
    ) -> String {
        let sections = trees.enumerated().map { "Tree=\($0)\n\($1)\n\n\n" }
        let sizes = withSizes ? "tree_sizes=\(sections.map { "\($0.utf8.count)" }.joined(separator: " "))\n" : ""
        return """
            tree
            version=v4
            num_class=\(classes)
            num_tree_per_iteration=\(classes)
            label_index=0
            max_feature_idx=2
            objective=\(objective)
            \(extra)feature_names=age colour size
            feature_infos=[0:9] -1:1:0:2 [-3:4.5]
            \(sizes)
            \(sections.joined())\(trailer)
            """
    }
}
