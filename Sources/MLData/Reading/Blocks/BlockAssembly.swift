import MLCore

/// What reads one block of records after the other on one thread.
protocol BlockWorker: AnyObject, SendableMetatype {
    /// The bytes of the block.
    var buffer: RecordBuffer { get }

    /// Reads the records of the buffer, as far as they can be read without those before them.
    func read(_ block: RecordCutter.Block)
}

/// What joins the records of the blocks in their order.
protocol BlockAssembly: SendableMetatype {
    /// What reads its blocks.
    associatedtype Worker: BlockWorker

    /// The name of the input in errors.
    var name: String { get }
    /// How many rows are kept.
    var keptRowCount: Int { get }

    /// Creates what reads blocks of a size.
    func worker(blockSize: Int) -> Worker

    /// Adds the rows of a block, which the worker has read.
    ///
    /// - Returns: Where the next block has to begin, when it is not behind this one.
    /// - Throws: ``DataError`` for a row that cannot be read, when the options ask for it, or too many rows.
    mutating func add(_ worker: Worker, _ block: RecordCutter.Block) throws(DataError) -> Int?
}

extension BlockAssembly {
    /// Reads an input to its end; what is read does not depend on the number of threads.
    ///
    /// - Parameters:
    ///   - cutter: Gives the blocks.
    ///   - threads: How many threads may be used.
    ///   - token: Stops the reading when it is raised.
    ///   - rowLimit: Reading stops when there are at least so many rows.
    /// - Throws: ``DataError`` for the first fault of the input, or of code `cancelled`.
    mutating func readAll(
        _ cutter: inout RecordCutter, threads: Int, token: CancellationToken?, rowLimit: Int = .max
    ) throws(DataError) {
        let threads = min(threads, cutter.usefulThreadCount)
        let size = cutter.size
        if threads > 1, cutter.source.isRandomAccess {
            let shared = SharedReading(cutter: cutter, assembly: self, rowLimit: rowLimit, token: token)
            parallelFor(count: threads, threads: threads) { _ in shared.work(blockSize: size) }
            self = try shared.result()
        } else {
            try read(&cutter, worker(blockSize: size), token: token, rowLimit: rowLimit)
        }
    }

    /// Reads blocks on this thread until there are enough rows.
    mutating func read(
        _ cutter: inout RecordCutter, _ worker: Worker, token: CancellationToken?, rowLimit: Int
    ) throws(DataError) {
        while keptRowCount < rowLimit, let block = try cutter.next(into: worker.buffer) {
            if token?.isCancelled == true { throw DataError.cancelled(name) }
            worker.read(block)
            if let offset = try add(worker, block) { cutter.restart(at: offset, number: block.number + 1) }
        }
    }
}
