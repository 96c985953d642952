#if CommandLine
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif
import MLData

/// Numbers as the libraries of other languages print them when every bit counts.
enum ExactNumber {
    /// A number with 17 significant digits, as C's `%.17g` prints it: `0.10000000000000001`, `1`, `1.5e-07`.
    ///
    /// Every double reads back exactly. Not a number is `nan`, infinities are `inf` and `-inf`.
    static func text(_ value: Double) -> String {
        guard !value.isNaN else { return "nan" }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
            let count = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, "%.17g", $0) }
            return String(decoding: buffer.prefix(max(0, Int(count))).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// A column of numbers for a table of a format: text with 17 digits in CSV and TSV, numbers in JSON Lines.
    static func column(_ values: [Double], in format: LineFormat) -> Column {
        format == .jsonl ? Column(present: values) : Column(present: values.map(text))
    }
}
#endif
