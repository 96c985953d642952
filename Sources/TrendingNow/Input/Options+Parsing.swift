/// A mistake on the command line, with the remedy.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Options {
    /// Reads the command line; `nil` when the user asked for help.
    init?(arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        while let option = rest.popFirst() {
            switch option {
            case "--help", "-h": return nil
            case "--data":
                let named = rest.prefix { !$0.hasPrefix("--") }
                if named.isEmpty || named.contains("") { throw UsageError("--data needs at least one file") }
                files += named
                rest = rest.dropFirst(named.count)
            case "--field": try mapField(try Self.value(of: option, &rest))
            case "--train-until": trainUntil = try Self.number(of: option, &rest, in: 1...9999)
            case "--retrain-at": retrainAt = try Self.number(of: option, &rest, in: 1...9999)
            case "--min-words": minimumWords = try Self.number(of: option, &rest, in: 1...1_000_000)
            case "--threads": threads = try Self.number(of: option, &rest, in: 1...1024)
            case "--seed": seed = try Self.number(of: option, &rest, in: 0...UInt64.max)
            case "--output": output = try Self.value(of: option, &rest)
            case "--serve":
                servePort = try Self.number(of: option, &rest, in: 0...65_535)
                try Self.checkServing()
            default: throw UsageError("unknown option \"\(option.prefix(64))\"; --help lists the options")
            }
        }
        if files.isEmpty {
            // The eras of the sample part in 2000; see the README beside it.
            if trainUntil == nil, retrainAt ?? 2010 > 1989 { trainUntil = 1989 }
            if retrainAt == nil, trainUntil ?? 1989 < 2010 { retrainAt = 2010 }
        }
        if let trainUntil, let retrainAt, retrainAt <= trainUntil {
            throw UsageError("--retrain-at \(retrainAt) has to be after --train-until \(trainUntil)")
        }
        if Set(columns.values).count < columns.count {
            throw UsageError("--field reads two fields from one column; give each field a column of its own")
        }
    }

    private mutating func mapField(_ text: String) throws(UsageError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, columns[parts[0]] != nil, !parts[1].isEmpty else {
            throw UsageError(
                "--field needs NAME=COLUMN with a name of \(columns.keys.sorted().joined(separator: ", "))")
        }
        columns[parts[0]] = parts[1]
    }

    private static func checkServing() throws(UsageError) {
        #if !HummingbirdServing
        throw UsageError(
            "--serve needs the trait HummingbirdServing: "
                + "swift run -c release --traits HummingbirdServing trending-now --serve 8080")
        #endif
    }

    private static func value(of option: String, _ rest: inout ArraySlice<String>) throws(UsageError) -> String {
        guard let value = rest.popFirst(), !value.isEmpty else { throw UsageError("\(option) needs a value") }
        return value
    }

    private static func number<Number: FixedWidthInteger>(
        of option: String, _ rest: inout ArraySlice<String>, in range: ClosedRange<Number>
    ) throws(UsageError) -> Number {
        let text = try value(of: option, &rest)
        guard let number = Number(text), range.contains(number) else {
            throw UsageError(
                "\(option) needs a whole number from \(range.lowerBound) to \(range.upperBound), not \(text.prefix(64))"
            )
        }
        return number
    }
}
