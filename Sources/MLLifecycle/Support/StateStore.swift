#if ServiceLifecycle
import MLCore

/// Keeps the state of a service as canonical JSON.
struct StateStore<State: Codable & Sendable>: Sendable {
    private struct Stored: Codable {
        let formatVersion: Int
        let state: State
    }

    private static var formatVersion: Int { 1 }

    let store: (any CheckpointStore)?
    let place: String

    /// The saved state, or `nil` when there is none.
    ///
    /// - Throws: ``LifecycleError`` with code `incompatibleState` for bytes that are no such state, or what the store throws.
    func load() throws -> State? {
        guard let bytes = try store?.load() else { return nil }
        let stored: Stored
        do {
            stored = try CanonicalJSONDecoder().decode(Stored.self, from: bytes)
        } catch {
            throw incompatible("the stored state cannot be read", cause: error)
        }
        guard stored.formatVersion == Self.formatVersion else {
            throw incompatible("the stored state has format version \(stored.formatVersion)")
        }
        return stored.state
    }

    /// Saves the state away from the cooperative pool; cancelling the task does not stop it.
    ///
    /// - Throws: ``LifecycleError`` with code `stateNotSaved`.
    func save(_ state: State) async throws {
        guard let store else { return }
        do {
            try await offCooperativePool(cancelling: CancellationToken()) {
                try store.save(
                    CanonicalJSONEncoder().encode(Stored(formatVersion: Self.formatVersion, state: state)))
            }
        } catch {
            throw LifecycleError(
                .stateNotSaved, "the state could not be saved", at: place,
                remedy: "Restore the store; the service goes on from the state that was saved before.", cause: error)
        }
    }

    /// An error about a stored state.
    func incompatible(_ problem: String, cause: (any Error)? = nil) -> LifecycleError {
        LifecycleError(
            .incompatibleState, problem, at: place,
            remedy: "Use a store of its own for each reference and windowing, or an empty one to begin anew.",
            cause: cause)
    }
}
#endif
