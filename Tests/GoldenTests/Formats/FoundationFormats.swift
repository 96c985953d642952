import MLCore
import MLStatistics

extension GoldenFormats {
    static let foundation: [GoldenFormat] = [
        .value("canonical-json") { canonical },
        .value("seeded-generator") {
            var generator = SeededGenerator(seed: 42)
            for _ in 0..<10 { _ = generator.next() }
            return generator
        },
        .value("tensor") {
            try Tensor<Double>([1, -0.0, 0.1, 1e300, .leastNonzeroMagnitude, -2], shape: Shape([2, 3]))
        },
        .value("streaming-moments") {
            var moments = StreamingMoments()
            for number in [1, 2.5, -4, .nan, .infinity] { moments.add(number) }
            moments.addMissing()
            return moments
        },
        .value("exact-sum") {
            var sum = ExactSum()
            for number in [1e300, 1, -1e300, 1e-300] { sum.add(number) }
            return sum
        },
    ]

    /// Every kind of value, and the texts and numbers whose form is easily got wrong.
    private static let canonical: JSONValue = [
        "": nil, "€": "escapes \" \\ / \u{8} \u{9} \u{a} \u{c} \u{d} \u{0} \u{1f} \u{7f} \u{2028}", "\r": true,
        "\u{fb33}": [.integer(.max), .integer(.min), 0], "1": .number(-0.0), "😀": [[], [:]],
        "ö": [
            1.0, 0.1, 1e15, 1e20, 1e21, 1e-6, 1e-7, .number(.leastNonzeroMagnitude), .number(.greatestFiniteMagnitude),
        ],
    ]
}
