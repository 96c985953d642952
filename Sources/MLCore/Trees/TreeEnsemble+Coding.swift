extension TreeEnsemble {
    /// The stable name of the stored form.
    public static var kind: String { "trees.ensemble" }

    /// The version of the stored form.
    public static var formatVersion: Int { 1 }

    private struct Parameters: Codable {
        var features: FeatureSchema
        var task: PredictionTask
        var baseScores: [Double]
        var comparison: Comparison
        var arithmetic: Arithmetic
        var aggregation: Aggregation
        var link: Link
        var treeCount: Int
    }

    /// The stored form: parameters, and the nodes of all trees as one blob.
    ///
    /// - Throws: ``CoreError`` when a number cannot be stored.
    public func encoded() throws -> EncodedComponent {
        var writer = BinaryWriter()
        for member in members { Self.write(member, to: &writer) }
        return try EncodedComponent(
            kind: Self.kind, formatVersion: Self.formatVersion,
            parameters: Parameters(
                features: features, task: task, baseScores: baseScores, comparison: comparison, arithmetic: arithmetic,
                aggregation: aggregation, link: link, treeCount: members.count),
            blobs: ["trees": writer.bytes])
    }

    /// Reads the stored form and checks every tree.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: trees hold no components.
    /// - Throws: ``CoreError`` with code `malformedModel`, `malformedInput` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        try encoded.require(formatVersions: 1...1)
        let parameters = try encoded.decodeParameters(Parameters.self)
        var reader = BinaryReader(try encoded.blob("trees"), name: "trees")
        var members: [Member] = []
        guard parameters.treeCount >= 0 else { throw CoreError(.malformedModel, "a negative number of trees") }
        for _ in 0..<parameters.treeCount { members.append(try Self.readMember(&reader)) }
        try reader.expectEnd()
        try self.init(
            members: members, features: parameters.features, task: parameters.task, baseScores: parameters.baseScores,
            comparison: parameters.comparison, arithmetic: parameters.arithmetic, aggregation: parameters.aggregation,
            link: parameters.link)
    }
}

extension TreeEnsemble {
    /// Writes one tree: its output (-1 for all outputs), node count and nodes, then covers or their absence.
    private static func write(_ member: Member, to writer: inout BinaryWriter) {
        writer.write(Int32(member.output ?? -1))
        writer.write(UInt32(member.tree.nodes.count))
        for node in member.tree.nodes {
            switch node {
            case .leaf(let values):
                writer.write(NodeTag.leaf)
                writer.write(UInt32(values.count))
                writer.writeArray(values)
            case .split(let feature, let threshold, let missingGoesLeft, let left, let right):
                writer.write(missingGoesLeft ? NodeTag.splitMissingLeft : NodeTag.splitMissingRight)
                writer.write(UInt32(feature))
                writer.write(threshold)
                writer.write(UInt32(left))
                writer.write(UInt32(right))
            }
        }
        writer.writeBool(member.tree.covers != nil)
        writer.writeArray(member.tree.covers ?? [])
    }

    /// Reads one tree; everything about its structure is checked by its initialiser.
    private static func readMember(_ reader: inout BinaryReader) throws(CoreError) -> Member {
        let output = try reader.read(Int32.self)
        guard output >= -1 else { throw reader.malformed("output \(output)") }
        let count = try reader.readCount(as: UInt32.self, elementSize: NodeTag.smallestNode)
        var nodes: [DecisionTree.Node] = []
        nodes.reserveCapacity(count)
        for _ in 0..<count { nodes.append(try readNode(&reader)) }
        let covers = try reader.readBool() ? try reader.readArray(of: Double.self, count: count) : nil
        return Member(tree: try DecisionTree(nodes: nodes, covers: covers), output: output < 0 ? nil : Int(output))
    }

    private static func readNode(_ reader: inout BinaryReader) throws(CoreError) -> DecisionTree.Node {
        let tag = try reader.read(UInt8.self)
        switch tag {
        case NodeTag.leaf:
            let count = try reader.readCount(as: UInt32.self, elementSize: 8)
            return .leaf(try reader.readArray(of: Double.self, count: count))
        case NodeTag.splitMissingRight, NodeTag.splitMissingLeft:
            return .split(
                feature: Int(try reader.read(UInt32.self)), threshold: try reader.read(Double.self),
                missingGoesLeft: tag == NodeTag.splitMissingLeft, left: Int(try reader.read(UInt32.self)),
                right: Int(try reader.read(UInt32.self)))
        default: throw reader.malformed("node tag \(tag)")
        }
    }

    private enum NodeTag {
        static let leaf: UInt8 = 0
        static let splitMissingRight: UInt8 = 1
        static let splitMissingLeft: UInt8 = 2
        /// The bytes of the smallest node: a tag and an empty leaf's count.
        static let smallestNode = 5
    }
}
