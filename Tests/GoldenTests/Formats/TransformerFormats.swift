import MLCore
import MLData
import MLFeatures

extension GoldenFormats {
    static let transformers: [GoldenFormat] = [
        .component(
            TFIDFTransformer.self,
            {
                [
                    "words": try TFIDFVectorizer(tokenizer: Tokenizer(termLengths: 1...2), isSublinear: true)
                        .fitted(to: texts),
                    "characters": try TFIDFVectorizer(
                        tokenizer: Tokenizer(unit: .charactersWithinWords, termLengths: 2...3), norm: .l1,
                        missing: .refuse
                    ).fitted(to: texts),
                ]
            }
        ) { try features(of: $0) },
        .component(
            TermCountTransformer.self,
            {
                [
                    "words": try CountVectorizer(selection: TermSelection(maximumCount: 5)).fitted(to: texts),
                    "presence": try CountVectorizer(
                        tokenizer: Tokenizer(stopWords: ["a", "the"]), isBinary: true
                    ).fitted(to: texts),
                ]
            }
        ) { try features(of: $0) },
        .component(
            FittedOneHotEncoder.self,
            {
                let lists = Column(present: [["Drama"], ["Drama", "War"], [], ["Western"]])
                return [
                    "texts": try OneHotEncoder(unseen: .ignore).fitted(to: texts),
                    "integers": try OneHotEncoder(unseen: .infrequent, minimumFrequency: .count(2))
                        .fitted(to: Column([1, 1, 2, 3, nil] as [Int64?])),
                    "lists": try OneHotEncoder(unseen: .ignore, missing: .ignore).fitted(to: lists),
                ]
            }
        ) { try features(of: $0) },
        .component(
            NumericTransformer.self,
            {
                [
                    "plain": NumericTransformer(operations: [], unifiesMissingAndNaN: false),
                    "chain": NumericTransformer(
                        operations: [
                            try Imputer(.median, addsIndicator: true).fitted(to: numbers),
                            try StandardScaler().fitted(to: numbers),
                        ], unifiesMissingAndNaN: true),
                ]
            }
        ) { try features(of: $0) },
        .component(FittedStandardScaler.self, { ["scaler": try StandardScaler().fitted(to: numbers)] }) {
            try features(of: NumericTransformer(operations: [$0], unifiesMissingAndNaN: true))
        },
        .component(
            FittedMinMaxScaler.self,
            {
                [
                    "open": try MinMaxScaler(lower: -1).fitted(to: numbers),
                    "clipping": try MinMaxScaler(clips: true).fitted(to: numbers),
                ]
            }
        ) { try features(of: NumericTransformer(operations: [$0], unifiesMissingAndNaN: true)) },
        .component(
            FittedImputer.self,
            {
                [
                    "mean": try Imputer(.mean).fitted(to: numbers),
                    "indicator": try Imputer(.median, addsIndicator: true).fitted(to: numbers),
                ]
            }
        ) { try features(of: NumericTransformer(operations: [$0], unifiesMissingAndNaN: true)) },
        .component(FittedFeaturePipeline.self, { ["pipeline": try pipeline] }) { pipeline in
            let names = pipeline.features.names.map { JSONValue.string($0) }
            let frame = try frame
            return try [names]
                + (0..<frame.rowCount).map { row in
                    try pipeline.transform(frame.row(row)).dense.map { $0.isNaN ? .null : .number($0) }
                }
        },
    ]

    static let texts = Column(present: ["Win a free prize", "", "the prize, the PRIZE", "Ünïcode ελληνικά 123"])
    static let numbers = NumericValues([1, 2.5, nil, -4, 100])

    static var frame: DataFrame {
        get throws {
            try DataFrame([
                ("text", texts), ("genres", Column(present: [["Drama"], ["Drama", "War"], [], ["Western"]])),
                ("year", Column([1999, nil, 2003, 1987] as [Double?])),
                ("seen", Column(present: [true, false, true, true])),
            ])
        }
    }

    static var pipeline: FittedFeaturePipeline {
        get throws {
            try FeaturePipeline([
                .tfidf(["text"]), .oneHot(["genres"], OneHotEncoder(unseen: .ignore)),
                .numbers(["year", "seen"], [.impute(), .standardize()], prefix: "number of "),
            ]).fitted(to: frame)
        }
    }

    /// The features of values of each type that a transformer takes, one row after the other; missing ones are `null`.
    static func features(of transformer: some ColumnTransformer) throws -> [String: [Double?]] {
        let columns = [
            texts, Column(present: [true, false]), Column(present: [1, 2, 99, -1] as [Int64]),
            Column(present: [0, 1.5, -2, 1e6, .nan]), Column(present: [["Drama", "Comedy"], ["War"], []]),
        ]
        var features: [String: [Double?]] = [:]
        for column in columns where transformer.acceptedTypes.contains(column.type) {
            let block = try transformer.features(of: ColumnSlice(column, name: "column"), isSparse: false)
            features[column.type.rawValue] = block.values.map { $0.isNaN ? nil : $0 }
        }
        if transformer.allowsMissing {
            let block = try transformer.features(of: ColumnSlice(.missing, name: "column"), isSparse: false)
            features["missing"] = block.values.map { $0.isNaN ? nil : $0 }
        }
        return features
    }
}
