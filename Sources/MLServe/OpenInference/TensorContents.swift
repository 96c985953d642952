/// The elements of a tensor in row-major order, one array for each type.
package enum TensorContents: Sendable, Hashable {
    case bool([Bool])
    case uint8([UInt8])
    case uint16([UInt16])
    case uint32([UInt32])
    case uint64([UInt64])
    case int8([Int8])
    case int16([Int16])
    case int32([Int32])
    case int64([Int64])
    case float32([Float])
    case float64([Double])
    case bytes([String])

    /// The type of the elements.
    package var datatype: TensorDatatype {
        switch self {
        case .bool: .bool
        case .uint8: .uint8
        case .uint16: .uint16
        case .uint32: .uint32
        case .uint64: .uint64
        case .int8: .int8
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .float32: .float32
        case .float64: .float64
        case .bytes: .bytes
        }
    }
}

/// A named tensor of a request or response.
package struct InferenceTensor: Sendable, Hashable {
    /// The name.
    package let name: String
    /// The size of each dimension; their product is the number of elements.
    package let shape: [Int]
    /// The elements.
    package let contents: TensorContents

    /// Creates a tensor.
    ///
    /// - Precondition: `contents` has as many elements as `shape` says.
    package init(_ name: String, shape: [Int], _ contents: TensorContents) {
        self.name = name
        self.shape = shape
        self.contents = contents
    }
}
