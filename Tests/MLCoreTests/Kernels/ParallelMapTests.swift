import MLCore
import Testing

@Suite("parallelMap")
struct ParallelMapTests {
    @Test("Results are in index order for any number of threads", arguments: [-1, 1, 2, 3, 64])
    func order(threads: Int) {
        #expect(parallelMap(count: 1000, threads: threads) { $0 * $0 } == (0..<1000).map { $0 * $0 })
        #expect(parallelMap(count: 0, threads: threads) { $0 }.isEmpty)
    }

    @Test("The error of the lowest failing index is thrown", arguments: [1, 2, 8])
    func failure(threads: Int) {
        let error = #expect(throws: CoreError.self) {
            _ = try parallelMap(count: 500, threads: threads) { index throws(CoreError) -> Int in
                if index % 100 == 37 { throw CoreError(.invalidArgument, "index \(index)") }
                return index
            }
        }
        #expect(error?.details.problem == "index 37")
    }
}
