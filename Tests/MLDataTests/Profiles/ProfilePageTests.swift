import MLCore
import MLData
import MLStatistics
import MLTestKit
import Testing

@Suite("Profile page")
struct ProfilePageTests {
    @Test("Every table gives a page that keeps its promises, and the same bytes each time")
    func randomTables() throws {
        for seed in 0..<20 {
            let profile = try TableProfile(of: try RandomFrames.frame(seed: UInt64(seed)))
            let page = profile.html(title: "seed \(seed)")
            let report = PageChecks.run(page)
            #expect(report.passed, "\(report)")
            let stored = try CanonicalJSONEncoder().encode(profile)
            #expect(
                try CanonicalJSONDecoder().decode(TableProfile.self, from: stored).html(title: "seed \(seed)") == page)
        }
    }

    @Test("Tables without rows or columns, of one row, and without any value are described")
    func smallTables() throws {
        let frames = try [
            DataFrame(empty: Schema([])), DataFrame(empty: Schema([.init("a", .double, allowsMissing: true)])),
            DataFrame([("a", Column([1.5])), ("t", Column(["x"])), ("w", Column([Timestamp(microseconds: 1)]))]),
            DataFrame([("a", Column([nil, nil] as [Double?])), ("b", Column([.nan, .infinity] as [Double?]))]),
            DataFrame([("a", Column([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude] as [Double?]))]),
        ]
        for frame in frames {
            let report = PageChecks.run(try TableProfile(of: frame).html())
            #expect(report.passed, "\(report)")
        }
        #expect(try TableProfile(of: frames[0]).html().contains("The table has no rows"))
        #expect(try TableProfile(of: frames[3]).html().contains("no values at all"))
    }

    @Test("Profiles that were stored before there were histograms are read and shown")
    func olderProfiles() throws {
        let stored = """
            {"columns":[{"distinct":{"count":2,"isExact":true},"emptyCount":0,"infiniteCount":0,"missingCount":1,\
            "name":"score","nanCount":0,"numbers":{"count":2,"maximum":2.0,"mean":0.5,"minimum":-1.0,\
            "quantiles":[-0.97,-0.85,-0.25,0.5,1.25,1.85,1.97],"standardDeviation":2.1213203435596424},\
            "rowCount":3,"type":"double"}],"rowCount":3}
            """
        let profile = try CanonicalJSONDecoder().decode(TableProfile.self, from: Array(stored.utf8))
        #expect(profile.columns[0].numbers?.histogram == nil && profile.duplicateRowCount == nil)
        #expect(try CanonicalJSONEncoder().encode(profile) == Array(stored.utf8))
        let page = profile.html()
        #expect(PageChecks.run(page).passed && page.contains("not counted"))
    }

    @Test("Names and values from data stay text")
    func hostile() throws {
        let text = "<script>alert(\"1\")</script>"
        let frame = try DataFrame([
            (text, Column([text, text, "\u{202E}", nil])), ("שלום", Column(present: [1, 2, 3, 4] as [Int64])),
            (String(repeating: "long name ", count: 40), Column(present: [true, false, true, true])),
        ])
        let page = try TableProfile(of: frame).html(title: text)
        #expect(PageChecks.run(page).passed && !page.contains("<script"))
        #expect(page.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"))
    }

    @Test("The page begins with what needs a look")
    func findings() throws {
        let rows = 0..<40
        let frame = try DataFrame([
            ("id", Column(present: rows.map(Int64.init))), ("same", Column(present: rows.map { _ in "x" })),
            ("holes", Column(rows.map { $0 < 10 ? nil : Double($0) })),
            ("code", Column(present: rows.map { $0 % 4 == 0 ? "?" : $0 % 2 == 0 ? "Yes" : "yes " })),
        ])
        let findings = try TableProfile(of: frame).findings
        #expect(
            findings.map { "\($0.column ?? "") \($0.kind.rawValue) \($0.isProblem)" } == [
                "same constant true", "holes missingValues true", "code placeholders true", "id allDistinct false",
                "code similarTexts false", "holes correlated false",
            ])
        #expect(try TableProfile(of: frame).html().contains("3 columns need a look before use"))
        #expect(try TableProfile(of: frame.concatenating(frame)).findings.first?.kind == .duplicateRows)
    }

    @Test("Rows that repeat an earlier row are counted over all columns")
    func duplicates() throws {
        let frame = try DataFrame([
            ("a", Column([1, 1, 1, 2, nil, nil] as [Int64?])), ("b", Column(["x", "x", "y", "x", nil, nil])),
        ])
        #expect(try TableProfile(of: frame).duplicateRowCount == 2)
        #expect(try TableProfile(of: frame.selecting(["a"])).duplicateRowCount == 3)
    }

    @Test("Bins have round borders, count every number once, and are not stretched by a few numbers far away")
    func bins() throws {
        let numbers = (0..<1000).map { Double($0 % 97) } + [1e9]
        let profile = try TableProfile(of: DataFrame([("x", Column(present: numbers))]))
        let histogram = try #require(profile.columns[0].numbers?.histogram)
        #expect(histogram.finiteCount == 1001 && histogram.above == 1 && histogram.edges.range?.lower == 0)
        #expect(histogram.edges.cuts.allSatisfy { $0.truncatingRemainder(dividingBy: 5) == 0 })
    }

    @Test("A profile of 300 columns and a million rows is a page of less than 5 MB")
    func wide() throws {
        // A profile has the same size for any number of rows: the counts are multiplied instead of measured.
        var generator = SeededGenerator(seed: 1)
        let rows = 500
        let columns = (0..<300).map { index -> (String, Column) in
            let name = "column with a rather long name, number \(index)"
            switch index % 3 {
            case 0:
                return (name, Column(present: (0..<rows).map { _ in Double.random(in: -1e5..<1e5, using: &generator) }))
            case 1:
                return (
                    name,
                    Column(present: (0..<rows).map { _ in "category \(Int.random(in: 0..<12, using: &generator))" })
                )
            default:
                return (
                    name, Column(present: (0..<rows).map { _ in Int64.random(in: 0..<1_000_000, using: &generator) })
                )
            }
        }
        let stored = try CanonicalJSONEncoder().encode(try TableProfile(of: try DataFrame(columns)))
        let text = String(decoding: stored, as: UTF8.self)
        let million = try Self.multiplyingCounts(in: text, by: 2000)
        let profile = try CanonicalJSONDecoder().decode(TableProfile.self, from: Array(million.utf8))
        #expect(profile.rowCount == 1_000_000)
        let page = profile.html(title: "wide")
        #expect(page.utf8.count < 5_000_000)
        #expect(PageChecks.run(page).passed)
    }

    private static func multiplyingCounts(in text: String, by factor: Int) throws -> String {
        var result = ""
        var rest = Substring(text)
        for (index, part) in text.split(separator: "ount\":", omittingEmptySubsequences: false).enumerated() {
            if index == 0 {
                result += part
                continue
            }
            rest = part
            let digits = rest.prefix { $0.isNumber }
            result += "ount\":" + (Int(digits).map { String($0 * factor) } ?? "") + rest.dropFirst(digits.count)
        }
        return result
    }
}
