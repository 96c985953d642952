import Dispatch
import Synchronization

/// Runs a body once for every index from 0 to `count` − 1, on up to `threads` threads, and waits for all of them.
///
/// Indices are handed out in rising order. Which thread runs which index is open, so a body must write to places of its
/// own index only, and a reduction over its results must go by index afterwards: then the result is the same for every
/// number of threads.
///
/// When bodies throw, no further indices are handed out and the error of the lowest failing index is thrown. Every
/// index below a failing one was handed out before it, so this error, too, does not depend on the number of threads.
///
/// - Parameters:
///   - count: The number of indices; 0 or less runs nothing.
///   - threads: The largest number of threads; 1 or less runs every index in order on the calling thread.
///   - body: The work of one index.
/// - Throws: The error of the lowest failing index.
package func parallelFor<Failure: Error>(
    count: Int, threads: Int, _ body: @Sendable (Int) throws(Failure) -> Void
) throws(Failure) {
    guard count > 1, threads > 1 else {
        var index = 0
        while index < count {
            try body(index)
            index += 1
        }
        return
    }
    let next = Atomic<Int>(0)
    let failure = Mutex<(index: Int, error: Failure)?>(nil)
    DispatchQueue.concurrentPerform(iterations: min(threads, count)) { _ in
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < count else { return }
            do throws(Failure) {
                try body(index)
            } catch {
                // No index is handed out any more; those at work go on to their end.
                next.store(count, ordering: .relaxed)
                failure.withLock { lowest in
                    if index < lowest?.index ?? Int.max { lowest = (index, error) }
                }
                return
            }
        }
    }
    if let lowest = failure.withLock({ $0 }) { throw lowest.error }
}

/// A range of indices cut into chunks of one size, the last one shorter.
///
/// The cut depends on the count and the size only, never on the number of threads, so partial results by chunk, reduced
/// in the order of the chunks, have the same bits everywhere.
package struct Chunks: Sendable {
    /// The number of indices.
    package let count: Int
    /// The number of indices in every chunk but the last.
    package let size: Int

    /// Cuts `count` indices (none when negative) into chunks of `size` (at least 1).
    package init(count: Int, size: Int) {
        self.count = max(count, 0)
        self.size = max(size, 1)
    }

    /// The number of chunks.
    package var chunkCount: Int { count / size + (count % size == 0 ? 0 : 1) }

    /// The indices of a chunk; empty past the end.
    package func range(_ chunk: Int) -> Range<Int> {
        let (start, overflow) = chunk.multipliedReportingOverflow(by: size)
        guard chunk >= 0, !overflow, start < count else { return count..<count }
        return start..<(start + min(size, count - start))
    }
}
