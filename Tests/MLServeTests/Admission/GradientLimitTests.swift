import MLCore
import MLServe
import Testing

@Suite("GradientLimit")
struct GradientLimitTests {
    private func limit(initial: Int = 20, minimum: Int = 2, maximum: Int = 200) -> GradientLimit {
        var limits = ConcurrencyLimits()
        limits.initial = initial
        limits.minimum = minimum
        limits.maximum = maximum
        return GradientLimit(limits)
    }

    @Test("Steady times let the limit grow to its greatest, by less than the headroom a step")
    func growth() {
        var limit = limit()
        for _ in 0..<500 {
            let before = limit.limit
            limit.update(seconds: 0.01, inFlight: limit.limit)
            #expect(limit.limit >= before)
            #expect(limit.limit <= before + 1)
        }
        #expect(limit.limit == 200)
    }

    @Test("Sudden slowness shrinks the limit, at most by a tenth a step")
    func shrinking() {
        var limit = limit(initial: 100)
        for _ in 0..<50 { limit.update(seconds: 0.01, inFlight: 5) }
        #expect(limit.limit == 100)
        for _ in 0..<20 {
            let before = limit.limit
            limit.update(seconds: 1, inFlight: before)
            #expect(Double(limit.limit) >= Double(before) * 0.9 - 1)
        }
        #expect(limit.limit < 40)
    }

    @Test("Slowness within the tolerance does not shrink the limit")
    func tolerance() {
        var limit = limit()
        for _ in 0..<100 { limit.update(seconds: 0.010, inFlight: 1) }
        let before = limit.limit
        for _ in 0..<10 { limit.update(seconds: 0.014, inFlight: before) }
        #expect(limit.limit > before)
    }

    @Test("A limit that is not used to its half stays as it is")
    func unused() {
        var limit = limit()
        for _ in 0..<100 { limit.update(seconds: 0.01, inFlight: 9) }
        #expect(limit.limit == 20)
    }

    @Test("After a time of overload the next slowness is noticed as soon as if there had been none")
    func recovery() {
        var limit = limit()
        for _ in 0..<50 { limit.update(seconds: 0.01, inFlight: limit.limit) }
        for _ in 0..<600 { limit.update(seconds: 0.5, inFlight: limit.limit) }
        for _ in 0..<60 { limit.update(seconds: 0.01, inFlight: limit.limit) }
        let recovered = limit.limit
        // Slow beside 0.01, and fast beside the 0.5 that a smoothed average would still remember.
        for _ in 0..<10 { limit.update(seconds: 0.1, inFlight: limit.limit) }
        #expect(limit.limit < recovered / 2)
    }

    @Test("Whatever is measured, the limit stays within its bounds")
    func bounds() {
        var generator = SeededGenerator(seed: 5)
        var limit = limit(initial: 10, minimum: 3, maximum: 30)
        for _ in 0..<20_000 {
            let seconds =
                switch generator.next(below: 8) {
                case 0: Double.nan
                case 1: -Double.infinity
                case 2: 0.0
                case 3: Double.greatestFiniteMagnitude
                case 4: Double.leastNonzeroMagnitude
                default: generator.nextUniform()
                }
            limit.update(seconds: seconds, inFlight: generator.next(below: 100) - 10)
            #expect((3...30).contains(limit.limit))
        }
    }

    @Test("A window is full after ten requests and a tenth of a second, and gives their mean")
    func window() throws {
        let start = ContinuousClock.now
        var window = LatencyWindow()
        for index in 0..<20 {
            #expect(
                window.add(.milliseconds(10), inFlight: index, now: start.advanced(by: .milliseconds(index))) == nil)
        }
        let full = window.add(.milliseconds(220), inFlight: 3, now: start.advanced(by: .milliseconds(100)))
        let sample = try #require(full)
        #expect(abs(sample.seconds - 0.02) < 1e-12)
        #expect(sample.inFlight == 19)
        #expect(window == LatencyWindow())
    }
}
