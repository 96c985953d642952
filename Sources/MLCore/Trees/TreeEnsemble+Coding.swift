extension TreeEnsemble {
    /// The stable name of the stored form.
    public static var kind: String { "trees.ensemble" }

    /// The version of the stored form.
    public static var formatVersion: Int { 2 }

    private struct Parameters: Codable {
        var features: FeatureSchema
        var task: PredictionTask
        var baseScores: [Double]
        var comparison: Comparison
        var arithmetic: Arithmetic
        var aggregation: Aggregation
        var link: Link
        var categoryConversion: CategoryConversion?
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
                aggregation: aggregation, link: link, categoryConversion: categoryConversion, treeCount: members.count),
            blobs: ["trees": writer.bytes])
    }

    /// Reads the stored form and checks every tree.
    ///
    /// - Parameters:
    ///   - encoded: The stored form.
    ///   - catalog: Not used: trees hold no components.
    /// - Throws: ``CoreError`` with code `malformedModel`, `malformedInput` or `unknownComponent`.
    public init(decoding encoded: EncodedComponent, catalog: ComponentCatalog) throws {
        try encoded.require(formatVersions: 1...2)
        let parameters = try encoded.decodeParameters(Parameters.self)
        var reader = BinaryReader(try encoded.blob("trees"), name: "trees")
        var members: [Member] = []
        guard parameters.treeCount >= 0 else { throw CoreError(.malformedModel, "a negative number of trees") }
        for _ in 0..<parameters.treeCount {
            members.append(try Self.readMember(&reader, formatVersion: encoded.formatVersion))
        }
        try reader.expectEnd()
        try self.init(
            members: members, features: parameters.features, task: parameters.task, baseScores: parameters.baseScores,
            comparison: parameters.comparison, arithmetic: parameters.arithmetic, aggregation: parameters.aggregation,
            link: parameters.link, categoryConversion: parameters.categoryConversion ?? .nonnegative)
    }
}

extension TreeEnsemble {
    /// Writes one tree: its margin (-1 for all margins), node count and nodes, then covers and the numbers of the nodes
    /// or their absence.
    private static func write(_ member: Member, to writer: inout BinaryWriter) {
        writer.write(Int32(member.output ?? -1))
        writer.write(UInt32(member.tree.nodes.count))
        for node in member.tree.nodes { write(node, to: &writer) }
        writer.writeBool(member.tree.covers != nil)
        writer.writeArray(member.tree.covers ?? [])
        writer.writeBool(member.tree.nodeNumbers != nil)
        writer.writeArray(member.tree.nodeNumbers ?? [])
    }

    private static func write(_ node: DecisionTree.Node, to writer: inout BinaryWriter) {
        switch node {
        case .leaf(let values):
            writer.write(NodeTag.leaf)
            writer.write(UInt32(values.count))
            writer.writeArray(values)
        case .split(let feature, let threshold, let missing, let left, let right):
            writer.write(NodeTag.split(missing))
            writer.write(UInt32(feature))
            writer.write(threshold)
            writer.write(UInt32(left))
            writer.write(UInt32(right))
        case .categories(let feature, let members, let missingGoesLeft, let left, let right):
            writer.write(missingGoesLeft ? NodeTag.categoriesMissingLeft : NodeTag.categoriesMissingRight)
            writer.write(UInt32(feature))
            writer.write(UInt32(members.codes.count))
            writer.writeArray(members.codes)
            writer.write(UInt32(left))
            writer.write(UInt32(right))
        case .linearLeaf(let leaf):
            writer.write(NodeTag.linearLeaf)
            writer.write(leaf.constant)
            writer.write(leaf.missingValue)
            writer.write(UInt32(leaf.features.count))
            writer.writeArray(leaf.features.map { UInt32($0) })
            writer.writeArray(leaf.coefficients)
        }
    }

    /// Reads one tree; everything about its structure is checked by its initialiser.
    private static func readMember(
        _ reader: inout BinaryReader, formatVersion: Int
    ) throws(CoreError) -> Member {
        let output = try reader.read(Int32.self)
        guard output >= -1 else { throw reader.malformed("output \(output)") }
        let count = try reader.readCount(as: UInt32.self, elementSize: NodeTag.smallestNode)
        var nodes: [DecisionTree.Node] = []
        nodes.reserveCapacity(count)
        for _ in 0..<count { nodes.append(try readNode(&reader)) }
        let covers = try reader.readBool() ? try reader.readArray(of: Double.self, count: count) : nil
        var numbers: [Int32]?
        if formatVersion >= 2, try reader.readBool() { numbers = try reader.readArray(of: Int32.self, count: count) }
        return Member(
            tree: try DecisionTree(nodes: nodes, covers: covers, nodeNumbers: numbers),
            output: output < 0 ? nil : Int(output))
    }

    private static func readNode(_ reader: inout BinaryReader) throws(CoreError) -> DecisionTree.Node {
        let tag = try reader.read(UInt8.self)
        if let missing = NodeTag.missingRule(tag) {
            return .split(
                feature: Int(try reader.read(UInt32.self)), threshold: try reader.read(Double.self), missing: missing,
                left: Int(try reader.read(UInt32.self)), right: Int(try reader.read(UInt32.self)))
        }
        switch tag {
        case NodeTag.leaf:
            let count = try reader.readCount(as: UInt32.self, elementSize: 8)
            return .leaf(try reader.readArray(of: Double.self, count: count))
        case NodeTag.categoriesMissingLeft, NodeTag.categoriesMissingRight:
            let feature = Int(try reader.read(UInt32.self))
            let count = try reader.readCount(as: UInt32.self, elementSize: 4)
            let codes = try reader.readArray(of: UInt32.self, count: count)
            return .categories(
                feature: feature, CategorySet(codes), missingGoesLeft: tag == NodeTag.categoriesMissingLeft,
                left: Int(try reader.read(UInt32.self)), right: Int(try reader.read(UInt32.self)))
        case NodeTag.linearLeaf:
            let constant = try reader.read(Double.self)
            let missingValue = try reader.read(Double.self)
            let count = try reader.readCount(as: UInt32.self, elementSize: 12)
            let features = try reader.readArray(of: UInt32.self, count: count).map { Int($0) }
            return .linearLeaf(
                LinearLeaf(
                    constant: constant, features: features,
                    coefficients: try reader.readArray(of: Double.self, count: count), missingValue: missingValue))
        default: throw reader.malformed("node tag \(tag)")
        }
    }

    private enum NodeTag {
        static let leaf: UInt8 = 0
        static let categoriesMissingRight: UInt8 = 6
        static let categoriesMissingLeft: UInt8 = 7
        static let linearLeaf: UInt8 = 8
        /// The bytes of the smallest node: a tag and an empty leaf's count.
        static let smallestNode = 5

        static func split(_ missing: MissingRule) -> UInt8 {
            switch missing {
            case .nanRight: 1
            case .nanLeft: 2
            case .nanIsZero: 3
            case .zeroRight: 4
            case .zeroLeft: 5
            }
        }

        static func missingRule(_ tag: UInt8) -> MissingRule? {
            switch tag {
            case 1: .nanRight
            case 2: .nanLeft
            case 3: .nanIsZero
            case 4: .zeroRight
            case 5: .zeroLeft
            default: nil
            }
        }
    }
}
