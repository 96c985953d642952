import MLData
import MLTestKit
import Testing

@Suite("Validation page")
struct ValidationPageTests {
    @Test("It begins with the broken expectations, and says which rows break what")
    func broken() throws {
        let frame = try DataFrame([("a", Column([1, nil, 300] as [Int64?])), ("<b>", Column(["<script>", "x", "x"]))])
        let suite = ExpectationSuite("nightly <i>") {
            DataExpectation.notMissing("a")
            DataExpectation.inRange("a", lower: 0, upper: 100)
            DataExpectation.unique("<b>")
            DataExpectation.notMissing("absent")
        }
        let report = try suite.validate(frame)
        let page = report.html()
        #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        #expect(page.contains("3 of 4\u{A0}expectations are broken") && page == report.html())
        #expect(!page.contains("<script") && !page.contains("<i>"))
    }

    @Test("Tables that keep every promise, and suites that ask for nothing, give pages too")
    func quiet() throws {
        let frame = try DataFrame([("a", Column([1.0, 2.0]))])
        for suite in [ExpectationSuite("none", []), ExpectationSuite("one", [.notMissing("a")])] {
            let page = try suite.validate(frame).html(title: "a table")
            #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        }
        #expect(
            try ExpectationSuite("one", [.notMissing("a")]).validate(frame).html().contains(
                "The 1\u{A0}expectation holds"))
    }

    @Test("Of many quarantined rows the first are shown, and how many there are is said once and right")
    func manyRows() throws {
        let frame = try DataFrame([("a", Column((0..<300).map { $0 < 250 ? nil : Int64($0) }))])
        let page = try ExpectationSuite("s", [.notMissing("a")]).validate(frame).html()
        #expect(PageChecks.run(page).passed, "\(PageChecks.run(page))")
        #expect(page.contains("The first 200 of 250\u{A0}rows") && !page.contains("of 201"))
    }
}
