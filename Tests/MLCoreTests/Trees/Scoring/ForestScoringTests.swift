import Testing

@testable import MLCore

/// Every layout gives the bits of the plain definition: walk each tree, add the leaves in order.
@Suite("Scoring of forests")
struct ForestScoringTests {
    /// A kind of forest; between them they reach every layout.
    struct Kind: Sendable, CustomTestStringConvertible {
        var name: String
        var trees = 30
        var splits = 40
        var features = 9
        var margins = 1
        /// The number of different thresholds of a feature; a column of codes holds 254.
        var thresholds = 60
        var rules: [MissingRule] = [.nanRight]
        var comparison = TreeEnsemble.Comparison.lessOrEqual
        var arithmetic = TreeEnsemble.Arithmetic.double
        var isOblivious = false
        var hasCovers = true
        /// The features that the first splits of a tree look at, when they are not all.
        var firstFeatures: Int?
        /// How batches are scored.
        var layout = Layout.masks
        /// How single rows are scored, unless the layout is flat.
        var rows = RowLayout.open

        var testDescription: String { name }
    }

    /// The layouts of batches.
    enum Layout: Sendable, Equatable {
        case masks
        /// With nodes that can name more columns.
        case wideMasks
        case oblivious
        case flat

        init(of scorer: ForestScorer) {
            switch scorer {
            case .narrowFloat(let forest): self = forest.oblivious == nil ? .masks : .oblivious
            case .narrowDouble(let forest): self = forest.oblivious == nil ? .masks : .oblivious
            case .wideFloat(let forest): self = forest.oblivious == nil ? .wideMasks : .oblivious
            case .wideDouble(let forest): self = forest.oblivious == nil ? .wideMasks : .oblivious
            case .flat: self = .flat
            }
        }
    }

    /// The layouts of single rows.
    enum RowLayout: Sendable, Equatable {
        /// Complete trees.
        case whole
        /// Complete trees above, walks below.
        case open
        /// Walks from the roots.
        case roots

        init?(of scorer: ForestScorer) {
            switch scorer {
            case .narrowFloat(let forest): self.init(forest.upper?.isWhole)
            case .narrowDouble(let forest): self.init(forest.upper?.isWhole)
            case .wideFloat(let forest): self.init(forest.upper?.isWhole)
            case .wideDouble(let forest): self.init(forest.upper?.isWhole)
            case .flat: return nil
            }
        }

        private init(_ isWhole: Bool?) {
            self = isWhole.map { $0 ? .whole : .open } ?? .roots
        }
    }

    static let kinds: [Kind] = [
        Kind(name: "up to 64 leaves"),
        Kind(name: "deep trees that walk on", trees: 12, splits: 400, thresholds: 200),
        Kind(name: "shallow trees", trees: 37, splits: 4, rows: .whole),
        Kind(name: "more trees than a row walks at a time", trees: 500, splits: 9),
        Kind(name: "deep trees without covers", trees: 7, splits: 300, hasCovers: false),
        Kind(
            name: "float, strict, all rules for NaN", rules: [.nanLeft, .nanRight], comparison: .less,
            arithmetic: .float),
        Kind(name: "float with deep trees", splits: 150, rules: [.nanLeft], comparison: .less, arithmetic: .float),
        Kind(name: "float inputs", comparison: .lessOrEqual, arithmetic: .floatInputs),
        Kind(name: "float inputs, strict", comparison: .less, arithmetic: .floatInputs),
        Kind(name: "every rule for missing values", rules: MissingRule.allCases),
        Kind(
            name: "every rule for missing values, float inputs", rules: MissingRule.allCases, arithmetic: .floatInputs),
        Kind(
            name: "every rule for missing values in float", rules: MissingRule.allCases, comparison: .less,
            arithmetic: .float),
        Kind(name: "more thresholds than a column holds", trees: 80, splits: 60, thresholds: 900),
        Kind(
            name: "more columns than a narrow node names", trees: 260, splits: 30, features: 300,
            rules: [.nanLeft, .zeroRight], layout: .wideMasks, rows: .roots),
        Kind(
            name: "more columns than a byte names, few of them in the upper levels", trees: 60, splits: 63,
            features: 300, firstFeatures: 50, layout: .wideMasks, rows: .roots),
        Kind(name: "many features in few trees", trees: 4, splits: 30, features: 300, layout: .flat),
        Kind(
            name: "many features in few trees of float", trees: 4, splits: 30, features: 300, rules: [.nanLeft],
            comparison: .less, arithmetic: .float, layout: .flat),
        Kind(name: "several margins", trees: 33, margins: 3),
        Kind(name: "several margins in float", trees: 33, margins: 4, comparison: .less, arithmetic: .float),
        Kind(name: "oblivious", splits: 6, isOblivious: true, layout: .oblivious, rows: .whole),
        Kind(
            name: "deep oblivious", trees: 9, splits: 11, margins: 2, rules: [.nanLeft, .nanRight], isOblivious: true,
            layout: .oblivious),
        Kind(name: "stumps and single leaves", trees: 10, splits: 1, layout: .oblivious, rows: .whole),
        Kind(name: "single leaves", trees: 3, splits: 0, layout: .oblivious, rows: .whole),
    ]

    @Test("Batches, rows, floats and doubles have the bits of the definition", arguments: kinds)
    func bits(kind: Kind) throws {
        var generator = SeededGenerator(seed: 20)
        let forest = try RandomForest(kind, &generator)
        for rowCount in [1, 5, 24, 127, 128, 129, 700, 1050] {
            let values = forest.rows(rowCount, &generator)
            let doubles = try FeatureMatrix(values: values, rowCount: rowCount, schema: .numbered(kind.features))
            let floats = try FeatureMatrix(
                values: values.map { Float($0) }, rowCount: rowCount, schema: .numbered(kind.features))
            let expected = (0..<rowCount).flatMap { row in
                forest.margins(Array(values[row * kind.features..<(row + 1) * kind.features]))
            }
            let expectedOfFloats = (0..<rowCount).flatMap { row in
                forest.margins(
                    values[row * kind.features..<(row + 1) * kind.features].map { Double(Float($0)) })
            }
            for threads in [1, 3] {
                var margins = [Double](repeating: .nan, count: rowCount * kind.margins)
                try forest.ensemble.margins(doubles, into: &margins, threads: threads)
                #expect(
                    margins.map(\.bitPattern) == expected.map(\.bitPattern),
                    "\(rowCount) rows of Double on \(threads) threads")
                try forest.ensemble.margins(floats, into: &margins, threads: threads)
                #expect(
                    margins.map(\.bitPattern) == expectedOfFloats.map(\.bitPattern),
                    "\(rowCount) rows of Float on \(threads) threads")
            }
            for row in 0..<min(rowCount, 60) {
                let cells = Array(values[row * kind.features..<(row + 1) * kind.features])
                let place = row * kind.margins..<(row + 1) * kind.margins
                var margins = [Double](repeating: .nan, count: kind.margins)
                try forest.ensemble.margins(ofRow: cells, into: &margins)
                #expect(margins.map(\.bitPattern) == expected[place].map(\.bitPattern), "row \(row)")
                try forest.ensemble.margins(ofFloatRow: cells.map { Float($0) }, into: &margins)
                #expect(margins.map(\.bitPattern) == expectedOfFloats[place].map(\.bitPattern), "row \(row) of Float")
            }
        }
    }

    @Test("Every kind reaches the layout that it is here for", arguments: kinds)
    func layouts(kind: Kind) throws {
        var generator = SeededGenerator(seed: 22)
        let scorer = try RandomForest(kind, &generator).ensemble.scorer
        #expect(Layout(of: scorer) == kind.layout)
        #expect(RowLayout(of: scorer) == (kind.layout == .flat ? nil : kind.rows))
    }

    @Test("Leaves are numbered as the trees say", arguments: kinds)
    func leaves(kind: Kind) throws {
        var generator = SeededGenerator(seed: 21)
        let forest = try RandomForest(kind, &generator)
        let rowCount = 40
        let values = forest.rows(rowCount, &generator)
        let matrix = try FeatureMatrix(values: values, rowCount: rowCount, schema: .numbered(kind.features))
        let expected = (0..<rowCount).flatMap { row in
            forest.leaves(Array(values[row * kind.features..<(row + 1) * kind.features]))
        }
        #expect(try forest.ensemble.leafNumbers(matrix, threads: 2) == expected)
    }

    @Test("Infinite thresholds and values, zeros of both signs, thresholds that no float holds")
    func extremes() throws {
        let thresholds: [Double] = [
            -.infinity, -1e300, -0.1, -0.0, 0, .leastNonzeroMagnitude, 1e-46, 0.1, 1e39, 1e300, .infinity,
        ]
        let members = try thresholds.enumerated().map { index, threshold in
            TreeEnsemble.Member(
                tree: try DecisionTree(nodes: [
                    .split(feature: 0, threshold: threshold, missing: .nanRight, left: 1, right: 2),
                    .leaf([Double(1 << index)]), .leaf([0]),
                ]), output: 0)
        }
        let ensemble = try TreeEnsemble(
            members: members, features: .numbered(1), task: .regression(targets: ["y"]), baseScores: [0],
            link: .identity)
        let values: [Double] = [
            -.infinity, -1e301, -1e300, -1, -0.1, (-0.1).nextUp, -0.0, 0, .leastNonzeroMagnitude, 1e-46, 0.1,
            Double(Float(0.1)), 1e38,
            1e39,
            1e300, 1e301, .infinity, .nan,
        ]
        // Enough rows for a block, so that both ways of scoring are asked.
        let rows = values + values
        for isFloat in [false, true] {
            let rows = isFloat ? rows.map { Double(Float($0)) } : rows
            let expected = rows.map { value in
                thresholds.enumerated().reduce(0.0) { $0 + (value <= $1.element ? Double(1 << $1.offset) : 0) }
            }
            var margins = [Double](repeating: .nan, count: rows.count)
            if isFloat {
                let matrix = try FeatureMatrix(
                    values: rows.map { Float($0) }, rowCount: rows.count, schema: .numbered(1))
                try ensemble.margins(matrix, into: &margins)
            } else {
                try ensemble.margins(
                    FeatureMatrix(values: rows, rowCount: rows.count, schema: .numbered(1)), into: &margins)
            }
            #expect(margins == expected)
            for (row, value) in rows.enumerated() {
                var margin = [Double.nan]
                try ensemble.margins(ofRow: [value], into: &margin)
                #expect(margin == [expected[row]])
            }
        }
    }
}
