import MLCore
import MLStatistics

extension ColumnProfile {
    /// The profile of a column from what is known of it.
    init(_ state: ColumnState, _ configuration: ProfileConfiguration, association: TargetAssociation?) {
        name = state.name
        type = state.type
        rowCount = Int(clamping: state.rowCount)
        missingCount = Int(clamping: state.missingCount)
        let values = state.numbers
        let limit = configuration.topCount
        nanCount = Int(clamping: values?.nanCount ?? 0)
        infiniteCount = Int(clamping: values?.infiniteCount ?? 0)
        distinct =
            values?.distinct ?? state.texts?.values.distinct ?? state.lists?.values.distinct
            ?? DistinctCount(count: 0, isExact: true)
        let top =
            values?.top(limit, state.type) ?? state.texts?.values.top(limit) { $0 }
            ?? state.lists?.values.top(limit, name: ListState.name) ?? []
        // Beyond the limit only values that are certainly frequent are told.
        topValues = distinct.isExact || !top.isEmpty ? top : nil
        let isTime = state.type == .timestamp
        numbers = isTime ? nil : values.flatMap(Distribution.init)
        let range = isTime ? values?.range : nil
        earliest = range.map { Timestamp(microseconds: SortableKey.integer($0.lowerBound)) }
        latest = range.map { Timestamp(microseconds: SortableKey.integer($0.upperBound)) }
        times = isTime ? values.flatMap(Self.histogram(ofTimes:)) : nil
        characterCounts = state.texts.flatMap { Distribution($0.characters) }
        wordCounts = state.texts.flatMap { Distribution($0.words) }
        elementCounts = state.lists.flatMap { Distribution($0.sizes) }
        emptyCount = Int(clamping: state.texts?.emptyCount ?? state.lists?.emptyCount ?? 0)
        distinctElements = state.lists?.elements.distinct
        topElements = state.lists.flatMap { lists in
            let top = lists.elements.top(limit) { $0 }
            return lists.elements.counts != nil || !top.isEmpty ? top : nil
        }
        textContents = state.texts?.contents
        self.association = association
    }
}

extension NumberState {
    var infiniteCount: Int64 { negativeInfinityCount.addingClamped(positiveInfinityCount) }

    /// How many distinct values there are; NaN is one, and each infinity.
    var distinct: ColumnProfile.DistinctCount {
        let special = [nanCount, negativeInfinityCount, positiveInfinityCount].count { $0 > 0 }
        return ColumnProfile.DistinctCount(
            count: (runs?.keys.count ?? sketches?.distinct.roundedEstimate ?? 0) + special, isExact: runs != nil)
    }

    /// The finite numbers in ascending order with their counts, exact or from the sketch.
    var sample: WeightedSample? {
        if let runs { return WeightedSample(ascending: runs.keys.map(number), counts: runs.counts) }
        guard let (numbers, weights) = sketches?.quantiles.weighted else { return nil }
        return WeightedSample(ascending: numbers, counts: weights)
    }

    /// The most frequent values.
    func top(_ limit: Int, _ type: ColumnType) -> [ColumnProfile.Frequency] {
        func name(_ value: Special) -> String {
            switch value {
            case .key(let key): text(of: key, type)
            case .number(let number): Value.double(number).description
            }
        }
        var counts: [(item: Special, count: Int64)]
        var error: Int64 = 0
        if let runs {
            counts = zip(runs.keys, runs.counts).map { (.key($0), $1) }
        } else {
            let frequent = sketches?.frequent
            error = frequent?.maximumError ?? 0
            counts = (frequent?.mostFrequent() ?? []).map { (.key($0.item), $0.count) }
        }
        for (number, count) in [
            (Double.nan, nanCount), (-.infinity, negativeInfinityCount), (.infinity, positiveInfinityCount),
        ] where count > 0 {
            counts.append((.number(number), count))
        }
        return ColumnProfile.Frequency.top(counts, limit, error: error, name: name)
    }

    private enum Special {
        case key(UInt64)
        case number(Double)
    }

    /// A value for people.
    private func text(of key: UInt64, _ type: ColumnType) -> String {
        switch type {
        case .bool: SortableKey.integer(key) != 0 ? "true" : "false"
        case .timestamp: Timestamp(microseconds: SortableKey.integer(key)).description
        case .float: Value.float(Float(SortableKey.number(key))).description
        case .double: Value.double(SortableKey.number(key)).description
        case .int64, .string, .stringList: "\(SortableKey.integer(key))"
        }
    }
}

extension ColumnProfile.Distribution {
    /// Describes finite numbers; `nil` when there are none.
    init?(_ state: NumberState) {
        guard let range = state.range, let sample = state.sample else { return nil }
        count = Int(clamping: state.count)
        minimum = state.number(range.lowerBound)
        maximum = state.number(range.upperBound)
        let center = state.moments.mean ?? minimum
        // The sum of numbers near the ends of the range overflows; halves do not.
        mean = center.isFinite ? center : minimum / 2 + maximum / 2
        standardDeviation = state.moments.standardDeviation.flatMap { $0.isFinite ? $0 : nil }
        var shape = CentralMoments()
        if let sketches = state.sketches {
            quantiles = (try? sketches.quantiles.quantiles(Self.quantileProbabilities)) ?? []
            rankError = sketches.quantiles.rankError
            shape = sketches.shape
        } else {
            quantiles = Self.quantileProbabilities.map(sample.quantile)
            rankError = nil
            sample.numbers.withUnsafeBufferPointer { numbers in
                sample.counts.withUnsafeBufferPointer { shape.add(numbers, counts: $0) }
            }
        }
        skewness = shape.skewness
        kurtosis = shape.kurtosis
        zeroCount = Int(clamping: state.zeroCount)
        negativeCount = Int(clamping: state.negativeCount)
        histogram = Self.histogram(of: sample, quantiles, from: minimum, to: maximum, isWhole: state.isWhole)
    }

    /// Such as `1 to 9, median 4, mean 4.2`.
    var summary: String {
        let numbers = [minimum, maximum, median].map { NumberText.formatted($0, decimals: $0 == $0.rounded() ? 0 : 3) }
        return "\(numbers[0]) to \(numbers[1]), median \(numbers[2]), mean \(NumberText.formatted(mean, decimals: 3))"
    }
}
