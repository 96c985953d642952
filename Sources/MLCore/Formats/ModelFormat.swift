/// A file format of another library's models.
public enum ModelFormat: String, Sendable, Hashable, CaseIterable {
    /// XGBoost's JSON.
    case xgboostJSON = "xgboost-json"
    /// XGBoost's universal binary JSON.
    case xgboostUBJSON = "xgboost-ubjson"
    /// LightGBM's text.
    case lightGBM = "lightgbm-text"
    /// CatBoost's JSON.
    case catBoostJSON = "catboost-json"
}
