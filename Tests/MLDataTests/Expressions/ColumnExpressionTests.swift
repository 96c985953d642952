import MLCore
import MLData
import Testing

@Suite("Column expressions")
struct ColumnExpressionTests {
    private let x = ColumnExpression<Double>("x")
    private let n = ColumnExpression<Int64>("n")
    private let text = ColumnExpression<String>("text")

    private func frame() throws -> DataFrame {
        try DataFrame([
            ("x", Column([1.5, nil, .nan, -4])), ("n", Column([1, 2, nil, .max] as [Int64?])),
            ("text", Column([" Ab ", nil, "é", ""])), ("flag", Column([true, false, nil, nil])),
            ("other", Column([nil, false, true, nil])),
            (
                "time",
                Column([0, 86_399_999_999, -1, nil].map { (time: Int64?) in time.map(Timestamp.init(microseconds:)) })
            ),
            ("list", Column([["a"], [], nil, ["a", "b"]])),
        ])
    }

    private func doubles(_ expression: ColumnExpression<Double>) throws -> [Double?] {
        try frame().computing(expression).values(as: Double.self)
    }

    private func flags(_ expression: ColumnExpression<Bool>) throws -> [Bool?] {
        try frame().computing(expression).values(as: Bool.self)
    }

    @Test("Arithmetic keeps missing values missing and NaN NaN")
    func arithmetic() throws {
        let result = try doubles((x + 1) * 2 - n.asDouble / 4)
        #expect(result[0] == 4.75)
        #expect(result[1] == nil)
        #expect(result[2] == nil)
        #expect(result[3] == -6 - 9_223_372_036_854_775_807.0 / 4)
        #expect(try doubles(1 - x)[3] == 5)
        #expect(try doubles(-x.magnitude)[3] == -4)
        #expect(try doubles(x.clamped(to: -1...1)).map { $0?.isNaN == true ? 9 : $0 } == [1, nil, 9, -1])
        #expect(try flags(x.isNaN) == [false, nil, true, false])
        #expect(try doubles(x.squareRoot)[3]?.isNaN == true)
        #expect(x.columnNames.union(n.columnNames) == (x + n.asDouble).columnNames)
    }

    @Test("Integers beyond 64 bits are an error that names the row")
    func overflow() throws {
        let error = #expect(throws: DataError.self) { try frame().computing(n + 1) }
        #expect(error?.code == .valueOutOfRange)
        #expect(error?.description.contains("row 3") == true)
        #expect(try frame().prefix(3).computing(n * 3 - 1).values(as: Int64.self) == [2, 5, nil])
    }

    @Test("Comparisons and logic have three values")
    func logic() throws {
        #expect(try flags(x .> 0) == [true, nil, false, false])
        #expect(try flags(n .== 2) == [false, true, nil, false])
        #expect(try flags(x .!= x) == [false, nil, true, false])
        let (a, b) = (ColumnExpression<Bool>("flag"), ColumnExpression<Bool>("other"))
        #expect(try flags(a .& b) == [nil, false, nil, nil])
        #expect(try flags(a .| b) == [true, false, true, nil])
        #expect(try flags(.!a) == [false, true, nil, nil])
        #expect(try flags(n.isIn([1, 7])) == [true, false, nil, false])
        #expect(try flags(x .>= -4 .& n.isMissing) == [false, false, false, false])
    }

    @Test("Gaps are seen and filled, and a choice takes one of two")
    func missing() throws {
        #expect(try flags(x.isMissing) == [false, true, false, false])
        #expect(try frame().computing(n.filled(with: -1)).values(as: Int64.self) == [1, 2, -1, .max])
        #expect(try frame().computing(text.filled(with: text.appending("!"))).values(as: String.self)[1] == nil)
        let chosen = (x .> 0).choosing(n.asDouble, otherwise: ColumnExpression(value: nil))
        #expect(try doubles(chosen) == [1, nil, nil, nil])
        let nothing = ColumnExpression<Double>(value: nil)
        #expect(try doubles(nothing + x) == [nil, nil, nil, nil])
        #expect(try doubles(nothing.filled(with: 3)) == [3, 3, 3, 3])
    }

    @Test("Texts, lists and times have their operations")
    func textAndTime() throws {
        #expect(try frame().computing(text.trimmed.lowercased).values(as: String.self) == ["ab", nil, "é", ""])
        #expect(try flags(text.contains("b")) == [true, nil, false, false])
        #expect(try flags(text .== "é") == [false, nil, true, false])
        #expect(try frame().computing(text.characterCount).values(as: Int64.self) == [4, nil, 1, 0])
        let list = ColumnExpression<[String]>("list")
        #expect(try flags(list.contains("a")) == [true, false, nil, true])
        #expect(try frame().computing(list.elementCount).values(as: Int64.self) == [1, 0, nil, 2])
        let time = ColumnExpression<Timestamp>("time")
        #expect(try frame().computing(time.weekday).values(as: Int64.self) == [4, 4, 3, nil])
        #expect(try frame().computing(time.hour).values(as: Int64.self) == [0, 23, 23, nil])
        #expect(try frame().computing(time.minute).values(as: Int64.self) == [0, 59, 59, nil])
        #expect(try frame().computing(time.year).values(as: Int64.self) == [1970, 1970, 1969, nil])
        #expect(try doubles(time.seconds(since: ColumnExpression(value: Timestamp(microseconds: 1_000_000))))[0] == -1)
        #expect(
            try frame().computing(x.mapped { $0 > 0 ? "up" : nil }).values(as: String.self) == ["up", nil, nil, nil])
    }

    @Test("Long chains are computed once a link, and deep ones are refused")
    func depth() throws {
        let filled = (0..<40).reduce(x) { chain, _ in chain.filled(with: x) }
        #expect(try doubles(filled)[0] == 1.5)
        #expect(try doubles(ColumnExpression.sum(of: (0..<5_000).map { _ in x }))[3] == -20_000)
        #expect(try doubles(ColumnExpression.sum(of: [])) == [0, 0, 0, 0])
        var deep = x
        for _ in 0..<100_000 { deep = deep + 1 }
        let error = #expect(throws: DataError.self) { try frame().computing(deep) }
        #expect(error?.code == .limitExceeded)
    }

    @Test("Columns without any value go through every operation")
    func allMissing() throws {
        let nothing = try DataFrame([
            ("x", Column([nil, nil] as [Double?])), ("n", Column([nil, nil] as [Int64?])),
            ("b", Column([nil, nil] as [Bool?])), ("y", Column([1.0, nil])),
        ])
        let (y, b) = (ColumnExpression<Double>("y"), ColumnExpression<Bool>("b"))
        for expression in [x + y, y + x, x * 2, b.choosing(x, otherwise: y), x.filled(with: x), x.mapped { $0 }] {
            #expect(try nothing.computing(expression).missingCount == 2)
        }
        #expect(try nothing.computing(n + 1).missingCount == 2)
        #expect(try nothing.computing(b .& (y .> 5)).values(as: Bool.self) == [false, nil])
        #expect(try nothing.computing(b .| (y .> 0)).values(as: Bool.self) == [true, nil])
        #expect(try nothing.filtered(by: b).rowCount == 0)
        #expect(try nothing.computing(y.mapped { _ in nil as Int64? }).missingCount == 2)
        #expect(try nothing.computing(x.filled(with: y)).values(as: Double.self) == [1, nil])
        #expect(try DataFrame([]).adding("a", ColumnExpression(value: 1.0)).rowCount == 0)
    }

    @Test("A frame is filtered and widened by expressions")
    func frames() throws {
        let wide = try frame().adding("double", x * 2).adding("x", x + 1)
        #expect(wide.columnNames.prefix(2) == ["x", "n"])
        #expect(wide.columnNames.last == "double")
        #expect(try wide.values(of: ColumnKey<Double>("x"))[0] == 2.5)
        #expect(try frame().filtered(by: x .< 2).values(of: ColumnKey<Double>("x")) == [1.5, -4])
        #expect(throws: DataError.self) { try frame().computing(ColumnExpression<Double>("n")) }
        #expect(throws: DataError.self) { try frame().filtered(by: ColumnExpression<Bool>("none")) }
        #expect(try frame().prefix(0).computing(x + 1).count == 0)
    }
}
