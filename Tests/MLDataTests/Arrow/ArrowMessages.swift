@testable import MLData

/// Makes messages that the writer would not make.
enum ArrowMessages {
    static func message(_ header: FlatObject, kind: UInt8, body: [UInt8] = [], version: Int16 = 4) -> [UInt8] {
        let message = FlatObject.table([
            FlatObject.number(version), FlatObject.number(kind), .object(header), FlatObject.number(Int64(body.count)),
        ]).message
        return [0xFF, 0xFF, 0xFF, 0xFF] + little(Int32(message.count)) + message + body
    }

    static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    static func schema(_ fields: [FlatObject]) -> FlatObject { .table([nil, .object(.tables(fields))]) }

    static func field(
        _ name: String, kind: UInt8, _ type: [FlatObject.Field?] = [], dictionary: Int64? = nil,
        children: [FlatObject] = []
    ) -> FlatObject {
        let encoding = dictionary.map { id in
            FlatObject.Field.object(
                .table([
                    FlatObject.number(id),
                    .object(.table([FlatObject.number(Int32(32)), FlatObject.bool(true)])),
                ]))
        }
        return .table([
            .object(.text(name)), FlatObject.bool(true), FlatObject.number(kind), .object(.table(type)), encoding,
            .object(.tables(children)),
        ])
    }

    static let int64: [FlatObject.Field?] = [FlatObject.number(Int32(64)), FlatObject.bool(true)]

    /// A batch and its body.
    static func batch(
        _ rowCount: Int, nodes: [(count: Int, missing: Int)], buffers: [[UInt8]], codec: Int8? = nil
    ) -> (FlatObject, [UInt8]) {
        var body: [UInt8] = []
        var places: [Int64] = []
        for buffer in buffers {
            places += [Int64(body.count), Int64(buffer.count)]
            body += buffer
            while body.count % 8 != 0 { body.append(0) }
        }
        let table = FlatObject.table([
            FlatObject.number(Int64(rowCount)),
            .object(.words(nodes.flatMap { [Int64($0.count), Int64($0.missing)] }, perElement: 2)),
            .object(.words(places, perElement: 2)),
            codec.map { .object(.table([FlatObject.number($0)])) },
        ])
        return (table, body)
    }

    static func batchMessage(
        _ rowCount: Int, nodes: [(count: Int, missing: Int)], buffers: [[UInt8]], codec: Int8? = nil,
        version: Int16 = 4
    ) -> [UInt8] {
        let (table, body) = batch(rowCount, nodes: nodes, buffers: buffers, codec: codec)
        return message(table, kind: 3, body: body, version: version)
    }

    /// A dictionary of texts.
    static func dictionaryMessage(_ id: Int64, _ texts: [String], isDelta: Bool = false) -> [UInt8] {
        var offsets = little(Int32(0))
        var bytes: [UInt8] = []
        for text in texts {
            bytes += Array(text.utf8)
            offsets += little(Int32(bytes.count))
        }
        let (table, body) = batch(texts.count, nodes: [(texts.count, 0)], buffers: [[], offsets, bytes])
        return message(
            .table([FlatObject.number(id), .object(table), FlatObject.bool(isDelta)]), kind: 2, body: body)
    }

    /// A batch of one column of numbers of texts.
    static func codesMessage(_ codes: [Int32]) -> [UInt8] {
        batchMessage(codes.count, nodes: [(codes.count, 0)], buffers: [[], codes.flatMap(little)])
    }

    /// A file of messages behind a schema.
    static func file(schema: FlatObject, dictionaries: [[UInt8]], batches: [[UInt8]]) -> [UInt8] {
        var bytes = Array("ARROW1\0\0".utf8) + message(schema, kind: 1)
        func append(_ messages: [[UInt8]]) -> [Int64] {
            messages.flatMap { message -> [Int64] in
                defer { bytes += message }
                // The whole message counts as metadata: only where it ends matters.
                return [Int64(bytes.count), Int64(message.count), 0]
            }
        }
        let (first, second) = (append(dictionaries), append(batches))
        let footer = FlatObject.table([
            FlatObject.number(Int16(4)), .object(schema), .object(.words(first, perElement: 3)),
            .object(.words(second, perElement: 3)),
        ]).message
        return bytes + footer + little(Int32(footer.count)) + Array("ARROW1".utf8)
    }
}
