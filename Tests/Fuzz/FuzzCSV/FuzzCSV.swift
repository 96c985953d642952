import MLCore
import MLData

/// Reads bytes as a CSV table, the first of them choosing the options: blocks and threads must not matter, and what is
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
    let whole = result(reader, bytes, 1, 1 << 17)
    guard whole.text == result(reader, bytes, 1, 24).text, whole.text == result(reader, bytes, 2, 150).text else {
        fatalError("what is read depends on the blocks")
    }
    guard let frame = whole.outcome?.frame, choice & 128 != 0 else { return 0 }
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

private func result(
    _ reader: CSVReader, _ bytes: [UInt8], _ threads: Int, _ blockSize: Int
) -> (text: String, outcome: ReadOutcome?) {
    do {
        let outcome = try reader.read(bytes: bytes, threads: threads, blockSize: blockSize)
        let columns = outcome.frame.columns.map { $0.values.map { "\($0)" } }
        let types = outcome.frame.schema.fields.map { "\($0.name) \($0.type.rawValue)" }
        let reasons = outcome.typeReasons.sorted { $0.key < $1.key }
        return ("\(types) \(columns) \(reasons) \(outcome.lines) \(outcome.rejectedRows)", outcome)
    } catch {
        return ("\(error)", nil)
    }
}
