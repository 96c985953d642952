@testable import MLCore

/// A forest of random trees, and the plain definition of its answers.
struct RandomForest {
    let ensemble: TreeEnsemble
    let kind: ForestScoringTests.Kind
    private let thresholds: [[Double]]

    init(_ kind: ForestScoringTests.Kind, _ generator: inout SeededGenerator) throws {
        self.kind = kind
        let thresholds = (0..<kind.features).map { _ in
            (0..<kind.thresholds).map { _ in Self.coarse(generator.nextNormal()) }
        }
        self.thresholds = thresholds
        var members: [TreeEnsemble.Member] = []
        for tree in 0..<kind.trees {
            let growth = Growth(kind: kind, thresholds: thresholds)
            let grown = kind.isOblivious ? growth.oblivious(&generator) : growth.leafWise(&generator)
            members.append(.init(tree: try grown.tree(kind.hasCovers), output: tree % kind.margins))
        }
        ensemble = try TreeEnsemble(
            members: members, features: .numbered(kind.features),
            task: .regression(targets: (0..<kind.margins).map { "y\($0)" }),
            baseScores: (0..<kind.margins).map { 0.5 + Double($0) }, comparison: kind.comparison,
            arithmetic: kind.arithmetic, link: .identity)
    }

    /// Few digits, so that rows fall on thresholds; exact in `Float`.
    private static func coarse(_ value: Double) -> Double { (value * 64).rounded() / 64 }

    /// Grows random trees.
    private struct Growth {
        let kind: ForestScoringTests.Kind
        let thresholds: [[Double]]

        func split(_ generator: inout SeededGenerator, left: Int, right: Int) -> DecisionTree.Node {
            let features = left < 40 ? kind.firstFeatures ?? kind.features : kind.features
            let feature = Int(generator.next() % UInt64(features))
            let threshold = thresholds[feature][Int(generator.next() % UInt64(kind.thresholds))]
            let rule = kind.rules[Int(generator.next() % UInt64(kind.rules.count))]
            return .split(feature: feature, threshold: threshold, missing: rule, left: left, right: right)
        }

        func leafWise(_ generator: inout SeededGenerator) -> Grown {
            var grown = Grown(nodes: [.leaf([generator.nextNormal()])], weights: [1000])
            var leaves = [0]
            for _ in 0..<kind.splits {
                let position = leaves.remove(at: Int(generator.next() % UInt64(leaves.count)))
                let (left, right) = (grown.nodes.count, grown.nodes.count + 1)
                grown.nodes[position] = split(&generator, left: left, right: right)
                let share = generator.nextUniform()
                for (child, part) in [(left, share), (right, 1 - share)] {
                    grown.nodes.append(.leaf([generator.nextNormal()]))
                    grown.weights.append(grown.weights[position] * part)
                    leaves.append(child)
                }
            }
            return grown
        }

        func oblivious(_ generator: inout SeededGenerator) -> Grown {
            let levels = (0..<kind.splits).map { _ in split(&generator, left: 0, right: 0) }
            var grown = Grown(nodes: [], weights: [])
            for (depth, level) in levels.enumerated() {
                guard case .split(let feature, let threshold, let rule, _, _) = level else { continue }
                for _ in 0..<1 << depth {
                    let position = grown.nodes.count
                    grown.nodes.append(
                        .split(
                            feature: feature, threshold: threshold, missing: rule, left: 2 * position + 1,
                            right: 2 * position + 2))
                    grown.weights.append(1)
                }
            }
            for _ in 0..<1 << levels.count {
                grown.nodes.append(.leaf([generator.nextNormal()]))
                grown.weights.append(1)
            }
            return grown
        }
    }

    private struct Grown {
        var nodes: [DecisionTree.Node]
        var weights: [Double]

        func tree(_ hasCovers: Bool) throws -> DecisionTree {
            try DecisionTree(
                nodes: nodes, covers: hasCovers ? weights : nil,
                nodeNumbers: nodes.indices.map { Int32(1000 + 7 * $0) })
        }
    }

    /// Rows on, beside and far from thresholds, with missing values, zeros and values near zero.
    func rows(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
        (0..<count * kind.features).map { place in
            let known = thresholds[place % kind.features][Int(generator.next() % UInt64(kind.thresholds))]
            return switch generator.next() % 10 {
            case 0: .nan
            case 1: 0
            case 2: generator.next() % 2 == 0 ? -1e-36 : MissingRule.zeroThreshold.nextUp
            case 3: known
            case 4: known.nextUp
            case 5: known.nextDown
            case 6: Double(Float(known).nextUp)
            default: generator.nextNormal()
            }
        }
    }

    /// The margins by the definition.
    func margins(_ row: [Double]) -> [Double] {
        var sums = ensemble.baseScores.map(rounded)
        for member in ensemble.members {
            guard let margin = member.output, case .leaf(let values) = member.tree.nodes[leaf(member.tree, row)] else {
                continue
            }
            sums[margin] = rounded(sums[margin] + rounded(values[0]))
        }
        return sums
    }

    /// The numbers of the leaves by the definition.
    func leaves(_ row: [Double]) -> [Int32] {
        ensemble.members.map { $0.tree.nodeNumbers?[leaf($0.tree, row)] ?? -1 }
    }

    private func leaf(_ tree: DecisionTree, _ row: [Double]) -> Int {
        var position = 0
        while case .split(let feature, let threshold, let rule, let left, let right) = tree.nodes[position] {
            let value = kind.arithmetic == .double ? row[feature] : Double(Float(row[feature]))
            let isBelow = kind.comparison == .less ? { $0 < threshold } : { (value: Double) in value <= threshold }
            let isZero = value.isNaN || abs(value) <= Double(Float(1e-35))
            let goesLeft: Bool =
                switch rule {
                case .nanLeft: value.isNaN || isBelow(value)
                case .nanRight: !value.isNaN && isBelow(value)
                case .nanIsZero: isBelow(value.isNaN ? 0 : value)
                case .zeroLeft: isZero || isBelow(value)
                case .zeroRight: !isZero && isBelow(value)
                }
            position = goesLeft ? left : right
        }
        return position
    }

    private func rounded(_ value: Double) -> Double { kind.arithmetic == .float ? Double(Float(value)) : value }
}
