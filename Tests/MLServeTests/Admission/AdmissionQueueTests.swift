import MLCore
import MLServe
import Testing

@Suite("AdmissionQueue")
struct AdmissionQueueTests {
    private let start = ContinuousClock.now

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start.advanced(by: .seconds(seconds)) }

    private func queue(limit: Int = 4, queueShare: Double = 0.5, callerShare: Double = 0.5) -> AdmissionQueue {
        var limits = ConcurrencyLimits()
        limits.initial = limit
        limits.minimum = limit
        limits.maximum = limit
        limits.queueShare = queueShare
        limits.callerShare = callerShare
        return AdmissionQueue(limits)
    }

    @Test("Requests run up to the limit, wait up to half of it, and then are refused")
    func overflow() {
        var queue = queue()
        let verdicts = (0..<8).map { queue.enter($0, caller: "a", deadline: at(10), now: at(0)).verdict }
        #expect(
            verdicts == [
                .run, .run, .run, .run, .wait, .wait, .refuse(.queueFull), .refuse(.queueFull),
            ])
        #expect((queue.runningCount, queue.waitingCount) == (4, 2))
    }

    @Test("Who leaves lets the first that waits run")
    func order() {
        var queue = queue()
        for ticket in 0..<6 { _ = queue.enter(UInt64(ticket), caller: "a", deadline: at(10), now: at(0)) }
        #expect(queue.leave(caller: "a", after: .milliseconds(1), now: at(1)) == [.init(ticket: 4, refusal: nil)])
        #expect(queue.leave(caller: "a", after: nil, now: at(1)) == [.init(ticket: 5, refusal: nil)])
        #expect(queue.leave(caller: "a", after: nil, now: at(1)) == [])
        #expect((queue.runningCount, queue.waitingCount) == (3, 0))
    }

    @Test("What expires while it waits never runs, and what comes expired is refused at once")
    func deadlines() {
        var queue = queue()
        for ticket in 0..<4 { _ = queue.enter(UInt64(ticket), caller: "a", deadline: at(10), now: at(0)) }
        _ = queue.enter(4, caller: "a", deadline: at(1), now: at(0))
        _ = queue.enter(5, caller: "a", deadline: at(9), now: at(0))
        #expect(
            queue.leave(caller: "a", after: nil, now: at(2))
                == [.init(ticket: 4, refusal: .deadline), .init(ticket: 5, refusal: nil)])
        #expect(queue.enter(6, caller: "a", deadline: at(2), now: at(2)).verdict == .refuse(.deadline))
    }

    @Test("A full queue keeps the latest deadlines")
    func nearestDeadlineLoses() {
        var queue = queue()
        for ticket in 0..<4 { _ = queue.enter(UInt64(ticket), caller: "a", deadline: at(10), now: at(0)) }
        _ = queue.enter(4, caller: "a", deadline: at(5), now: at(0))
        _ = queue.enter(5, caller: "a", deadline: at(6), now: at(0))
        let early = queue.enter(6, caller: "a", deadline: at(4), now: at(0))
        #expect(early.verdict == .refuse(.queueFull))
        #expect(early.evicted.isEmpty)
        let late = queue.enter(7, caller: "a", deadline: at(8), now: at(0))
        #expect(late.verdict == .wait)
        #expect(late.evicted == [.init(ticket: 4, refusal: .queueFull)])
    }

    @Test("A caller alone may have everything; beside others it has its share")
    func callerShare() {
        var queue = queue(limit: 8, queueShare: 0.5, callerShare: 0.5)
        #expect(queue.callerLimit == 6)
        for ticket in 0..<10 { _ = queue.enter(UInt64(ticket), caller: "greedy", deadline: at(10), now: at(0)) }
        #expect((queue.runningCount, queue.waitingCount) == (8, 2))
        #expect(queue.enter(20, caller: "modest", deadline: at(10), now: at(0)).verdict == .wait)
        #expect(
            queue.enter(21, caller: "greedy", deadline: at(10), now: at(0)).verdict == .refuse(.callerShare))
        _ = queue.enter(22, caller: "modest", deadline: at(10), now: at(0))
        let next = queue.enter(23, caller: "modest", deadline: at(10), now: at(0))
        #expect(next.verdict == .wait)
        #expect(next.evicted == [.init(ticket: 9, refusal: .callerShare)])
    }

    @Test("A caller who comes to a queue that another one has filled takes a place of it, whatever the deadlines")
    func newcomer() {
        var queue = queue(limit: 4, queueShare: 0.5, callerShare: 0.5)
        for ticket in 0..<6 { _ = queue.enter(UInt64(ticket), caller: "greedy", deadline: at(30), now: at(0)) }
        #expect((queue.runningCount, queue.waitingCount) == (4, 2))
        let newcomer = queue.enter(6, caller: "modest", deadline: at(1), now: at(0))
        #expect(newcomer.verdict == .wait)
        #expect(newcomer.evicted == [.init(ticket: 5, refusal: .callerShare)])
    }

    @Test("A request that is withdrawn makes room, once")
    func withdrawing() {
        var queue = queue()
        for ticket in 0..<6 { _ = queue.enter(UInt64(ticket), caller: "a", deadline: at(10), now: at(0)) }
        let withdrawals = (0..<3).map { _ in queue.withdraw(4) }
        #expect(withdrawals == [true, false, false])
        #expect(queue.enter(9, caller: "a", deadline: at(10), now: at(0)).verdict == .wait)
        #expect(queue.leave(caller: "a", after: nil, now: at(1)) == [.init(ticket: 5, refusal: nil)])
    }

    @Test(
        "Whatever happens, no more run than the limit, no more wait than half of it, and each request gets one decision"
    )
    func laws() {
        var generator = SeededGenerator(seed: 11)
        var limits = ConcurrencyLimits()
        limits.initial = 6
        limits.maximum = 30
        var queue = AdmissionQueue(limits)
        var running: [(ticket: UInt64, caller: String, began: Double)] = []
        var waiting: [UInt64: (caller: String, deadline: Double)] = [:]
        var decided: Set<UInt64> = []
        var time = 0.0
        func apply(_ decisions: [AdmissionQueue.Decision]) {
            for decision in decisions {
                let request = waiting.removeValue(forKey: decision.ticket)
                #expect(request != nil)
                #expect(decided.insert(decision.ticket).inserted)
                if decision.refusal == nil, let request {
                    #expect(request.deadline > time)
                    running.append((decision.ticket, request.caller, time))
                }
            }
        }
        for ticket in 0..<UInt64(20_000) {
            time += generator.nextUniform() * 0.01
            let before = queue.limit
            switch generator.next(below: 5) {
            case 0...2:
                let caller = ["a", "b", "c"][generator.next(below: 3)]
                let deadline = time + generator.nextUniform() * 0.3
                let (verdict, evicted) = queue.enter(ticket, caller: caller, deadline: at(deadline), now: at(time))
                apply(evicted)
                switch verdict {
                case .run:
                    running.append((ticket, caller, time))
                    #expect(queue.runningCount <= queue.limit)
                case .wait: waiting[ticket] = (caller, deadline)
                case .refuse: decided.insert(ticket)
                }
                if verdict != .wait { #expect(decided.insert(ticket).inserted == (verdict == .run)) }
            case 3 where !running.isEmpty:
                let request = running.remove(at: generator.next(below: running.count))
                apply(queue.leave(caller: request.caller, after: .seconds(time - request.began), now: at(time)))
            default:
                if let ticket = waiting.keys.min() {
                    #expect(queue.withdraw(ticket) == true)
                    waiting[ticket] = nil
                }
            }
            #expect(queue.runningCount == running.count)
            #expect(queue.waitingCount == waiting.count)
            #expect(running.count <= max(queue.limit, before, 30))
            #expect(queue.waitingLimit * 2 <= queue.limit)
            #expect(waiting.count <= 15)
            #expect((2...30).contains(queue.limit))
        }
        while let request = running.popLast() {
            apply(queue.leave(caller: request.caller, after: nil, now: at(time)))
        }
        #expect((queue.runningCount, queue.waitingCount) == (0, 0))
        #expect(waiting.isEmpty)
    }
}
