/// The type of the elements of a tensor in the Open Inference Protocol.
///
/// `FP16` and `BF16` are names of the protocol that are refused: no column of a model has these types.
package enum TensorDatatype: String, Sendable, Hashable, CaseIterable {
    case bool = "BOOL"
    case uint8 = "UINT8"
    case uint16 = "UINT16"
    case uint32 = "UINT32"
    case uint64 = "UINT64"
    case int8 = "INT8"
    case int16 = "INT16"
    case int32 = "INT32"
    case int64 = "INT64"
    case float32 = "FP32"
    case float64 = "FP64"
    /// Texts in UTF-8.
    case bytes = "BYTES"

    /// The bytes of an element in binary data; of a text those of its length, which are its least.
    package var byteCount: Int {
        switch self {
        case .bool, .uint8, .int8: 1
        case .uint16, .int16: 2
        case .uint32, .int32, .float32, .bytes: 4
        case .uint64, .int64, .float64: 8
        }
    }
}
