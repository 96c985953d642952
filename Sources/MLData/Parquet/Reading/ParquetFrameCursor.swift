import MLCore
import Synchronization

/// Takes the rows of a file a frame at a time.
final class ParquetFrameCursor: Sendable {
    private struct State: ~Copyable {
        /// The position of the next row group among the chosen ones.
        var nextGroup = 0
        /// How many rows of the row group are left.
        var remainingRows = 0
        var cursors: [any ParquetColumnCursor] = []
        var hasFailed = false
    }

    private let plan: ParquetPlan
    private let rowCount: Int
    private let threads: Int
    private let state = Mutex(State())

    init(_ plan: ParquetPlan, rowCount: Int, threads: Int) {
        self.plan = plan
        self.rowCount = rowCount
        self.threads = threads
    }

    /// The next rows, or `nil` at the end, and after an error: the columns may then be at different rows.
    ///
    /// Frames of which no row is wanted are passed over.
    func next() throws -> DataFrame? {
        do {
            while let frame = try nextRead() {
                let wanted = try plan.finish(frame)
                if wanted.rowCount > 0 { return wanted }
            }
            return nil
        } catch {
            state.withLock { state in
                state.hasFailed = true
                state.cursors = []
            }
            throw error
        }
    }

    private func nextRead() throws -> DataFrame? {
        try state.withLock { state throws(DataError) in
            guard !state.hasFailed else { return nil }
            if state.remainingRows == 0 {
                guard state.nextGroup < plan.rowGroups.count else { return nil }
                let group = plan.rowGroups[state.nextGroup]
                state.nextGroup += 1
                state.remainingRows = plan.file.metadata.rowGroups[group].rowCount
                state.cursors = []
                plan.file.budget.reset()
                for column in plan.columns { state.cursors.append(try plan.file.cursor(column, rowGroup: group)) }
            }
            // What was taken before is in the hands of the caller.
            plan.file.budget.reset()
            let rows = min(rowCount, state.remainingRows)
            try plan.check(rowCount: rows)
            for column in plan.columns { try plan.file.budget.spend(rows, elementSize: column.type.elementSize) }
            state.remainingRows -= rows
            let isLast = state.remainingRows == 0
            // Each cursor is used by one thread at a time.
            nonisolated(unsafe) let cursors = state.cursors
            let parts = try parallelMap(count: cursors.count, threads: threads) { index throws(DataError) in
                let part = try cursors[index].column(rows: rows)
                if isLast { try cursors[index].expectEnd() }
                return part
            }
            return try plan.joined(parts, rowCount: rows)
        }
    }
}
