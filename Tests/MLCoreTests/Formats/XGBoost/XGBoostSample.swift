@testable import MLCore

/// Small models of XGBoost, made text by text so that each part can be replaced.
enum XGBoostSample {
    /// x0 < 1 ? (x1 in {1, 3} ? 20 : 10) : 30, missing to the left at both splits.
    static let tree = """
        {"id":0,"tree_param":{"num_nodes":"5","num_deleted":"0","num_feature":"2","size_leaf_vector":"1"},\
        "left_children":[1,3,-1,-1,-1],"right_children":[2,4,-1,-1,-1],"parents":[2147483647,0,0,1,1],\
        "split_indices":[0,1,0,0,0],"split_conditions":[1E0,0E0,3E1,1E1,2E1],"default_left":[1,1,0,0,0],\
        "split_type":[0,1,0,0,0],"categories":[1,3],"categories_nodes":[1],"categories_segments":[0],\
        "categories_sizes":[2],"sum_hessian":[5E0,4E0,1E0,2E0,2E0],"loss_changes":[1E0,1E0,0E0,0E0,0E0],\
        "base_weights":[0E0,0E0,0E0,0E0,0E0]}
        """

    /// A model of one tree with a base score of one half.
    static func file(
        trees: [String] = [tree], objective: String = "reg:squarederror", baseScore: String = "[5E-1]",
        features: String = "2", classes: String = "0", targets: String = "1", outputs: String? = nil,
        booster: String = "gbtree", attributes: String = ""
    ) -> String {
        let info = outputs ?? trees.map { _ in "0" }.joined(separator: ",")
        return """
            {"learner":{"attributes":{\(attributes)},"feature_names":[],"feature_types":[],"gradient_booster":{"model":{\
            "gbtree_model_param":{"num_trees":"\(trees.count)","num_parallel_tree":"1"},"tree_info":[\(info)],\
            "trees":[\(trees.joined(separator: ","))]},"name":"\(booster)"},"learner_model_param":{\
            "base_score":"\(baseScore)","num_class":"\(classes)","num_feature":"\(features)","num_target":"\(targets)",\
            "boost_from_average":"0"},"objective":{"name":"\(objective)"}},"version":[3,2,0]}
            """
    }

    /// A linear model: y = ½ + 2 x0 − x1 + ¼.
    static let linear = """
        {"learner":{"attributes":{},"feature_names":["a","b"],"feature_types":[],"gradient_booster":{"model":{\
        "boosted_rounds":1,"weights":[2E0,-1E0,2.5E-1]},"name":"gblinear"},"learner_model_param":{"base_score":"[5E-1]",\
        "num_class":"0","num_feature":"2","num_target":"1","boost_from_average":"0"},\
        "objective":{"name":"reg:squarederror"}},"version":[3,2,0]}
        """

    static func read(_ text: String, _ reader: XGBoostReader = XGBoostReader()) throws(CoreError) -> ImportedModel {
        try reader.model(from: Array(text.utf8))
    }

    /// A tree of one leaf.
    static func leaf(_ value: String, id: Int = 0) -> String {
        """
        {"id":\(id),"tree_param":{"num_nodes":"1","num_deleted":"0","num_feature":"2","size_leaf_vector":"1"},\
        "left_children":[-1],"right_children":[-1],"parents":[2147483647],"split_indices":[0],\
        "split_conditions":[\(value)],"default_left":[0],"split_type":[0],"sum_hessian":[1E0]}
        """
    }
}
