#if CommandLine
/// A configuration that works, as a file to begin with.
enum ExampleConfiguration {
    /// Learns from `people.csv` with the columns `age`, `hours`, `job`, `note` and `income`.
    static let text = """
        {
          "data": {
            "train": "people.csv",
            "missing": ["", "?"],
            "types": {"age": "double"}
          },
          "target": {"column": "income", "task": "binary", "positive": "high"},
          "split": {"kind": "stratified", "validation": 0.25},
          "features": [
            {"columns": ["age", "hours"], "numbers": {"operations": [
              {"imputer": {"strategy": "median"}},
              {"standardScaler": {}}
            ]}},
            {"columns": ["job"], "oneHot": {"unseen": "ignore", "minimumFrequency": {"count": 2}}},
            {"columns": ["note"], "tfidf": {"tokenizer": {"termLengths": [1, 2]}, "selection": {"maximumCount": 5000}}}
          ],
          "estimator": {
            "kind": "linear.logistic-regression",
            "parameters": {"inverseRegularization": 1.0, "maximumIterations": 200}
          },
          "thresholds": {"objective": "microF1"},
          "metrics": ["rocAUC", "logLoss", "f1", "accuracy"],
          "resamples": 500,
          "exampleCount": 2,
          "seed": 42,
          "threads": 2
        }

        """
}
#endif
