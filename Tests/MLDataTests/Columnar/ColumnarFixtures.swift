import Foundation
import MLCore
import MLData
import Testing

/// The files of `Tests/Fixtures/columnar`, which pyarrow and polars wrote.
enum ColumnarFixtures {
    /// The folder of the files.
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fixtures/columnar")

    /// The path of a file.
    static func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// The bytes of a file.
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    /// The names of the files with an ending, those called `tiny` left out.
    static func names(_ ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(ending) && !$0.hasPrefix("tiny") }.sorted()
    }

    /// One column of the table as the file of expected values has it.
    private struct Entry: Decodable {
        let name: String
        let type: ColumnType
        let values: [Item?]
    }

    private enum Item: Decodable {
        case text(String)
        case list([String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do {
                self = .text(try container.decode(String.self))
            } catch {
                self = .list(try container.decode([String].self))
            }
        }
    }

    /// The table that the files hold.
    static func expected() throws -> DataFrame {
        let entries = try JSONDecoder().decode([Entry].self, from: Data(try bytes("expected.json")))
        var columns: [(name: String, column: Column)] = []
        for entry in entries {
            var builder = ColumnBuilder(entry.type)
            for value in entry.values { try builder.append(try Self.value(value, entry.type)) }
            columns.append((entry.name, builder.column()))
        }
        return try DataFrame(columns)
    }

    private static func value(_ item: Item?, _ type: ColumnType) throws -> Value {
        guard case .text(let text) = item else {
            if case .list(let texts) = item { return .stringList(texts) }
            return .missing
        }
        switch type {
        case .bool: return .bool(text == "true")
        case .int64: return .int64(try #require(Int64(text)))
        case .timestamp: return .timestamp(Timestamp(microseconds: try #require(Int64(text))))
        case .double: return .double(try #require(Double(text)))
        case .float: return .float(try #require(Float(text)))
        default: return .string(text)
        }
    }

    /// Expects that a frame holds the table of the files.
    static func expect(_ frame: DataFrame, _ comment: Comment) throws {
        let expected = try expected()
        #expect(frame.columnNames == expected.columnNames, comment)
        for (name, column) in zip(expected.columnNames, expected.columns) {
            #expect(try frame.column(name) == column, "\(comment): \(name)")
        }
    }
}

/// Tries what is left of a file when it is damaged: an error of this module, or a frame whose parts fit together.
struct DamagedTables {
    let read: ([UInt8]) throws -> DataFrame

    /// Whether bytes are a table; any other error than one of the module fails the test.
    func accepts(_ bytes: [UInt8]) -> Bool {
        do {
            let frame = try read(bytes)
            for column in frame.columns { #expect(column.count == frame.rowCount) }
            return true
        } catch is DataError {
            return false
        } catch {
            Issue.record("another error: \(error)")
            return false
        }
    }

    /// Tries the first bytes of a file, however many; gives how many of the beginnings were accepted.
    func acceptedBeginnings(of bytes: [UInt8]) -> Int { (0..<bytes.count).count { accepts(Array(bytes.prefix($0))) } }

    /// Flips every bit, or one of every `step`; gives how many of the changed files were refused.
    func refusedFlips(of bytes: [UInt8], step: Int = 1) -> Int {
        var refused = 0
        for bit in stride(from: 0, to: bytes.count * 8, by: step) {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            if !accepts(changed) { refused += 1 }
        }
        return refused
    }

    /// Overwrites places with numbers that announce too much.
    func tryLargeNumbers(in bytes: [UInt8], step: Int = 1) {
        let numbers: [[UInt8]] = [
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
            [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0xFF],
        ]
        for place in stride(from: 0, to: bytes.count, by: step) {
            for number in numbers where place + number.count <= bytes.count {
                var changed = bytes
                changed.replaceSubrange(place..<place + number.count, with: number)
                _ = accepts(changed)
            }
        }
    }
}
