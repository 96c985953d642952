import Dispatch

/// Runs blocking work on a Dispatch thread, so that the cooperative pool stays free.
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
            DispatchQueue.global().async {
                continuation.resume(with: Swift.Result { try work() })
            }
        }
    } onCancel: {
        token.cancel()
    }
}
