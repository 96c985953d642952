import MLCore
import MLData

/// Reads bytes as a LibSVM table; what is read must read back when it is written.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzLibSVM(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // A large index would make many names of features.
    _ = try? LibSVMReader(maximumFeatureCount: 1 << 16).read(bytes: bytes)
    let lenient = LibSVMReader(indexBase: .zero, featureCount: 1000, malformedRows: .quarantine())
    guard let table = try? lenient.read(bytes: bytes), !table.labels.isEmpty else { return 0 }
    guard let written = try? LibSVMWriter(firstIndex: 0).bytes(of: table), let back = try? lenient.read(bytes: written),
        back.features == table.features, back.labels.elementsEqual(table.labels), back.queries == table.queries,
        back.weights == table.weights
    else { fatalError("a table is not read back") }
    return 0
}
