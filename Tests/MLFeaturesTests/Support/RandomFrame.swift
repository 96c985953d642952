import MLCore
import MLData

/// Frames with everything that is awkward: missing values, NaN, empty texts and lists, negative zero, new categories.
enum RandomFrame {
    static func make(rows: Int, seed: UInt64, unseen: Bool) throws -> DataFrame {
        var generator = SplitMix(state: seed)
        func pick<Element>(_ elements: [Element]) -> Element {
            elements[Int(generator.next() % UInt64(elements.count))]
        }
        let words =
            ["space", "Opera", "opera", "Ünder", "σΟΣ", "İx", "日本", "x", "war", "a"] + (unseen ? ["new", "zz"] : [])
        var texts: [String?] = []
        var categories: [String?] = []
        var lists: [[String]?] = []
        var numbers: [Double?] = []
        var integers: [Int64?] = []
        var floats: [Float?] = []
        var flags: [Bool?] = []
        for _ in 0..<rows {
            texts.append(
                pick([nil, "", "ok"]) == "ok" || texts.count < 3
                    ? (0..<Int(generator.next() % 12)).map { _ in pick(words) }.joined(
                        separator: pick([" ", ", ", "\u{A0}"]))
                    : pick([nil, ""]))
            categories.append(pick(["a", "b", "", nil, "é"] + (unseen ? ["q", "e\u{301}"] : [])))
            lists.append(
                pick([nil, [], ["war"], ["war", "drama", "war"], ["drama"]] + (unseen ? [["x", "war"]] : [])))
            numbers.append(pick([nil, .nan, 0, -0.0, 1.5, -3, 1e-300, Double(generator.next() % 1000) / 7]))
            integers.append(pick([nil, 0, -5, 7, .max]))
            floats.append(pick([nil, 0.1, -2, 3.25]))
            flags.append(pick([nil, true, false]))
        }
        return try DataFrame([
            ("text", Column(texts)), ("category", Column(categories)), ("genres", Column(lists)),
            ("number", Column(numbers)), ("integer", Column(integers)), ("float", Column(floats)),
            ("flag", Column(flags)), ("unused", Column(present: [String](repeating: "u", count: rows))),
        ])
    }

    private struct SplitMix {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
