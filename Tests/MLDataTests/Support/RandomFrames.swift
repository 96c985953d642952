import MLCore
import MLData

/// Frames of random shape and content, with texts that readers and writers get wrong.
enum RandomFrames {
    private static let pieces = [
        "", "a", "\"", "\"\"", ",", ";", "\n", "\r", "\r\n", "\0", "\t", " ", "é", "e\u{301}", "日本", "🎬👩‍👩‍👧", "null", "NA",
        "true",
        "007", "-1", "1e5", "nan", "2024-02-29", "=1+1", "\u{FEFF}", "\\", "\\n", "{}", "[\"x\"]", "'", "\u{7F}",
        "\u{1}",
    ]

    static func text(_ random: inout SeededGenerator) -> String {
        (0..<random.next(below: 4)).map { _ in pieces[random.next(below: pieces.count)] }.joined()
    }

    static func frame(
        seed: UInt64, types: [ColumnType] = ColumnType.allCases, maximumRows: Int = 40, finite: Bool = false
    ) throws -> DataFrame {
        var random = SeededGenerator(seed: seed)
        let rows = random.next(below: maximumRows + 1)
        let width = 1 + random.next(below: 6)
        let columns = (0..<width).map { position in
            let type = types[random.next(below: types.count)]
            let name = position == 0 ? "first" : "c\(position)" + text(&random)
            return (name: name, column: column(type, rows, &random, finite: finite))
        }
        return try DataFrame(columns)
    }

    static func column(_ type: ColumnType, _ rows: Int, _ random: inout SeededGenerator, finite: Bool) -> Column {
        let share = [0, 0.3, 1][random.next(below: 3)]
        var builder = ColumnBuilder(type)
        for _ in 0..<rows {
            let isMissing = random.nextBool(probability: share)
            try? builder.append(isMissing ? .missing : value(type, &random, finite: finite))
        }
        return builder.column()
    }

    static func value(_ type: ColumnType, _ random: inout SeededGenerator, finite: Bool) -> Value {
        switch type {
        case .bool: return .bool(random.nextBool(probability: 0.5))
        case .int64: return .int64([0, -1, .min, .max, Int64(bitPattern: random.next())][random.next(below: 5)])
        case .double:
            let number = Double(bitPattern: random.next())
            if number.isNaN { return .double(finite ? -0.0 : .nan) }
            return .double(number.isInfinite && finite ? Double.leastNonzeroMagnitude : number)
        case .float:
            let number = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
            if number.isNaN { return .float(finite ? 0.1 : .nan) }
            return .float(number.isInfinite && finite ? 0.1 : number)
        case .string: return .string(text(&random))
        case .timestamp:
            let micros = Int64(random.next(below: UInt64(500_000_000_000_000_000))) - 250_000_000_000_000_000
            return .timestamp(Timestamp(microseconds: micros))
        case .stringList: return .stringList((0..<random.next(below: 4)).map { _ in text(&random) })
        }
    }
}
