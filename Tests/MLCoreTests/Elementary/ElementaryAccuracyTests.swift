import MLCore
import Testing

/// A function to measure, as a function of bit patterns.
struct MeasuredFunction: CustomTestStringConvertible, Sendable {
    var name: String
    var arity = 1
    var evaluate: @Sendable ([UInt64]) -> UInt64

    var testDescription: String { name }

    static func double(_ name: String, _ function: @escaping @Sendable (Double) -> Double) -> Self {
        Self(name: name + "-double") { function(Double(bitPattern: $0[0])).bitPattern }
    }

    static func float(_ name: String, _ function: @escaping @Sendable (Float) -> Float) -> Self {
        Self(name: name + "-float") {
            UInt64(function(Float(bitPattern: UInt32(truncatingIfNeeded: $0[0]))).bitPattern)
        }
    }

    static let doubles: [MeasuredFunction] = [
        .double("exp") { Elementary.exp($0) }, .double("expm1") { Elementary.expm1($0) },
        .double("log") { Elementary.log($0) }, .double("log1p") { Elementary.log1p($0) },
        .double("sigmoid") { Elementary.sigmoid($0) }, .double("softplus") { Elementary.softplus($0) },
        .double("tanh") { Elementary.tanh($0) },
        MeasuredFunction(name: "pow-double", arity: 2) {
            Elementary.pow(Double(bitPattern: $0[0]), Double(bitPattern: $0[1])).bitPattern
        },
    ]

    static let floats: [MeasuredFunction] = [
        .float("exp") { Elementary.exp($0) }, .float("expm1") { Elementary.expm1($0) },
        .float("log") { Elementary.log($0) }, .float("log1p") { Elementary.log1p($0) },
        .float("sigmoid") { Elementary.sigmoid($0) }, .float("softplus") { Elementary.softplus($0) },
        .float("tanh") { Elementary.tanh($0) },
        MeasuredFunction(name: "pow-float", arity: 2) {
            let base = Float(bitPattern: UInt32(truncatingIfNeeded: $0[0]))
            let exponent = Float(bitPattern: UInt32(truncatingIfNeeded: $0[1]))
            return UInt64(Elementary.pow(base, exponent).bitPattern)
        },
    ]
}

@Suite("Elementary functions against high-precision reference values")
struct ElementaryAccuracyTests {
    /// The largest error in units in the last place, and the argument where it occurs.
    private func worst(_ function: MeasuredFunction) throws -> (error: Double, at: [UInt64], count: Int) {
        var worst = (error: 0.0, at: [UInt64](), count: 0)
        for value in try ReferenceValues.read(function.name) {
            try #require(value.arguments.count == function.arity)
            // Bit patterns of one sign are in the order of the numbers, so their distance counts units.
            let computed = function.evaluate(value.arguments)
            let distance = Double(Int64(bitPattern: computed &- value.result))
            let error = abs(distance - value.rest)
            if error > worst.error { worst = (error, value.arguments, worst.count) }
            worst.count += 1
        }
        return worst
    }

    @Test("Functions of Double are within 2 units in the last place", arguments: MeasuredFunction.doubles)
    func double(_ function: MeasuredFunction) throws {
        let worst = try worst(function)
        #expect(worst.count >= 1000)
        #expect(worst.error <= 2, "at \(worst.at.map { String($0, radix: 16) })")
    }

    @Test("Functions of Float are within 0.51 units in the last place", arguments: MeasuredFunction.floats)
    func float(_ function: MeasuredFunction) throws {
        let worst = try worst(function)
        #expect(worst.count >= 180)
        #expect(worst.error <= 0.51, "at \(worst.at.map { String($0, radix: 16) })")
    }
}
