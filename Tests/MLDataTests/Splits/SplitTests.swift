import MLCore
import MLData
import Testing

@Suite("Splits")
struct SplitTests {
    private func frame(_ rows: Int = 1000) throws -> DataFrame {
        var random = SeededGenerator(seed: 5)
        let labels = ["a", "b", "c", "d"]
        return try DataFrame([
            ("id", Column(present: (0..<rows).map(Int64.init))),
            ("group", Column(present: (0..<rows).map { _ in "g\(random.next(below: 60))" })),
            ("label", Column((0..<rows).map { $0 % 10 == 0 ? "rare" : $0 % 97 == 0 ? nil : "common" })),
            (
                "labels",
                Column(
                    present: (0..<rows).map { _ in
                        labels.indices.filter { random.next(below: 3 * $0 + 2) == 0 }.map { labels[$0] }
                    })
            ),
            ("year", Column(present: (0..<rows).map { _ in Int64(1980 + random.next(below: 40)) })),
            (
                "when",
                Column(present: (0..<rows).map { Timestamp(microseconds: Int64($0) * 86_400_000_000) })
            ),
        ])
    }

    private func checkCover(_ split: Split, _ rows: Int) {
        #expect(split.parts.flatMap(\.rows).sorted() == Array(0..<rows))
        #expect(split.report.isLeakFree)
        #expect(split.report.parts.map(\.rowCount).reduce(0, +) == rows)
        for part in split.parts { #expect(part.rows == part.rows.sorted()) }
    }

    @Test("A random split covers every row once, has exact sizes, and depends on the seed only")
    func random() throws {
        let frame = try frame(101)
        let shares = try PartShares([("train", 6), ("validation", 2), ("test", 2)])
        let split = try RandomSplitter(shares: shares, seed: 1).split(frame)
        checkCover(split, 101)
        #expect(split.parts.map(\.rows.count) == [61, 20, 20])
        #expect(split == (try RandomSplitter(shares: shares, seed: 1).split(frame)))
        #expect(split != (try RandomSplitter(shares: shares, seed: 2).split(frame)))
        #expect(try split.frame(of: "test", in: frame).rowCount == 20)
        #expect(throws: DataError.self) { try split.rows(of: "dev") }
        #expect(throws: DataError.self) { try split.frame(of: "test", in: frame.prefix(7)) }
    }

    @Test("A stratified split keeps the share of each value to within one row")
    func stratified() throws {
        let frame = try frame()
        let shares = try PartShares.trainValidation(0.25)
        let split = try StratifiedSplitter(column: "label", shares: shares, seed: 3).split(frame)
        checkCover(split, 1000)
        #expect(split.parts.map(\.rows.count) == [750, 250])
        for (value, total) in [("rare", 100.0), ("missing", 10), ("common", 890)] {
            let share = try #require(split.report.parts[1].labelShares?[value])
            #expect(abs(share * 250 - total * 0.25) <= 1)
        }
    }

    @Test("Iterative stratification keeps every label closer to its share than a random split can promise")
    func multilabel() throws {
        let frame = try frame()
        let shares = try PartShares([("train", 8), ("validation", 1), ("test", 1)])
        let splitter = StratifiedSplitter(column: "labels", shares: shares, seed: 3)
        let split = try splitter.split(frame)
        checkCover(split, 1000)
        #expect(split == (try splitter.split(frame)))
        let lists = try frame.requiredValues(of: ColumnKey<[String]>("labels"))
        for label in ["a", "b", "c", "d"] {
            let total = lists.count { $0.contains(label) }
            for (part, share) in zip(split.parts, [0.8, 0.1, 0.1]) {
                let count = part.rows.count { lists[$0].contains(label) }
                #expect(
                    abs(Double(count) - Double(total) * share) <= 2, "\(label) in \(part.name): \(count) of \(total)")
            }
        }
        for (part, share) in zip(split.parts, [0.8, 0.1, 0.1]) {
            #expect(abs(Double(part.rows.count) - 1000 * share) <= 10)
        }
    }

    @Test("No group is in two parts")
    func group() throws {
        let frame = try frame()
        let split = try GroupSplitter(column: "group", shares: .trainValidation(0.3), seed: 9).split(frame)
        checkCover(split, 1000)
        let groups = try frame.requiredValues(of: ColumnKey<String>("group"))
        let train = Set(try split.rows(of: "train").map { groups[$0] })
        let validation = Set(try split.rows(of: "validation").map { groups[$0] })
        #expect(train.isDisjoint(with: validation))
        #expect(abs(split.report.parts[1].share - 0.3) < 0.05)
        #expect(split.report.checks.contains { $0.finding == "0 of 60 groups are in more than one part" })
    }

    @Test("A split by time has no later row in training, and the report proves it")
    func time() throws {
        let frame = try frame()
        let split = try TimeSplitter(column: "year", trainBefore: 2000).split(frame)
        checkCover(split, 1000)
        let years = try frame.requiredValues(of: ColumnKey<Int64>("year"))
        #expect(try split.rows(of: "train").map { years[$0] }.max() == 1999)
        #expect(try split.rows(of: "validation").map { years[$0] }.min() == 2000)
        #expect(split.report.parts[0].latest == "1999")
        #expect(split.report.parts[1].earliest == "2000")
        #expect(split.report.checks.contains { $0.finding == "latest 1999, earliest 2000" && $0.passed })
        #expect(split.report.description.contains("ok   train ends before validation begins"))
        let three = TimeSplitter(
            column: "when", names: ["old", "mid", "new"],
            boundaries: [.integer(1971), .timestamp(Timestamp(microseconds: 700 * 86_400_000_000))])
        #expect(try three.split(frame).parts.map(\.rows) == [Array(0..<365), Array(365..<700), Array(700..<1000)])
    }

    @Test("A key keeps its part when rows are added")
    func hash() throws {
        let frame = try frame()
        let splitter = HashSplitter(column: "id", shares: try .trainValidation(0.2), salt: "s")
        let small = try splitter.split(frame.prefix(400))
        let large = try splitter.split(frame)
        checkCover(large, 1000)
        #expect(large.parts[0].rows.filter { $0 < 400 } == small.parts[0].rows)
        #expect(abs(large.report.parts[1].share - 0.2) < 0.05)
        #expect(splitter.part(of: "0") == 1)
        #expect(
            (0..<50).map { splitter.part(of: "\($0)") }
                != (0..<50).map { HashSplitter(column: "id", shares: splitter.shares, salt: "t").part(of: "\($0)") })
    }

    @Test("The spelling of a key and the order of rows do not move it")
    func spelling() throws {
        let pairs = [
            ("é", "e\u{301}"), ("Å", "\u{212B}"), ("각", "\u{1100}\u{1161}\u{11A8}"),
            ("q\u{323}\u{307}", "q\u{307}\u{323}"),
        ]
        for salt in 0..<40 {
            let splitter = HashSplitter(column: "k", shares: try .trainValidation(0.5), salt: "\(salt)")
            for (first, second) in pairs { #expect(splitter.part(of: first) == splitter.part(of: second)) }
            let keys = pairs.flatMap { [$0.0, $0.1] } + (0..<20).map(String.init)
            let straight = try splitter.split(DataFrame([("k", Column(present: keys))]))
            let backward = try splitter.split(DataFrame([("k", Column(present: Array(keys.reversed())))]))
            for (left, right) in zip(straight.parts, backward.parts) {
                #expect(left.rows.map { keys[$0] } == right.rows.reversed().map { keys[keys.count - 1 - $0] })
            }
            let numbers: [Double] = [0.0, -0.0] + (1..<30).map(Double.init)
            let swapped: [Double] = [-0.0, 0.0] + numbers.dropFirst(2)
            let splits = try [numbers, swapped].map { try splitter.split(DataFrame([("k", Column(present: $0))])) }
            #expect(splits[0].parts.map { $0.rows } == splits[1].parts.map { $0.rows })
        }
    }

    @Test("Splits that cannot be made are typed errors")
    func errors() throws {
        let frame = try frame(20)
        let shares = try PartShares.trainValidation()
        func code(_ body: () throws -> Split) -> DataError.Code? {
            (#expect(throws: DataError.self) { _ = try body() })?.code
        }
        #expect(code { try RandomSplitter(shares: shares, seed: 1).split(frame.prefix(1)) } == .invalidSplit)
        #expect(code { try RandomSplitter(shares: shares, seed: 1).split(frame.prefix(0)) } == .invalidSplit)
        #expect(code { try TimeSplitter(column: "year", trainBefore: 1900).split(frame) } == .invalidSplit)
        #expect(code { try TimeSplitter(column: "label", trainBefore: 1900).split(frame) } == .typeMismatch)
        #expect(code { try TimeSplitter(column: "nope", trainBefore: 1900).split(frame) } == .unknownColumn)
        let missing = try DataFrame([("year", Column([1999, nil, 2001] as [Int64?]))])
        #expect(code { try TimeSplitter(column: "year", trainBefore: 2000).split(missing) } == .missingValue)
        #expect(code { try GroupSplitter(column: "year", shares: shares, seed: 1).split(missing) } == .missingValue)
        #expect(code { try HashSplitter(column: "year", shares: shares).split(missing) } == .missingValue)
        let unordered = TimeSplitter(column: "year", names: ["a", "b"], boundaries: [.integer(2000), .integer(1990)])
        #expect(code { try unordered.split(frame) } == .invalidConfiguration)
        for parts in [[], [("a", 1.0), ("a", 1)], [("a", 0)], [("a", .nan)]] as [[(String, Double)]] {
            #expect(throws: DataError.self) { try PartShares(parts.map { (name: $0.0, weight: $0.1) }) }
        }
    }

    @Test("A split and its configuration are stored and read back")
    func coding() throws {
        let split = try StratifiedSplitter(column: "labels", shares: .trainValidation(), seed: 1).split(frame(50))
        let bytes = try CanonicalJSONEncoder().encode(split)
        #expect(try CanonicalJSONDecoder().decode(Split.self, from: bytes) == split)
        let splitter = TimeSplitter(column: "year", trainBefore: 2000)
        let stored = try CanonicalJSONEncoder().encode(splitter)
        #expect(try CanonicalJSONDecoder().decode(TimeSplitter.self, from: stored) == splitter)
    }
}
