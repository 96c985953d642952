import Foundation
import MLCore
import Testing

@Suite("NumberText")
struct NumberTextTests {
    @Test(
        "Doubles have one shortest text",
        arguments: [
            (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1, "-1.0"), (0.1, "0.1"), (1.5, "1.5"), (100, "100.0"),
            (123_456_789.125, "123456789.125"), (1e20, "100000000000000000000.0"), (1e21, "1e+21"), (1.5e21, "1.5e+21"),
            (0.000001, "0.000001"), (0.0000015, "0.0000015"), (1e-7, "1e-7"), (1.25e-7, "1.25e-7"),
            (9_007_199_254_740_992, "9007199254740992.0"), (1e16, "10000000000000000.0"),
            (123_456_789_012_345_683_968, "123456789012345680000.0"), (.leastNonzeroMagnitude, "5e-324"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (1.0 / 3, "0.3333333333333333"), (.nan, "nan"),
            (.infinity, "inf"), (-.infinity, "-inf"),
        ] as [(Double, String)])
    func shortest(value: Double, text: String) {
        #expect(NumberText.shortest(value) == text)
    }

    @Test("Floats have their own shortest text")
    func shortestFloat() {
        #expect(NumberText.shortest(Float(0.1)) == "0.1")
        #expect(NumberText.shortest(Float(16_777_216)) == "16777216.0")
        #expect(NumberText.shortest(Float.greatestFiniteMagnitude) == "3.4028235e+38")
        #expect(NumberText.shortest(Float.leastNonzeroMagnitude) == "1e-45")
    }

    @Test("Shortest text reads back with the same bits")
    func shortestRoundTrip() {
        var source = FuzzSource(seed: 3)
        for _ in 0..<20_000 {
            let double = source.anyFiniteDouble()
            #expect(NumberParser.double(NumberText.shortest(double))?.bitPattern == double.bitPattern)
            let float = source.anyFiniteFloat()
            #expect(NumberParser.float(NumberText.shortest(float))?.bitPattern == float.bitPattern)
        }
    }

    @Test(
        "Fixed decimals round exact ties to even and print no negative zero",
        arguments: [
            (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (1.005, 2, "1.00"),
            (-0.001, 2, "0.00"), (-0.0, 1, "0.0"), (-1.25, 1, "-1.2"), (0.05, 1, "0.1"), (999.995, 2, "1000.00"),
            (1e22, 1, "10000000000000000000000.0"), (.leastNonzeroMagnitude, 3, "0.000"), (12, -3, "12"),
            (.nan, 2, "nan"),
            (.infinity, 2, "inf"), (-.infinity, 2, "-inf"), (0.1, 18, "0.100000000000000006"),
        ] as [(Double, Int, String)])
    func fixed(value: Double, decimals: Int, text: String) {
        #expect(NumberText.formatted(value, decimals: decimals) == text)
    }

    @Test("Fixed decimals agree with C's printf")
    func fixedAgreesWithPrintf() {
        var source = FuzzSource(seed: 4)
        for round in 0..<20_000 {
            let value = round % 2 == 0 ? source.anyFiniteDouble() : Double.random(in: -1e6...1e6, using: &source)
            let decimals = Int.random(in: 0...18, using: &source)
            var expected = String(format: "%.\(decimals)f", value)
            if expected.hasPrefix("-"), expected.allSatisfy({ "-0.".contains($0) }) { expected.removeFirst() }
            #expect(NumberText.formatted(value, decimals: decimals) == expected)
        }
    }

    @Test("Percentages round once")
    func percentage() {
        #expect(NumberText.percentage(0.256) == "25.6%")
        #expect(NumberText.percentage(1, decimals: 0) == "100%")
        #expect(NumberText.percentage(-0.0625, decimals: 1) == "-6.2%")
        #expect(NumberText.percentage(.nan) == "nan")
    }

    @Test("Integers are grouped by three")
    func grouped() {
        #expect(NumberText.grouped(0) == "0")
        #expect(NumberText.grouped(999) == "999")
        #expect(NumberText.grouped(12_345) == "12,345")
        #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
        #expect(NumberText.grouped(Int.min) == "-9,223,372,036,854,775,808")
        #expect(NumberText.grouped(UInt64.max) == "18,446,744,073,709,551,615")
    }

    @Test("Byte counts use powers of 1,000")
    func byteCount() {
        #expect(NumberText.byteCount(0) == "0 B")
        #expect(NumberText.byteCount(999) == "999 B")
        #expect(NumberText.byteCount(1500) == "1.5 kB")
        #expect(NumberText.byteCount(999_999) == "1.0 MB")
        #expect(NumberText.byteCount(20_000_000) == "20.0 MB")
        #expect(NumberText.byteCount(.max) == "9.2 EB")
        #expect(NumberText.byteCount(.min) == "-9.2 EB")
    }

    @Test(
        "Durations choose their unit",
        arguments: [
            (0, "0 µs"), (0.000085, "85 µs"), (0.0123, "12.3 ms"), (4.56, "4.56 s"), (125, "2 min 05 s"),
            (59.999, "1 min 00 s"), (11_220, "3 h 07 min"), (3_599.9, "1 h 00 min"), (-2, "-2.00 s"), (.nan, "nan s"),
            (.infinity, "inf s"), (1e300, "\(String(format: "%.0f", 1e300)) s"),
        ] as [(Double, String)])
    func duration(seconds: Double, text: String) {
        #expect(NumberText.duration(seconds: seconds) == text)
    }

    @Test("Standard durations print like seconds")
    func standardDuration() {
        #expect(NumberText.duration(.milliseconds(1500)) == "1.50 s")
        #expect(NumberText.duration(.seconds(3600)) == "1 h 00 min")
    }
}
