import Foundation
import Testing

@Suite("The table of events")
struct EventNamesTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The names in the first column of the tables about events.
    private func documented() throws -> Set<String> {
        let text = try String(
            contentsOf: Self.root.appendingPathComponent("Documentation/Events.md"), encoding: .utf8)
        let events = text.prefix(upTo: try #require(text.range(of: "\n## Metrics")).lowerBound)
        return Set(events.matches(of: /(?m)^\| `([a-z0-9.-]+\.[a-z0-9.-]+)` \|/).map { String($0.1) })
    }

    /// The names that source files of the libraries with events in them mention.
    private func mentioned() throws -> Set<String> {
        let name = /"((?:data|run|train|evaluation|gate|registry|serve|monitor|retraining)\.[a-z0-9.-]+)"/
        var names: Set<String> = []
        let sources = Self.root.appendingPathComponent("Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            if file.path.contains("/Sources/MLOps/") || file.path.contains("/Sources/TrendingNow/") { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            guard text.contains("Event(") || text.contains("notice(\"") else { continue }
            names.formUnion(text.matches(of: name).map { String($0.1) })
        }
        return names
    }

    @Test("Every event that the sources name is documented, and nothing else is")
    func table() throws {
        let (documented, mentioned) = (try documented(), try mentioned())
        #expect(documented.count > 30)
        #expect(mentioned.subtracting(documented).sorted() == [])
        #expect(documented.subtracting(mentioned).sorted() == [])
    }
}
