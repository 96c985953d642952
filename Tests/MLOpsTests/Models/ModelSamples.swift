#if CommandLine
import MLCore

@testable import MLOps

/// Tables that models can learn, and configurations for them.
struct ModelSamples {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// `people.csv`: 240 people whose income follows from age, hours and job, and some missing values.
    @discardableResult
    func people(_ name: String = "people.csv", rows: Int = 240, seed: UInt64 = 1) throws -> String {
        var generator = SeededGenerator(seed: seed)
        var lines = ["id,age,hours,job,note,income,kinds,pay,grade"]
        for row in 0..<rows {
            let age = 18 + Int(generator.next() % 50)
            let hours = 10 + Int(generator.next() % 50)
            let job = ["clerk", "cook", "doctor", "driver"][Int(generator.next() % 4)]
            let score = age + hours + (job == "doctor" ? 30 : 0) + Int(generator.next() % 15)
            let note = score % 2 == 0 ? "likes long walks" : "plays the piano"
            let kinds = [score > 70 ? "old hand" : "", job == "cook" ? "kitchen" : "", age < 40 ? "young" : ""]
                .filter { !$0.isEmpty }.joined(separator: "|")
            lines.append(
                "p\(row),\(row % 17 == 0 ? "?" : "\(age)"),\(hours),\(job),\(note),\(score > 80 ? "high" : "low"),"
                    + "\(kinds),\(Double(score) * 10.5),\(["A", "B", "C"][min(2, score / 40)])")
        }
        return try folder.write(lines.joined(separator: "\n") + "\n", as: name)
    }

    /// Writes a configuration with the given parts and gives its path.
    func configuration(
        target: String = #"{"column": "income", "positive": "high"}"#, features: String = Self.features,
        estimator: String = #"{"kind": "linear.logistic-regression"}"#, further: String = "",
        data: String = #"{"train": "people.csv", "missing": ["", "?"]}"#, name: String = "config.json"
    ) throws -> String {
        try folder.write(
            """
            {"data": \(data), "target": \(target), "features": \(features), "estimator": \(estimator),
             "resamples": 50\(further.isEmpty ? "" : ", " + further)}
            """, as: name)
    }

    static let features = """
        [{"columns": ["age", "hours"], "numbers": {"operations": [{"imputer": {}}, {"standardScaler": {}}]}},
         {"columns": ["job"], "oneHot": {"unseen": "ignore"}}]
        """

    static let boosting =
        #"{"kind": "trees.gradient-boosting", "parameters": {"rounds": 12, "minimumLeafRows": 5, "rowShare": 0.8}}"#

    /// The parts of a configuration for each task: target and estimator.
    static let tasks: [(name: String, target: String, estimator: String)] = [
        ("binary", #"{"column": "income", "positive": "high"}"#, #"{"kind": "linear.logistic-regression"}"#),
        ("multiclass", #""grade""#, boosting),
        (
            "multilabel", #"{"column": "kinds", "separator": "|"}"#,
            #"{"kind": "composition.one-vs-rest", "base": \#(boosting)}"#
        ),
        ("regression", #"{"column": "pay"}"#, boosting),
    ]

    /// Trains and gives the path of the model.
    func trained(
        target: String = #"{"column": "income", "positive": "high"}"#,
        estimator: String = #"{"kind": "linear.logistic-regression"}"#, as name: String = "model.mlbundle"
    ) throws -> String {
        try people()
        let config = try configuration(target: target, estimator: estimator)
        let run = Run("train", "--config", config, "--output", folder.file(name))
        if run.status != .success { throw CommandError(.unusableInput, run.errors) }
        return folder.file(name)
    }
}
#endif
