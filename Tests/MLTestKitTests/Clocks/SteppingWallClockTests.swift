import MLCore
import MLTestKit
import Testing

@Suite("SteppingWallClock")
struct SteppingWallClockTests {
    @Test("it stands still, steps, runs backwards, and can be set")
    func readings() {
        let start = Timestamp(microseconds: 100)
        func readings(_ step: Int64) -> [Int64] {
            let clock = SteppingWallClock(from: start, microsecondsPerReading: step)
            return (0..<3).map { _ in clock.now().microseconds }
        }
        #expect(readings(0) == [100, 100, 100])
        #expect(readings(5) == [100, 105, 110])
        #expect(readings(-60) == [100, 40, -20])
        let clock = SteppingWallClock()
        #expect(clock.now() == Timestamp(microseconds: 0))
        clock.set(to: start)
        #expect(clock.now() == start)
    }
}
