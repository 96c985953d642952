import MLCore
import MLData

/// The titles by time: what is known at the first training, what comes later, and what a second training may use.
struct Periods {
    /// The last year of the first training.
    let trainUntil: Int
    /// The second training uses the years before this one.
    let retrainAt: Int
    /// The years through ``trainUntil``.
    let train: DataFrame
    /// Later years, for judging the first models.
    let validation: DataFrame
    /// The years before ``retrainAt``, for the second training.
    let retraining: DataFrame
    /// The years from ``retrainAt`` on, for comparing both trainings.
    let afterRetraining: DataFrame
    /// All years after ``trainUntil``, as they arrive in production.
    let later: DataFrame

    /// What the validation rows are called in evaluations.
    var validationName: String { "titles after \(trainUntil)" }
}

extension Loop {
    /// Divides the titles by year; no model sees a title of a year that it is judged on.
    func split(_ titles: Titles) throws -> Periods {
        console.begin("Split by time")
        let years = try titles.frame.requiredValues(of: .year).map(Int.init).sorted()
        let (trainUntil, retrainAt) = try boundaries(years, source: titles.source)
        let laterYears = years.filter { $0 > trainUntil }

        let first = try TimeSplitter(column: "year", trainBefore: Int64(trainUntil + 1)).split(titles.frame)
        let second = try TimeSplitter(column: "year", trainBefore: Int64(retrainAt)).split(titles.frame)
        console.tell("\(first.report)")
        let later = try first.frame(of: "validation", in: titles.frame)
        // With a year for the second training given, the first models are judged on the years in between.
        let isBetween = options.retrainAt != nil && laterYears.contains { $0 < retrainAt }
        return Periods(
            trainUntil: trainUntil, retrainAt: retrainAt, train: try first.frame(of: "train", in: titles.frame),
            validation: isBetween
                ? try later.filtered(by: .inRange(column: "year", lower: nil, upper: Double(retrainAt))) : later,
            retraining: try second.frame(of: "train", in: titles.frame),
            afterRetraining: try second.frame(of: "validation", in: titles.frame), later: later)
    }

    /// The boundaries that the user chose, or else those that divide the titles well.
    ///
    /// Training takes two years or more, because thresholds are chosen on the latest of them.
    private func boundaries(_ years: [Int], source: String) throws -> (trainUntil: Int, retrainAt: Int) {
        let distinct = Set(years).sorted()
        guard distinct.count >= 3 else {
            throw DataError(
                .invalidSplit,
                "the good titles are of \(distinct.count == 1 ? "one year" : "two years") only: "
                    + distinct.map(String.init).joined(separator: " and "),
                at: source,
                remedy: "Bring titles of three years or more: two to learn from and a later one to judge on.")
        }
        let (earliest, latest) = (distinct[1], distinct[distinct.count - 1])
        let share = min(Self.year(at: 0.6, in: years), latest - 1, (options.retrainAt ?? latest) - 1)
        let trainUntil = options.trainUntil ?? max(earliest, share)
        guard (earliest..<latest).contains(trainUntil) else {
            throw DataError(
                .invalidSplit, "--train-until \(trainUntil) leaves too little to learn from or nothing to judge on",
                at: source, remedy: "Choose a year from \(earliest) to \(latest - 1).")
        }
        let middle = Self.year(at: 0.5, in: years.filter { $0 > trainUntil })
        let retrainAt = options.retrainAt ?? max(trainUntil + 1, middle)
        guard (trainUntil + 1...latest).contains(retrainAt) else {
            throw DataError(
                .invalidSplit, "--retrain-at \(retrainAt) is not between the first training and the latest title",
                at: source, remedy: "Choose a year from \(trainUntil + 1) to \(latest).")
        }
        return (trainUntil, retrainAt)
    }

    /// The year that a share of the titles does not exceed.
    private static func year(at share: Double, in years: [Int]) -> Int {
        years[min(years.count - 1, Int(Double(years.count) * share))]
    }
}
