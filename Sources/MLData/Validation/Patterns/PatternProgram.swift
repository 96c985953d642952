import MLCore

/// A pattern as steps of a nondeterministic automaton (Thompson 1968).
struct PatternProgram: Sendable {
    /// One step.
    enum Step: Sendable {
        /// Reads a scalar of a set, by its position in ``PatternProgram/sets``, and goes to the next step.
        case set(Int)
        /// Goes to the next step when the place is as said.
        case assertion(PatternNode.Assertion)
        /// Goes to both steps.
        case split(Int, Int)
        /// Goes to a step.
        case jump(Int)
        /// The pattern matches.
        case match
    }

    /// How many steps a program may have.
    static let maximumCount = 5000
    /// How many parts may be looked at, parts that are repeated counted each time.
    private static let maximumVisits = 100_000

    private(set) var steps: [Step] = []
    private(set) var sets: [ScalarSet] = []
    private(set) var hasAssertions = false
    let isASCII: Bool
    private var positions: [ScalarSet: Int] = [:]
    private var visits = 0

    /// Compiles a pattern.
    init(_ pattern: String) throws(DataError) {
        var parser = try PatternParser(pattern)
        let node = try parser.parsed()
        isASCII = parser.flags.isASCII
        try append(node)
        try emit(.match)
        positions = [:]
    }

    private mutating func emit(_ step: Step) throws(DataError) {
        guard steps.count < Self.maximumCount else { throw Self.tooLarge }
        steps.append(step)
    }

    private static var tooLarge: DataError {
        DataError(
            .invalidConfiguration, "the pattern needs more than \(maximumCount) steps", at: "pattern",
            remedy: "Repeat less.")
    }

    private mutating func append(_ node: PatternNode) throws(DataError) {
        visits += 1
        guard visits <= Self.maximumVisits else { throw Self.tooLarge }
        switch node {
        case .set(let set):
            let position = positions[set] ?? sets.count
            if position == sets.count {
                sets.append(set)
                positions[set] = position
            }
            try emit(.set(position))
        case .assertion(let assertion):
            hasAssertions = true
            try emit(.assertion(assertion))
        case .sequence(let parts): for part in parts { try append(part) }
        case .alternatives(let parts): try append(alternatives: parts)
        case .repetition(let part, let minimum, let maximum):
            for _ in 0..<minimum { try append(part) }
            guard let maximum else {
                let start = steps.count
                try emit(.match)
                try append(part)
                try emit(.jump(start))
                steps[start] = .split(start + 1, steps.count)
                return
            }
            var splits: [Int] = []
            for _ in minimum..<maximum {
                splits.append(steps.count)
                try emit(.match)
                try append(part)
            }
            for split in splits { steps[split] = .split(split + 1, steps.count) }
        }
    }

    private mutating func append(alternatives parts: [PatternNode]) throws(DataError) {
        var jumps: [Int] = []
        for (index, part) in parts.enumerated() {
            guard index < parts.count - 1 else {
                try append(part)
                break
            }
            let split = steps.count
            try emit(.match)
            try append(part)
            jumps.append(steps.count)
            try emit(.match)
            steps[split] = .split(split + 1, steps.count)
        }
        for jump in jumps { steps[jump] = .jump(steps.count) }
    }
}
