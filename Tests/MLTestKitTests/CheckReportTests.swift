import MLTestKit
import Testing

@Suite("CheckReport")
struct CheckReportTests {
    @Test("A report passes only when a check ran and none failed")
    func passed() {
        var report = CheckReport(name: "suite")
        #expect(!report.passed)
        report.check("holds") { nil }
        #expect(report.passed)
        report.check("fails") { "seen" }
        #expect(!report.passed)
        #expect(report.description == "suite: 1 of 2 checks held\n  fails: seen")
    }
}
