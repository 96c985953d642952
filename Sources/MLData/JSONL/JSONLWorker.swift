import MLCore

/// Reads the lines of one block after the other into parts of columns, when they are all like those before them.
final class JSONLWorker: BlockWorker {
    let buffer: RecordBuffer
    private let shared: JSONLSharedPlan
    /// What the block was read with.
    private(set) var plan: JSONLPlan
    /// Whether every line of the block is a record of known fields with values of their types.
    private(set) var isRegular = false
    private(set) var rowCount = 0
    private(set) var parts: [ColumnPart] = []
    /// What was seen of each column.
    private(set) var sights: [JSONLScanner.Sight] = []
    private let arena = PartArena()

    init(_ shared: JSONLSharedPlan, blockSize: Int) {
        self.shared = shared
        plan = shared.current
        buffer = RecordBuffer(capacity: blockSize)
    }

    func read(_ block: RecordCutter.Block) {
        let plan = shared.current
        self.plan = plan
        isRegular = false
        guard plan.isUsable, block.isWhole else { return }
        rowCount = ByteCount.of(UInt8(ascii: "\n"), in: buffer.contents)
        // Where most fields are absent, cells would take much more memory than the block.
        let (cellCount, overflow) = rowCount.multipliedReportingOverflow(by: plan.count)
        guard !overflow, cellCount <= buffer.count else { return }
        var regions = arena.regions(columns: plan.count, rows: rowCount, textBytes: buffer.count)
        parts.removeAll(keepingCapacity: true)
        for position in 0..<plan.count {
            let type = plan.fields[position].type ?? .string
            parts.append(ColumnPart(type: type, rowCount: rowCount, from: &regions))
        }
        sights = [JSONLScanner.Sight](repeating: JSONLScanner.Sight(), count: plan.count)
        var scanner = JSONLScanner(plan, buffer)
        let isRead = parts.withUnsafeMutableBufferPointer { parts in
            sights.withUnsafeMutableBufferPointer { sights in
                scanner.read(rowCount, &parts, &sights)
            }
        }
        guard isRead else { return }
        for position in parts.indices where plan.fields[position].type == .string {
            parts[position].text = regions.text
            guard parts[position].takeTexts(of: UnsafePointer(buffer.content)) else { return }
            regions.text += parts[position].textCount
        }
        isRegular = !scanner.hasOtherCharacters || UTF8Validation.firstInvalidOffset(in: buffer.contents) == nil
    }
}

extension ColumnPart {
    /// Replaces the places of texts by the texts.
    ///
    /// - Parameter content: The bytes that the places count from.
    /// - Returns: Whether all escapes are good.
    fileprivate mutating func takeTexts(of content: UnsafePointer<UInt8>) -> Bool {
        let places = integers
        let ends = textEnds
        var target = text
        for row in 0..<rowCount {
            // An end takes half of the memory of a place, so it is written where places were read already.
            let place = JSONLPlace(bits: places[row])
            if place.hasEscapes {
                guard let count = JSONLEscapes.append(content + place.start, place.count, to: target) else {
                    return false
                }
                target += count
            } else {
                Self.copy(content + place.start, place.count, to: target)
                target += place.count
            }
            ends[row] = UInt32(truncatingIfNeeded: target - text)
        }
        textCount = target - text
        return true
    }
}

/// Where a string lies in a block.
struct JSONLPlace {
    let bits: Int64

    init(bits: Int64) { self.bits = bits }

    @inline(__always)
    init(start: Int, count: Int, hasEscapes: Bool) {
        bits = Int64(truncatingIfNeeded: start << 32 | count << 1 | (hasEscapes ? 1 : 0))
    }

    var start: Int { Int(truncatingIfNeeded: bits >> 32) }
    var count: Int { Int(truncatingIfNeeded: bits & 0xFFFF_FFFF) >> 1 }
    var hasEscapes: Bool { bits & 1 == 1 }
}
