import Testing

@testable import TrendingNow

@Suite("Console")
struct ConsoleTests {
    @Test("what data says cannot command the terminal or break a line")
    func plain() {
        #expect(Console.plain("Dr\u{1B}[31ma\nma\u{7F}\u{9B}\r") == "Dr\u{FFFD}[31ma\u{FFFD}ma\u{FFFD}\u{FFFD}\u{FFFD}")
        #expect(Console.plain("Amélie — 日本 👩‍🚀") == "Amélie — 日本 👩‍🚀")
    }
}
