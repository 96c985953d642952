import MLCore
import MLData

/// Reads bytes as JSON Lines: blocks and threads must not matter, and what is read must read back when it is written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSONL(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let strict = Result { try JSONLReader().read(bytes: bytes) }
    let lenient = JSONLReader(options: ReadingOptions(malformedRows: .quarantine()))
    // Threads take long to wake up: a part of the inputs is enough for them.
    let isShared = bytes.count & 15 == 0
    let (threads, blockSize) = isShared ? (2, 150) : (1, 24)
    let blocks = Result { try JSONLReader().read(bytes: bytes, threads: threads, blockSize: blockSize) }
    guard isSame(strict, blocks) else { fatalError("what is read depends on the blocks") }
    let all = Result { try lenient.read(bytes: bytes) }
    guard isSame(all, Result { try lenient.read(bytes: bytes, threads: threads, blockSize: blockSize) }) else {
        fatalError("what is read or put aside depends on the blocks")
    }
    guard let outcome = try? all.get() else { return 0 }
    guard outcome.lines.count == outcome.frame.rowCount else { fatalError("rows and lines do not fit") }
    if let strict = try? strict.get(), strict.frame != outcome.frame {
        fatalError("good rows depend on what happens to bad ones")
    }
    guard outcome.frame.rowCount > 0, !outcome.frame.columns.isEmpty,
        let written = try? JSONLWriter().bytes(of: outcome.frame)
    else { return 0 }
    let again = JSONLReader(options: ReadingOptions(schema: outcome.frame.schema))
    guard let back = try? again.read(bytes: written), back.frame == outcome.frame else {
        fatalError("a table is not read back")
    }
    return 0
}

private func isSame(_ first: Result<ReadOutcome, any Error>, _ second: Result<ReadOutcome, any Error>) -> Bool {
    switch (first, second) {
    case (.success(let first), .success(let second)):
        first.frame == second.frame && first.lines == second.lines && first.rejectedRows == second.rejectedRows
            && first.typeReasons == second.typeReasons && first.byteCount == second.byteCount
    case (.failure(let first), .failure(let second)): "\(first)" == "\(second)"
    default: false
    }
}
