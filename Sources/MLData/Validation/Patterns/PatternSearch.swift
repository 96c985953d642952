import MLCore

/// Searches texts for a pattern, by a deterministic automaton that is made as texts need it.
///
/// Scalars that no set of the pattern tells apart are one class. A state is what steps may follow and what scalar came
/// before; when there are too many, all are forgotten, so that memory is bounded. A scalar costs at most one visit of every
/// step, and one look into a table when the state is known.
final class PatternSearch {
    private struct State: Hashable {
        var steps: [Int32]
        var before: PatternPlace
    }

    private static let unknown: Int32 = -1
    private static let accepting: Int32 = -2
    /// How many transitions are kept.
    private static let transitionLimit = 1 << 20

    private let program: PatternProgram
    private var classes: ScalarClasses
    /// The numbers of states, and the states.
    private var numbers: [State: Int32] = [:]
    private var states: [State] = []
    /// For each state the next one by class.
    private var transitions: [Int32] = []
    private var ends: [Int8] = []
    private var stride: Int
    private var marks: [UInt32]
    private var mark: UInt32 = 0
    private var pending: [Int] = []

    init(_ pattern: TextPattern) {
        program = pattern.program
        classes = ScalarClasses(program)
        stride = max(16, classes.count * 2)
        marks = [UInt32](repeating: 0, count: program.steps.count)
        forget()
    }

    /// Whether a part of a text matches; the text is UTF-8.
    ///
    /// - Complexity: O(bytes × steps).
    func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var state: Int32 = 0
        var position = 0
        while position < text.count {
            let byte = text[position]
            let kind: Int
            if byte < 0x80 {
                kind =
                    byte == 0x0A && position == text.count - 1 ? ScalarClasses.finalNewline : classes.ascii[Int(byte)]
                position += 1
            } else {
                kind = classes.kind(of: UTF8Scalars.scalar(text, &position))
                if classes.count > stride {
                    let held = states[Int(state)]
                    stride = classes.count * 2
                    forget()
                    state = number(of: held)
                }
            }
            var next = transitions[Int(state) * stride + kind]
            if next == Self.unknown { next = follow(&state, kind) }
            if next == Self.accepting { return true }
            state = next
        }
        if ends[Int(state)] < 0 {
            let isMatch = close(states[Int(state)], after: .end) == nil
            ends[Int(state)] = isMatch ? 1 : 0
        }
        return ends[Int(state)] == 1
    }

    /// Forgets all states but the first.
    private func forget() {
        numbers.removeAll(keepingCapacity: true)
        states.removeAll(keepingCapacity: true)
        transitions.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        _ = number(of: State(steps: [], before: program.hasAssertions ? .start : .other))
    }

    private func number(of state: State) -> Int32 {
        if let known = numbers[state] { return known }
        let number = Int32(truncatingIfNeeded: states.count)
        numbers[state] = number
        states.append(state)
        transitions.append(contentsOf: repeatElement(Self.unknown, count: stride))
        ends.append(-1)
        return number
    }

    /// Makes the transition of a state; the number of the state changes when states were forgotten.
    private func follow(_ state: inout Int32, _ kind: Int) -> Int32 {
        let held = states[Int(state)]
        guard let reached = close(held, after: classes.places[kind]) else {
            transitions[Int(state) * stride + kind] = Self.accepting
            return Self.accepting
        }
        let accepted = classes.members[kind]
        var following: [Int32] = []
        for step in reached {
            if case .set(let set) = program.steps[step], accepted[set >> 6] >> UInt64(set & 63) & 1 == 1 {
                following.append(Int32(truncatingIfNeeded: step + 1))
            }
        }
        following.sort()
        if (states.count + 1) * stride > Self.transitionLimit, states.count > 2 {
            forget()
            state = number(of: held)
        }
        let next = number(
            of: State(steps: following, before: program.hasAssertions ? classes.places[kind] : .other))
        transitions[Int(state) * stride + kind] = next
        return next
    }

    /// The steps that read a scalar next, with a new search from here; `nil` when the pattern matches.
    private func close(_ state: State, after: PatternPlace) -> [Int]? {
        if mark == .max {
            mark = 0
            for index in marks.indices { marks[index] = 0 }
        }
        mark += 1
        pending.removeAll(keepingCapacity: true)
        pending.append(0)
        for step in state.steps { pending.append(Int(step)) }
        var reached: [Int] = []
        while let step = pending.popLast() {
            guard marks[step] != mark else { continue }
            marks[step] = mark
            switch program.steps[step] {
            case .match: return nil
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .assertion(let assertion):
                if assertion.holds(between: state.before, and: after) { pending.append(step + 1) }
            case .set: reached.append(step)
            }
        }
        return reached
    }
}

/// What is on one side of a place in a text.
enum PatternPlace: Int8, Hashable, Sendable {
    case start
    case end
    case newline
    case finalNewline
    case word
    case other
}

extension PatternNode.Assertion {
    /// Whether it holds between two scalars, or at an end.
    fileprivate func holds(between before: PatternPlace, and after: PatternPlace) -> Bool {
        switch self {
        case .textStart: before == .start
        case .textEnd: after == .end
        case .textEndOrFinalNewline: after == .end || after == .finalNewline
        case .lineStart: before == .start || before == .newline || before == .finalNewline
        case .lineEnd: after == .end || after == .newline || after == .finalNewline
        case .wordBoundary: (before == .word) != (after == .word)
        case .noWordBoundary: (before == .word) == (after == .word)
        }
    }
}
