import MLCore
import MLData

/// Reads bytes as a CSV table, the last of them choosing the options: blocks and threads must not matter, and what is
/// read must read back when it is written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCSV(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = bytes.popLast() else { return 0 }
    var reader = CSVReader()
    if choice & 1 != 0 { reader.options.malformedRows = .quarantine() }
    if choice & 2 != 0 { reader.header = .numbered }
    if choice & 4 != 0 { reader.missingTokens = ["", "NA", "-1"] }
    if choice & 8 != 0 { reader.trimsSpaces = true }
    if choice & 16 != 0 { reader.delimiter = ";" }
    if choice & 32 != 0 { reader.options.lineColumn = "the line" }
    if choice & 64 != 0 { reader.acceptsNonFiniteNumbers = true }
    let whole = Reading(reader, bytes, threads: 1, blockSize: 1 << 17)
    // Threads take long to wake up: a part of the inputs is enough for them.
    let isShared = bytes.count & 15 == 0
    guard whole == Reading(reader, bytes, threads: isShared ? 2 : 1, blockSize: isShared ? 150 : 24) else {
        fatalError("what is read depends on the blocks")
    }
    guard case .success(let frame) = whole.frame, choice & 128 != 0 else { return 0 }
    var writer = CSVWriter()
    writer.missingText = "\\N"
    guard let written = try? writer.bytes(of: frame) else { return 0 }
    let again = CSVReader(
        options: ReadingOptions(schema: frame.schema), missingTokens: ["\\N"], acceptsNonFiniteNumbers: true)
    guard let back = try? again.read(bytes: written), back.frame == frame else {
        fatalError("a table is not read back")
    }
    return 0
}

/// What reading gave.
private struct Reading: Equatable {
    /// An error, in words.
    struct Fault: Error, Equatable {
        let text: String
    }

    var frame: Result<DataFrame, Fault>
    var reasons: [String: String] = [:]
    var lines: [Int] = []
    var rejectedRows: [RejectedRow] = []

    init(_ reader: CSVReader, _ bytes: [UInt8], threads: Int, blockSize: Int) {
        do {
            let outcome = try reader.read(bytes: bytes, threads: threads, blockSize: blockSize)
            frame = .success(outcome.frame)
            reasons = outcome.typeReasons
            lines = outcome.lines
            rejectedRows = outcome.rejectedRows
        } catch {
            frame = .failure(Fault(text: "\(error)"))
        }
    }
}
