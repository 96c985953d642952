/// A small model file with every kind of split, and ways to change it.
enum CatBoostSample {
    static let features = """
        {"float_features": [
          {"feature_index": 0, "flat_feature_index": 0, "feature_id": "age", "borders": [1.5, 3.5],
           "has_nans": true, "nan_value_treatment": "AsTrue"},
          {"feature_index": 1, "flat_feature_index": 2, "feature_id": "", "borders": [0.1],
           "has_nans": false, "nan_value_treatment": "AsIs"}],
         "categorical_features": [
          {"feature_index": 0, "flat_feature_index": 1, "feature_id": "colour", "values": [-784473192, 2084267031]}]}
        """

    /// Splits on age above 1.5 (bit 0), the colour "x" (bit 1) and the third feature above 0.1 (bit 2).
    static let oblivious = """
        {"leaf_values": [1, 2, 3, 4, 5, 6, 7, 8], "leaf_weights": [1, 2, 3, 4, 5, 6, 7, 8],
         "splits": [
          {"border": 1.5, "float_feature_index": 0, "split_index": 0, "split_type": "FloatFeature"},
          {"cat_feature_index": 0, "split_index": 3, "split_type": "OneHotFeature", "value": -784473192},
          {"border": 0.1, "float_feature_index": 1, "split_index": 2, "split_type": "FloatFeature"}]}
        """

    static let nonSymmetric = """
        {"split": {"border": 3.5, "float_feature_index": 0, "split_index": 1, "split_type": "FloatFeature"},
         "left": {"value": 10, "weight": 3},
         "right": {
          "split": {"cat_feature_index": 0, "split_index": 4, "split_type": "OneHotFeature", "value": 2084267031},
          "left": {"value": 20, "weight": 4}, "right": {"value": 30, "weight": 5}}}
        """

    /// The file made of trees.
    static func text(
        trees: [String] = [oblivious], symmetric: Bool = true, features: String = features, loss: String = "RMSE",
        classes: String = "null", scaleAndBias: String = "[1, [0.5]]"
    ) -> String {
        """
        {"\(symmetric ? "oblivious_trees" : "trees")": [\(trees.joined(separator: ",\n"))],
         "features_info": \(features),
         "model_info": {"params": {"loss_function": {"type": "\(loss)", "params": {}}}, "class_params": \(classes)},
         "scale_and_bias": \(scaleAndBias)}
        """
    }
}
