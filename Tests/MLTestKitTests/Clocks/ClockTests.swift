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

    @Test("Threads that read a stepping clock get different times")
    func threads() {
        let clock = SteppingWallClock(microsecondsPerReading: 1)
        let times = parallelMap(count: 500, threads: 4) { _ in clock.now().microseconds }
        #expect(times.sorted() == Array(0..<500))
    }
}
