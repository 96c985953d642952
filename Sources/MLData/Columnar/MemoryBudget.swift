import MLCore
import Synchronization

/// The bytes that may still be allocated for the columns of one input; shared by the threads that read it.
///
/// Some of them are held by who reads, such as those of a page or of a dictionary: they stay taken when what was read is
/// handed over.
final class MemoryBudget: Sendable {
    /// The most bytes.
    let limit: Int
    private let used = Atomic<Int>(0)
    /// How many of the used bytes stay with who reads.
    private let held = Atomic<Int>(0)
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

    /// The bytes that are taken.
    var usedByteCount: Int { used.load(ordering: .relaxed) }

    /// Gives back all bytes but those that are held: what they were taken for is handed over.
    func reset() { used.store(held.load(ordering: .relaxed), ordering: .relaxed) }

    /// Gives back bytes that were taken.
    func release(_ bytes: Int) { used.wrappingSubtract(bytes, ordering: .relaxed) }

    /// Takes bytes that stay with who reads.
    ///
    /// - Throws: As ``spend(_:elementSize:)``.
    func hold(_ bytes: Int) throws(DataError) {
        try spend(bytes)
        keep(bytes)
    }

    /// Makes bytes that were taken stay with who reads.
    func keep(_ bytes: Int) { held.wrappingAdd(bytes, ordering: .relaxed) }

    /// Gives back bytes that were held.
    func letGo(_ bytes: Int) {
        held.wrappingSubtract(bytes, ordering: .relaxed)
        release(bytes)
    }
}

/// The bytes that reading one input may produce and throw away again, pages and buffers for example.
///
/// Nothing is ever given back: few bytes that stand for many, again and again, come to an end here.
final class WorkBudget: Sendable {
    private let limit: Int
    private let used = Atomic<Int>(0)
    private let name: String

    /// Creates a budget.
    ///
    /// - Parameters:
    ///   - memory: The most bytes of the columns; pages and buffers take a few times as many, all together.
    ///   - inputSize: The size of the input, of which each byte may stand for 1024.
    ///   - name: What errors call the input.
    init(memory: Int, inputSize: Int, name: String) {
        let (most, first) = memory.multipliedReportingOverflow(by: 4)
        let (more, second) = inputSize.multipliedReportingOverflow(by: 1024)
        let (sum, third) = most.addingReportingOverflow(more)
        limit = first || second || third ? .max : sum
        self.name = name
    }

    /// Takes bytes that are about to be produced.
    ///
    /// - Throws: ``DataError`` with code `limitExceeded`.
    func spend(_ bytes: Int) throws(DataError) {
        let before = used.wrappingAdd(bytes, ordering: .relaxed).oldValue
        guard bytes < 0 || before > limit - bytes else { return }
        used.wrappingSubtract(bytes, ordering: .relaxed)
        throw DataError(
            .limitExceeded, "the pages or buffers take more than \(limit) bytes, one after the other", at: name,
            remedy: "Raise maximumByteCount if the input is trusted, or read fewer columns.")
    }
}

/// Bytes that are taken from a budget until nobody needs them any more.
final class HeldBytes: Sendable {
    private let budget: MemoryBudget
    private let count = Atomic<Int>(0)

    /// Begins without any.
    init(_ budget: MemoryBudget) { self.budget = budget }

    deinit { budget.release(count.load(ordering: .relaxed)) }

    /// Takes more bytes.
    ///
    /// - Throws: As ``MemoryBudget/spend(_:elementSize:)``.
    func add(_ bytes: Int) throws(DataError) {
        try budget.spend(bytes)
        count.wrappingAdd(bytes, ordering: .relaxed)
    }
}
