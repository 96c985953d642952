import MLCore
import Synchronization
import Testing

@Suite("Parallel loop")
struct ParallelLoopTests {
    @Test("Every index runs exactly once", arguments: [1, 2, 8, 0, -3])
    func everyIndex(threads: Int) {
        let counts = Mutex([Int](repeating: 0, count: 500))
        parallelFor(count: 500, threads: threads) { index in counts.withLock { $0[index] += 1 } }
        #expect(counts.withLock { $0 } == [Int](repeating: 1, count: 500))
    }

    @Test("No index runs for a count of zero or less", arguments: [0, -1, Int.min])
    func empty(count: Int) {
        let ran = Atomic<Int>(0)
        parallelFor(count: count, threads: 4) { _ in ran.wrappingAdd(1, ordering: .relaxed) }
        #expect(ran.load(ordering: .relaxed) == 0)
        #expect(parallelMap(count: count, threads: 4) { $0 }.isEmpty)
    }

    @Test("One thread runs the indices in order")
    func order() {
        let seen = Mutex([Int]())
        parallelFor(count: 50, threads: 1) { index in seen.withLock { $0.append(index) } }
        #expect(seen.withLock { $0 } == Array(0..<50))
    }

    @Test("No more threads than asked for are at work, even when each waits for another one", arguments: [1, 2])
    func bound(threads: Int) {
        let state = Mutex((active: 0, most: 0))
        parallelFor(count: 6, threads: threads) { _ in
            state.withLock {
                $0.active += 1
                $0.most = max($0.most, $0.active)
            }
            // Holding on gives a thread too many the time to show itself; on success every wait runs out.
            let end = ContinuousClock.now + .milliseconds(20)
            while ContinuousClock.now < end, state.withLock({ $0.most }) <= threads {}
            state.withLock { $0.active -= 1 }
        }
        #expect(state.withLock { $0.most } <= threads)
    }

    @Test("The error of the lowest failing index is thrown, for every number of threads")
    func lowestError() {
        struct Failure: Error, Equatable { var index: Int }
        for threads in [1, 2, 3, 16] {
            for repetition in 0..<20 {
                let failing = Set([7 + repetition, 8 + repetition, 90])
                #expect(throws: Failure(index: 7 + repetition)) {
                    try parallelFor(count: 100, threads: threads) { index in
                        if failing.contains(index) { throw Failure(index: index) }
                    }
                }
                #expect(throws: Failure(index: 7 + repetition)) {
                    _ = try parallelMap(count: 100, threads: threads) { index in
                        if failing.contains(index) { throw Failure(index: index) }
                        return index
                    }
                }
            }
        }
    }

    @Test("A map keeps the order of the indices")
    func map() {
        for threads in [1, 2, 5] {
            #expect(parallelMap(count: 1000, threads: threads) { $0 * $0 } == (0..<1000).map { $0 * $0 })
        }
    }

    @Test("A map of optionals keeps its nils")
    func mapOfOptionals() {
        let values = parallelMap(count: 4, threads: 2) { $0 % 2 == 0 ? nil : $0 as Int? }
        #expect(values == [nil, 1, nil, 3])
    }

    @Test("Chunks cover every index once and depend on count and size only")
    func chunks() {
        for (count, size) in [(0, 4), (1, 4), (4, 4), (5, 4), (100, 7), (3, 0), (-5, 3), (10, .max)] {
            let chunks = Chunks(count: count, size: size)
            let covered = (0..<chunks.chunkCount).flatMap { Array(chunks.range($0)) }
            #expect(covered == Array(0..<max(count, 0)))
            #expect(chunks.range(chunks.chunkCount).isEmpty)
            #expect(chunks.range(-1).isEmpty)
            #expect(chunks.range(.max).isEmpty)
        }
        #expect(Chunks(count: .max, size: 1 << 20).chunkCount == 1 << 43)
    }
}
