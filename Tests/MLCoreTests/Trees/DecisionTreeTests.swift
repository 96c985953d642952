import MLCore
import Testing

@Suite("DecisionTree")
struct DecisionTreeTests {
    private static func split(_ left: Int, _ right: Int, feature: Int = 0, threshold: Double = 0) -> DecisionTree.Node {
        .split(feature: feature, threshold: threshold, missing: .nanRight, left: left, right: right)
    }

    @Test(
        "A malformed tree is refused",
        arguments: [
            ("no node", []),
            ("a cycle", [split(0, 1), .leaf([1])]),
            ("a child out of range", [split(1, 9), .leaf([1])]),
            ("a negative child", [split(-1, 1), .leaf([1])]),
            ("a shared child", [split(1, 1), .leaf([1])]),
            ("an orphan", [.leaf([1]), .leaf([2])]),
            ("an orphaned cycle", [.leaf([1]), split(2, 2), split(1, 1)]),
            ("a negative feature", [split(1, 2, feature: -1), .leaf([1]), .leaf([2])]),
            ("a NaN threshold", [split(1, 2, threshold: .nan), .leaf([1]), .leaf([2])]),
            ("an infinite leaf", [.leaf([.infinity])]),
            ("an empty leaf", [.leaf([])]),
        ] as [(String, [DecisionTree.Node])])
    func malformed(name: String, nodes: [DecisionTree.Node]) {
        let error = #expect(throws: CoreError.self, "\(name)") { try DecisionTree(nodes: nodes) }
        #expect(error?.code == .malformedModel)
    }

    @Test("Infinite thresholds are legal: they split on missing")
    func infiniteThreshold() throws {
        let tree = try DecisionTree(nodes: [Self.split(1, 2, threshold: .infinity), .leaf([1]), .leaf([2])])
        #expect(tree.depth == 1)
    }

    @Test("A tree a hundred thousand splits deep is checked without recursion")
    func deep() throws {
        let depth = 100_000
        var nodes: [DecisionTree.Node] = []
        for level in 0..<depth {
            nodes.append(Self.split(2 * level + 1, 2 * level + 2))
            nodes.append(.leaf([1]))
        }
        nodes.append(.leaf([2]))
        #expect(try DecisionTree(nodes: nodes).depth == depth)
    }

    @Test("Covers have to be one finite weight for each node")
    func covers() {
        for covers in [[1.0, 1], [.nan], [-1]] {
            #expect(throws: CoreError.self) { try DecisionTree(nodes: [.leaf([1])], covers: covers) }
        }
    }
}
