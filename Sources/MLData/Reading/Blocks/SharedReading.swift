import Dispatch
import MLCore
import Synchronization

/// What the threads of one reading share.
///
/// Each thread takes a block, reads its fields, waits until the blocks before it are added, and adds its own. So the
/// result is that of one thread, whatever the number of threads.
final class SharedReading<Assembly: BlockAssembly>: Sendable {
    /// Only the thread that holds the lock touches it.
    private struct State: @unchecked Sendable {
        var assembly: Assembly
        /// The number of the block that is added next.
        var next = 0
        /// How often reading had to go on somewhere else.
        var generation = 0
        var failure: DataError?
        var isDone = false
        var waiting: [Int: DispatchSemaphore] = [:]
    }

    private enum Turn {
        case mine
        case outdated
        case ended
    }

    private let cutter: Mutex<RecordCutter>
    private let state: Mutex<State>
    private let rowLimit: Int
    private let token: CancellationToken?

    init(cutter: RecordCutter, assembly: Assembly, rowLimit: Int, token: CancellationToken?) {
        self.cutter = Mutex(cutter)
        state = Mutex(State(assembly: assembly))
        self.rowLimit = rowLimit
        self.token = token
    }

    /// Reads blocks until there are none.
    func work(blockSize: Int) {
        let worker = state.withLock { Unchecked(value: $0.assembly.worker(blockSize: blockSize)) }.value
        let semaphore = DispatchSemaphore(value: 0)
        while !isEnded {
            switch cut(worker.buffer) {
            case .success(nil): return
            case .success(let block?):
                worker.read(block)
                switch waitForTurn(block, semaphore) {
                case .mine: add(worker, block)
                case .outdated: continue
                case .ended: return
                }
            case .failure(let error):
                // The rows before the fault may hold another one, which comes first.
                stop(error)
                return
            }
        }
    }

    /// What was read.
    ///
    /// - Throws: The first fault of the input.
    func result() throws(DataError) -> Assembly {
        let state = state.withLock { $0 }
        if let failure = state.failure { throw failure }
        return state.assembly
    }

    private var isEnded: Bool { state.withLock { $0.failure != nil || $0.isDone } }

    private func cut(_ buffer: RecordBuffer) -> Result<RecordCutter.Block?, DataError> {
        nonisolated(unsafe) let buffer = buffer
        return cutter.withLock { cutter in
            Result { () throws(DataError) in try cutter.next(into: buffer) }
        }
    }

    private func stop(_ error: DataError) {
        state.withLock { state in
            state.failure = state.failure ?? error
            for semaphore in state.waiting.values { semaphore.signal() }
            state.waiting = [:]
        }
    }

    private func waitForTurn(_ block: RecordCutter.Block, _ semaphore: DispatchSemaphore) -> Turn {
        while true {
            let turn: Turn? = state.withLock { state in
                if state.failure != nil || state.isDone { return .ended }
                if state.generation != block.generation { return .outdated }
                if state.next == block.number { return .mine }
                state.waiting[block.number] = semaphore
                return nil
            }
            if let turn { return turn }
            semaphore.wait()
        }
    }

    /// Adds a block whose turn it is; nobody else touches the assembly meanwhile.
    private func add(_ worker: Assembly.Worker, _ block: RecordCutter.Block) {
        nonisolated(unsafe) let worker = worker
        state.withLock { state in
            do throws(DataError) {
                if token?.isCancelled == true { throw DataError.cancelled(state.assembly.name) }
                if let offset = try state.assembly.add(worker, block) {
                    state.generation += 1
                    cutter.withLock { $0.restart(at: offset, number: block.number + 1) }
                    // Whoever waits has a block that was cut at the wrong place.
                    for semaphore in state.waiting.values { semaphore.signal() }
                    state.waiting = [:]
                }
                state.next = block.number + 1
                if state.assembly.keptRowCount >= rowLimit { state.isDone = true }
            } catch {
                state.failure = error
            }
            if state.failure != nil || state.isDone {
                for semaphore in state.waiting.values { semaphore.signal() }
                state.waiting = [:]
            } else {
                state.waiting.removeValue(forKey: state.next)?.signal()
            }
        }
    }
}

/// A value that one thread made and hands to another one.
private struct Unchecked<Value>: @unchecked Sendable {
    let value: Value
}
