import Dispatch

/// Runs blocking work on a Dispatch thread of its own, so that the cooperative pool stays free.
///
/// The global queues are no place for such work: on Linux they share their threads, one for each processor, with the
/// cooperative pool, and work that keeps them busy would stop every task of the host. A serial queue gets a thread
/// beyond that number.
///
/// - Parameters:
///   - token: Raised when the surrounding task is cancelled.
///   - work: The blocking work.
/// - Returns: What the work returns.
/// - Throws: What the work throws.
package func offCooperativePool<Result: Sendable>(
    cancelling token: CancellationToken, _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "mlops.blocking-work").async {
                continuation.resume(with: Swift.Result { try work() })
            }
        }
    } onCancel: {
        token.cancel()
    }
}
