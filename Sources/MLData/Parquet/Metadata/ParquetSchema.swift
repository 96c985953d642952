import MLCore

/// The columns at the top of the schema of a file.
struct ParquetSchema: Sendable {
    /// A column, or why it cannot be read.
    struct Entry: Sendable {
        let name: String
        let column: Result<ParquetColumn, DataError>
    }

    /// The columns in the order of the file.
    private(set) var entries: [Entry] = []
    /// The number of leaves, and so of chunks in each row group.
    private(set) var leafCount = 0

    /// Resolves the nodes of a schema.
    ///
    /// - Parameters:
    ///   - elements: The nodes, depth first.
    ///   - place: What errors call the input.
    /// - Throws: ``DataError`` with code `malformedFile` when the nodes are no tree, or `duplicateColumn`.
    init(_ elements: [ParquetSchemaElement], at place: String) throws(DataError) {
        guard let root = elements.first, root.childCount >= 0 else {
            throw DataError(.malformedFile, "the file has no schema", at: place)
        }
        var position = 1
        var names: Set<String> = []
        for _ in 0..<root.childCount {
            guard position < elements.count else {
                throw DataError(.malformedFile, "the schema ends too early", at: place)
            }
            let end = try Self.end(of: position, in: elements, at: place)
            let nodes = elements[position..<end]
            let name = elements[position].name
            guard names.insert(name).inserted else {
                throw DataError(.duplicateColumn, "two columns are called \"\(name)\"", at: place)
            }
            entries.append(Entry(name: name, column: Self.column(Array(nodes), leaf: leafCount, at: place)))
            leafCount += nodes.count { $0.childCount == 0 }
            position = end
        }
        guard position == elements.count else {
            throw DataError(.malformedFile, "the schema has nodes that belong to nothing", at: place)
        }
    }

    /// The columns of the given names in that order, or all of them.
    ///
    /// - Throws: ``DataError`` with code `unknownColumn`, or why one of the columns cannot be read.
    func columns(_ names: [String]?, at place: String) throws(DataError) -> [ParquetColumn] {
        var columns: [ParquetColumn] = []
        guard let names else {
            for entry in entries { columns.append(try entry.column.get()) }
            return columns
        }
        var byName: [String: Entry] = [:]
        for entry in entries { byName[entry.name] = entry }
        for name in names {
            guard let entry = byName[name] else {
                throw DataError(
                    .unknownColumn, "there is no column \"\(name)\"", at: place,
                    remedy: "Columns are: \(entries.map(\.name).joined(separator: ", ")).")
            }
            columns.append(try entry.column.get())
        }
        return columns
    }

    /// The position behind the nodes below a node.
    private static func end(
        of start: Int, in elements: [ParquetSchemaElement], at place: String
    ) throws(DataError) -> Int {
        var position = start
        var open = 1
        while open > 0 {
            guard position < elements.count else {
                throw DataError(.malformedFile, "the schema ends too early", at: place)
            }
            let element = elements[position]
            guard element.childCount >= 0, (element.childCount == 0) == (element.type != nil) else {
                throw DataError(
                    .malformedFile, "node \"\(element.name)\" of the schema is neither leaf nor group", at: place)
            }
            // Both are below 2³² and there are fewer than 2³² nodes.
            open += element.childCount - 1
            position += 1
        }
        return position
    }

    /// The column of a node and what is below it.
    private static func column(
        _ nodes: [ParquetSchemaElement], leaf: Int, at place: String
    ) -> Result<ParquetColumn, DataError> {
        let top = nodes[0]
        let unsupported = DataError(
            .unsupportedFormat, "the column is nested or has a type that no column of a frame has",
            at: "\(place), column \"\(top.name)\"",
            remedy: "Read other columns, or write it as flat columns or as a list of texts.")
        guard let element = nodes.last, let type = element.type, element.typeLength >= 0,
            let conversion = ParquetConversion(element)
        else { return .failure(unsupported) }
        let base = top.repetition == .optional ? 1 : 0
        var definition = base
        var list: ParquetColumn.List?
        switch nodes.count {
        case 1:
            if top.repetition == .repeated {
                // The oldest form of a list.
                list = ParquetColumn.List(presentLevel: 0, elementLevel: 1)
                definition = 1
            }
        case 2, 3:
            guard top.meaning == .list, top.repetition != .repeated, nodes[1].repetition == .repeated,
                nodes.count == 2 || nodes[1].childCount == 1,
                element.repetition != .repeated || nodes.count == 2
            else { return .failure(unsupported) }
            list = ParquetColumn.List(presentLevel: base, elementLevel: base + 1)
            definition = base + 1 + (nodes.count == 3 && element.repetition == .optional ? 1 : 0)
        default: return .failure(unsupported)
        }
        if list != nil, conversion != .text { return .failure(unsupported) }
        if type == .fixedLengthByteArray, element.typeLength == 0 { return .failure(unsupported) }
        return .success(
            ParquetColumn(
                name: top.name, leaf: leaf, physicalType: type, typeLength: element.typeLength, conversion: conversion,
                maximumDefinition: definition, list: list))
    }
}
