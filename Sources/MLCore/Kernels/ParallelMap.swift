import Dispatch
import Synchronization

/// Computes one result for each index, on several threads, and returns them in the order of the indices.
///
/// The result does not depend on the number of threads as long as `body` is a pure function of its index: each index is
/// computed once and results are placed by index. When some indices fail, the error of the lowest one is thrown.
///
/// - Parameters:
///   - count: The number of indices; less than 1 gives no results.
///   - threads: How many threads may be used; less than 2 runs on the calling thread.
///   - body: Computes the result of an index.
/// - Returns: `count` results.
/// - Throws: The error of the lowest failing index.
package func parallelMap<Output: Sendable, Failure: Error>(
    count: Int, threads: Int, _ body: @Sendable (Int) throws(Failure) -> Output
) throws(Failure) -> [Output] {
    let workers = min(threads, count)
    guard workers > 1 else {
        var outputs: [Output] = []
        outputs.reserveCapacity(max(0, count))
        for index in 0..<max(0, count) { outputs.append(try body(index)) }
        return outputs
    }
    let next = Atomic<Int>(0)
    let failed = Atomic<Bool>(false)
    var slots = [Result<Output, Failure>?](repeating: nil, count: count)
    slots.withUnsafeMutableBufferPointer { buffer in
        // Each index is handed out once, so no two threads touch the same slot.
        nonisolated(unsafe) let buffer = buffer
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while !failed.load(ordering: .relaxed) {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                do throws(Failure) {
                    buffer[index] = .success(try body(index))
                } catch {
                    buffer[index] = .failure(error)
                    failed.store(true, ordering: .relaxed)
                }
            }
        }
    }
    // Indices are handed out in ascending order, so every index below a failed one has a result.
    var outputs: [Output] = []
    outputs.reserveCapacity(count)
    for case let slot? in slots { outputs.append(try slot.get()) }
    return outputs
}
