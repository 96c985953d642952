import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs blocking work on a fixed number of threads beside the cooperative pool, first come, first served.
///
/// Each worker is a serial queue, which gets a thread of its own; the global queues share theirs with the cooperative
/// pool. A worker runs until there is no work left and then gives its thread back.
final class WorkerPool: Sendable {
    private struct State {
        /// What is to be done; what was begun is `nil`, so that it is released when it ends.
        var work: [(@Sendable () -> Void)?] = []
        var next = 0
        var idle: [Int] = []
    }

    private let workers: [DispatchQueue]
    private let state: Mutex<State>

    /// Creates a pool.
    ///
    /// - Parameter count: The number of workers; at least 1.
    init(count: Int) {
        workers = (0..<max(count, 1)).map { DispatchQueue(label: "mlops.serving-worker.\($0)") }
        state = Mutex(State(idle: Array(workers.indices)))
    }

    /// The number of processors of this machine.
    static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Runs work as soon as a worker is free.
    func submit(_ work: @escaping @Sendable () -> Void) {
        let worker = state.withLock { state in
            state.work.append(work)
            return state.idle.popLast()
        }
        guard let worker else { return }
        workers[worker].async { self.run(worker) }
    }

    private func run(_ worker: Int) {
        while let work = take(worker) { work() }
    }

    /// The next piece of work; without one the worker is idle.
    private func take(_ worker: Int) -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard state.next < state.work.count else {
                state.work.removeAll(keepingCapacity: true)
                state.next = 0
                state.idle.append(worker)
                return nil
            }
            let work = state.work[state.next]
            state.work[state.next] = nil
            state.next += 1
            if state.next > 1024, state.next * 2 > state.work.count {
                state.work.removeFirst(state.next)
                state.next = 0
            }
            return work
        }
    }
}
