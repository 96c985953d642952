import MLCore
import Synchronization

/// The bytes that may still be allocated for the columns of one input; shared by the threads that read it.
final class MemoryBudget: Sendable {
    /// The most bytes.
    let limit: Int
    private let used = Atomic<Int>(0)
    private let name: String

    /// Creates a budget.
    ///
    /// - Parameters:
    ///   - limit: The most bytes.
    ///   - name: What errors call the input.
    init(limit: Int, name: String) {
        self.limit = max(0, limit)
        self.name = name
    }

    /// Takes the bytes of elements that are about to be allocated.
    ///
    /// - Throws: ``DataError`` with code `limitExceeded`; nothing is taken then.
    func spend(_ count: Int, elementSize: Int = 1) throws(DataError) {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: elementSize)
        if count >= 0, !overflow, bytes <= limit {
            let before = used.wrappingAdd(bytes, ordering: .relaxed).oldValue
            if before <= limit - bytes { return }
            used.wrappingSubtract(bytes, ordering: .relaxed)
        }
        throw DataError(
            .limitExceeded, "the columns take more than \(limit) bytes of memory", at: name,
            remedy: "Raise maximumByteCount if the input is trusted, or read fewer columns or rows at once.")
    }

    /// Gives back all bytes: what they were taken for is handed over.
    func reset() { used.store(0, ordering: .relaxed) }

    /// Gives back bytes that were taken.
    func release(_ bytes: Int) { used.wrappingSubtract(bytes, ordering: .relaxed) }
}
