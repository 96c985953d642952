import Foundation
import MLCore
import MLData

/// Expected values that established packages made.
enum Reference {
    /// The fixture root: `MLOPS_FIXTURES`, else `Tests/Fixtures` of this package.
    static var root: URL {
        if let path = ProcessInfo.processInfo.environment["MLOPS_FIXTURES"], !path.isEmpty {
            return URL(filePath: path)
        }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures")
    }

    static func decode<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        try JSONDecoder().decode(
            type, from: try Data(contentsOf: root.appending(path: "reference").appending(path: name)))
    }

    /// A time without a zone, taken as UTC.
    static func time(_ text: String) throws -> Timestamp {
        let frame = try CSVReader(options: .init(schema: Schema([.init("t", .timestamp)])))
            .read(bytes: Array("t\n\(text)Z\n".utf8)).frame
        return try frame.requiredValues(of: ColumnKey<Timestamp>("t"))[0]
    }
}
