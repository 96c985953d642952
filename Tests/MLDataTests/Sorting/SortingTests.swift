import MLCore
import MLData
import Testing

@Suite("Sorting")
struct SortingTests {
    @Test("Values have their order, NaN comes behind numbers, and missing rows go where they are told to")
    func order() throws {
        let frame = try DataFrame([
            ("x", Column([2.0, nil, .nan, -1, -.infinity, 0.0, -0.0])),
            ("t", Column(["b", "a", "é", "z", nil, "", "aa"])),
        ])
        #expect(try frame.sortedPositions(by: [.ascending("x")]) == [4, 3, 5, 6, 0, 2, 1])
        #expect(try frame.sortedPositions(by: [.descending("x")]) == [2, 0, 5, 6, 3, 4, 1])
        #expect(try frame.sortedPositions(by: [SortKey("x", missing: .first)]) == [1, 4, 3, 5, 6, 0, 2])
        #expect(try frame.sortedPositions(by: [.ascending("t")]) == [5, 1, 6, 0, 3, 2, 4])
        #expect(throws: DataError.self) { try frame.sorted(by: [.ascending("y")]) }
    }

    @Test("Rows with equal keys keep their order, also many of them")
    func stability() throws {
        for (seed, count) in [(1 as UInt64, 50), (2, 300), (3, 5000)] {
            var random = SeededGenerator(seed: seed)
            let a = (0..<count).map { _ in [nil, Int64(random.next(below: 7)), .min, .max][random.next(below: 4)] }
            let b = (0..<count).map { _ in [nil, "x", "y", "yy"][random.next(below: 4)] }
            let c = (0..<count).map { _ in [true, false, nil][random.next(below: 3)] }
            let frame = try DataFrame([("a", Column(a)), ("b", Column(b)), ("c", Column(c))])
            let expected = (0..<count).sorted { left, right in
                // Missing is the last of `a` and `c`, and the first of `b`, which falls.
                let (a0, a1) = (a[left], a[right])
                if a0 != a1 { return a0 != nil && (a1 == nil || a0.map { $0 < a1 ?? .max } == true) }
                let (b0, b1) = (b[left], b[right])
                if b0 != b1 { return b0 == nil || (b1 != nil && b0 ?? "" > b1 ?? "") }
                let (c0, c1) = (c[left].map { $0 ? 1 : 0 } ?? 2, c[right].map { $0 ? 1 : 0 } ?? 2)
                return c0 != c1 ? c0 < c1 : left < right
            }
            let sorted = try frame.sortedPositions(by: [
                .ascending("a"), SortKey("b", isDescending: true, missing: .first), .ascending("c"),
            ])
            #expect(sorted == expected, "\(count) rows")
        }
    }
}
