import MLCore
import MLTestKit
import Testing

@Suite("Clocks")
struct ClockTests {
    @Test("A fixed clock stands still")
    func fixed() {
        let clock = FixedClock(microseconds: 7)
        #expect((0..<3).allSatisfy { _ in clock.now() == Timestamp(microseconds: 7) })
        #expect(FixedClock(Timestamp(microseconds: 7)) == clock)
    }

    @Test("A manual clock moves by its step with each question, and by hand, and stops at the ends of time")
    func manual() {
        let clock = ManualClock(start: Timestamp(microseconds: 5), step: 10)
        #expect((0..<3).map { _ in clock.now().microseconds } == [5, 15, 25])
        clock.set(to: Timestamp(microseconds: -100))
        clock.advance(byMicroseconds: -1)
        #expect(clock.now() == Timestamp(microseconds: -101))
        clock.set(to: Timestamp(microseconds: .max))
        clock.advance(byMicroseconds: .max)
        #expect((0..<2).map { _ in clock.now().microseconds } == [.max, .max])
    }

    @Test("Threads that ask a manual clock get different times")
    func threads() {
        let clock = ManualClock(step: 1)
        let times = parallelMap(count: 500, threads: 4) { _ in clock.now().microseconds }
        #expect(times.sorted() == Array(0..<500))
    }
}
