import MLCore

/// An element of a column that plain values of fixed width become.
protocol ParquetElement: BitwiseCopyable, Sendable {
    /// What stands where a value is missing.
    static var absent: Self { get }

    /// The storage of a column.
    static func storage(_ values: [Self], type: ColumnType) -> Column.Storage

    /// Converts plain values.
    ///
    /// - Parameters:
    ///   - values: The plain values; moved behind those that are converted.
    ///   - count: How many.
    ///   - column: Says how.
    ///   - target: Where they go.
    /// - Throws: ``EncodingFault`` when there are not as many, or one does not fit.
    static func convert(
        _ values: inout PlainValues, count: Int, of column: ParquetColumn, to target: UnsafeMutablePointer<Self>
    ) throws(EncodingFault)
}

/// Plain values that were not taken yet.
struct PlainValues {
    var next: UnsafeRawPointer
    let end: UnsafeRawPointer

    /// Takes the bytes of values of one width.
    @inline(__always)
    mutating func take(_ count: Int, width: Int) throws(EncodingFault) -> UnsafeRawPointer {
        let (size, overflow) = count.multipliedReportingOverflow(by: width)
        guard !overflow, size <= end - next else { throw .truncated }
        defer { next += size }
        return next
    }

    /// Copies values as they are.
    @inline(__always)
    mutating func copy<Element: BitwiseCopyable>(
        _ count: Int, to target: UnsafeMutablePointer<Element>
    ) throws(EncodingFault) {
        let source = try take(count, width: MemoryLayout<Element>.size)
        UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: count * MemoryLayout<Element>.size)
    }

    /// Converts values of one width one by one.
    @inline(__always)
    mutating func map<Source: BitwiseCopyable, Element>(
        _ count: Int, as source: Source.Type, to target: UnsafeMutablePointer<Element>, _ body: (Source) -> Element
    ) throws(EncodingFault) {
        let first = try take(count, width: MemoryLayout<Source>.size)
        for index in 0..<count {
            target[index] = body(
                first.loadUnaligned(fromByteOffset: index &* MemoryLayout<Source>.size, as: Source.self))
        }
    }
}

extension Bool: ParquetElement {
    static var absent: Bool { false }

    static func storage(_ values: [Bool], type: ColumnType) -> Column.Storage { .bool(values) }

    /// Truth values are bytes by now, each 0 or 1.
    static func convert(
        _ values: inout PlainValues, count: Int, of column: ParquetColumn, to target: UnsafeMutablePointer<Bool>
    ) throws(EncodingFault) {
        try values.map(count, as: UInt8.self, to: target) { $0 & 1 == 1 }
    }
}

extension Float: ParquetElement {
    static var absent: Float { 0 }

    static func storage(_ values: [Float], type: ColumnType) -> Column.Storage { .float(values) }

    static func convert(
        _ values: inout PlainValues, count: Int, of column: ParquetColumn, to target: UnsafeMutablePointer<Float>
    ) throws(EncodingFault) {
        if column.conversion == .half {
            return try values.map(count, as: UInt16.self, to: target) { StoredNumbers.float(half: $0.littleEndian) }
        }
        try values.copy(count, to: target)
    }
}

extension Double: ParquetElement {
    static var absent: Double { 0 }

    static func storage(_ values: [Double], type: ColumnType) -> Column.Storage { .double(values) }

    static func convert(
        _ values: inout PlainValues, count: Int, of column: ParquetColumn, to target: UnsafeMutablePointer<Double>
    ) throws(EncodingFault) {
        guard case .decimal(let scale) = column.conversion else { return try values.copy(count, to: target) }
        let tooLarge = EncodingFault("a decimal number is too large for a double")
        for index in 0..<count {
            let number: Double?
            switch column.physicalType {
            case .int32:
                let value = try values.take(1, width: 4).loadUnaligned(as: Int32.self).littleEndian
                number = StoredNumbers.double(Int64(value), scale: scale)
            case .int64:
                let value = try values.take(1, width: 8).loadUnaligned(as: Int64.self).littleEndian
                number = StoredNumbers.double(value, scale: scale)
            default:
                var size = column.typeLength
                if column.physicalType == .byteArray {
                    size = Int(try values.take(1, width: 4).loadUnaligned(as: UInt32.self).littleEndian)
                }
                let bytes = UnsafeRawBufferPointer(start: try values.take(1, width: size), count: size)
                number = StoredNumbers.double(bigEndian: bytes, scale: scale)
            }
            guard let number else { throw tooLarge }
            target[index] = number
        }
    }
}

extension Int64: ParquetElement {
    static var absent: Int64 { 0 }

    static func storage(_ values: [Int64], type: ColumnType) -> Column.Storage {
        type == .timestamp ? .timestamp(values) : .int64(values)
    }

    static func convert(
        _ values: inout PlainValues, count: Int, of column: ParquetColumn, to target: UnsafeMutablePointer<Int64>
    ) throws(EncodingFault) {
        switch column.conversion {
        case .int32: try values.map(count, as: Int32.self, to: target) { Int64($0.littleEndian) }
        case .unsigned32: try values.map(count, as: UInt32.self, to: target) { Int64($0.littleEndian) }
        case .scaled32(let factor, _):
            // Days of 32 bits reach further than microseconds of 64.
            let limit = Int64.max / factor
            var isSound = true
            try values.map(count, as: Int32.self, to: target) { value in
                let value = Int64(value.littleEndian)
                isSound = isSound && value <= limit && value >= -limit
                return value &* factor
            }
            guard isSound else { throw EncodingFault("a date is too far away for 64 bits of microseconds") }
        case .unsigned64:
            try values.copy(count, to: target)
            var sign: Int64 = 0
            for index in 0..<count { sign |= target[index] }
            guard sign >= 0 else { throw EncodingFault("an unsigned integer is too large for a column of int64") }
        case .multiplied64(let factor, _) where factor != 1:
            try values.copy(count, to: target)
            let limit = Int64.max / factor
            var isSound = true
            for index in 0..<count {
                let value = target[index]
                isSound = isSound && value <= limit && value >= -limit
                target[index] = value &* factor
            }
            guard isSound else { throw EncodingFault("a time is too far away for 64 bits of microseconds") }
        case .divided64(let divisor, _):
            try values.map(count, as: Int64.self, to: target) { value in
                let value = value.littleEndian
                let quotient = value / divisor
                return value % divisor < 0 ? quotient - 1 : quotient
            }
        case .julian: try convertJulian(&values, count: count, to: target)
        default: try values.copy(count, to: target)
        }
    }

    /// Nanoseconds of the day and the Julian day; 2,440,588 is 1970-01-01.
    private static func convertJulian(
        _ values: inout PlainValues, count: Int, to target: UnsafeMutablePointer<Int64>
    ) throws(EncodingFault) {
        for index in 0..<count {
            let source = try values.take(1, width: 12)
            let nanoseconds = source.loadUnaligned(as: Int64.self).littleEndian
            let day = Int64(source.loadUnaligned(fromByteOffset: 8, as: UInt32.self).littleEndian)
            let (days, overflow) = (day - 2_440_588).multipliedReportingOverflow(by: 86_400_000_000)
            let quotient = nanoseconds / 1000
            let rest = nanoseconds % 1000 < 0 ? quotient - 1 : quotient
            let (time, carry) = days.addingReportingOverflow(rest)
            guard !overflow, !carry else { throw EncodingFault("a time is too far away for 64 bits of microseconds") }
            target[index] = time
        }
    }
}
