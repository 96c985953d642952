import MLCore
import Testing

@testable import MLReport

@Suite("Figures")
struct FigureTests {
    @Test(
        "Numbers have about four significant digits, groups from 10,000 on and a true minus sign",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (1234, "1234"), (12_345, "12,345"), (-1_234_567, "−1,234,567"),
            (0.1, "0.1"),
            (0.123456, "0.1235"), (12.3456, "12.35"), (1234.56, "1235"), (0.00012345, "0.0001234"),
            (0.000012345, "1.234\u{A0}×\u{A0}10⁻⁵"), (-2.5e20, "−2.5\u{A0}×\u{A0}10²⁰"),
            (.leastNonzeroMagnitude, "4.941\u{A0}×\u{A0}10⁻³²⁴"), (.greatestFiniteMagnitude, "1.798\u{A0}×\u{A0}10³⁰⁸"),
            (.nan, "NaN"), (.infinity, "∞"), (-.infinity, "−∞"), (999.99, "1000"), (1e14, "100,000,000,000,000"),
        ] as [(Double, String)])
    func numbers(value: Double, expected: String) {
        #expect(Figure.number(value) == expected)
    }

    @Test("Shares never read as nothing or everything when they are not")
    func shares() {
        #expect(Figure.share(0, of: 10) == "0\u{A0}%" && Figure.share(10, of: 10) == "100\u{A0}%")
        #expect(Figure.share(1, of: 1_000_000) == "<0.1\u{A0}%")
        #expect(Figure.share(999_999, of: 1_000_000) == ">99.9\u{A0}%")
        #expect(Figure.share(1, of: 8) == "12.5\u{A0}%" && Figure.share(1, of: 2) == "50\u{A0}%")
        #expect(Figure.share(0, of: 0) == "—" && Figure.share(.nan) == "—")
    }

    @Test("An estimate has as many decimals as its interval deserves")
    func estimates() {
        func text(_ value: Double, _ lower: Double, _ upper: Double) -> String {
            Figure.estimate(value, ConfidenceInterval(lower: lower, upper: upper, level: 0.95, method: ""))
        }
        #expect(text(0.45449, 0.43681, 0.47155) == "0.454 [0.437,\u{A0}0.472] (95\u{A0}%)")
        #expect(text(1234.56, 1100, 1300) == "1235 [1100,\u{A0}1300] (95\u{A0}%)")
        #expect(text(0.2, 0.2, 0.2.nextUp) == "0.200 [0.200,\u{A0}0.200] (95\u{A0}%)")
        #expect(text(0.5, 0.5, 0.5) == "0.500 [0.500,\u{A0}0.500] (95\u{A0}%)")
        #expect(text(-0.01, -0.3, 0.1) == "−0.01 [−0.30,\u{A0}0.10] (95\u{A0}%)")
        #expect(Figure.estimate(0.25, nil) == "0.250")
    }

    @Test("Times are in UTC, without parts that are zero")
    func times() throws {
        let midnight = try #require(Timestamp(year: 2024, month: 2, day: 29))
        #expect(Figure.time(midnight) == "2024-02-29 UTC")
        let later = midnight.advanced(byMicroseconds: 1_500_000)
        #expect(Figure.time(later, showsFraction: true) == "2024-02-29 00:00:01.5 UTC")
        #expect(Figure.time(later) == "2024-02-29 00:00:01 UTC")
        #expect(Figure.time(midnight.advanced(byMicroseconds: 36_000_000_000)) == "2024-02-29 10:00:00 UTC")
    }

    @Test("Counts agree with their noun")
    func counts() {
        #expect(Figure.count(1, "row") == "1\u{A0}row" && Figure.count(0, "row") == "0\u{A0}rows")
        #expect(Figure.count(1200, "entry", "entries") == "1,200\u{A0}entries")
    }

    @Test("Labels of axes are round, in one unit, and few")
    func ticks() {
        #expect(Axis(from: 0, to: 10_000, count: 4).ticks.map(\.label) == ["0", "2.5k", "5.0k", "7.5k", "10.0k"])
        #expect(Axis(from: 0.31, to: 0.52, count: 5).ticks.map(\.label) == ["0.35", "0.40", "0.45", "0.50"])
        #expect(Axis(from: -1, to: 1, count: 4).ticks.map(\.label) == ["−1.0", "−0.5", "0", "0.5", "1.0"])
        #expect(Axis(from: 0, to: 3, .integers, count: 6).ticks.map(\.label) == ["0", "1", "2", "3"])
        for (lower, upper) in [(5.0, 5.0), (0, 0), (.nan, .infinity), (-1e308, 1e308), (1, 1 + 1e-15), (7, -7)] {
            let axis = Axis(from: lower, to: upper)
            #expect(axis.lower < axis.upper && axis.ticks.count < 20)
            #expect(axis.position(lower).isFinite && axis.position(.nan).isFinite)
        }
    }

    @Test("Labels of times are moments of the calendar")
    func timeTicks() throws {
        func moment(_ year: Int, _ month: Int, _ day: Int) throws -> Double {
            Double(try #require(Timestamp(year: year, month: month, day: day)).microseconds)
        }
        let years = Axis(from: try moment(2001, 3, 1), to: try moment(2020, 5, 1), .times, count: 5)
        #expect(years.ticks.map(\.label) == ["2005", "2010", "2015", "2020"])
        let months = Axis(from: try moment(2013, 1, 1), to: try moment(2014, 12, 31), .times, count: 5)
        #expect(months.ticks.map(\.label) == ["2013-01", "2013-07", "2014-01", "2014-07"])
        let days = Axis(from: try moment(2024, 2, 26), to: try moment(2024, 3, 2), .times, count: 6)
        #expect(days.ticks.map(\.label).first == "2024-02-26" && days.ticks.count == 6)
    }

    @Test("Long lines keep their peaks and their gaps, and are not joined where they begin anew")
    func thinning() {
        var points = (0..<50_000).map { LineChart.Point(Double($0), Double($0 % 10)) }
        points[20_000] = LineChart.Point(20_000, 99)
        points[30_000] = LineChart.Point(.nan, .nan)
        let kept = LineChart.thinned(points)
        #expect(kept.count < 1900 && kept.contains { $0.y == 99 })
        #expect(kept.count { $0.y.isNaN } == 1)
        let ends = kept.split { $0.y.isNaN }
        #expect(ends.count == 2 && ends[0].allSatisfy { $0.x < 30_000 } && ends[1].allSatisfy { $0.x > 30_000 })
        let gaps = LineChart.thinned((0..<50_000).map { LineChart.Point(Double($0), $0 % 2 == 0 ? .nan : 1) })
        #expect(gaps.count < 1900 && gaps.contains { $0.y.isFinite })
    }
}
