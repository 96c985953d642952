/// Writes values in the compact protocol of Apache Thrift.
struct ThriftWriter {
    /// What is written so far.
    private(set) var bytes: [UInt8] = []
    private var lastFields: [Int] = []

    /// Begins a structure: the outermost one, or an element of a list.
    mutating func beginStructure() { lastFields.append(0) }

    /// Ends a structure.
    mutating func endStructure() {
        bytes.append(0)
        _ = lastFields.popLast()
    }

    /// A structure as a field.
    mutating func structure(_ id: Int, _ body: (inout ThriftWriter) -> Void) {
        field(id, .structure)
        beginStructure()
        body(&self)
        endStructure()
    }

    /// An integer of 32 bits as a field.
    mutating func int32(_ id: Int, _ value: Int) {
        field(id, .int32)
        signed(Int64(value))
    }

    /// An integer of 64 bits as a field.
    mutating func int64(_ id: Int, _ value: Int) {
        field(id, .int64)
        signed(Int64(value))
    }

    /// A truth value as a field.
    mutating func bool(_ id: Int, _ value: Bool) { field(id, value ? .boolTrue : .boolFalse) }

    /// Bytes as a field.
    mutating func binary(_ id: Int, _ value: some Collection<UInt8>) {
        field(id, .binary)
        unsigned(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A list of integers as a field.
    mutating func integers(_ id: Int, _ values: [Int]) {
        list(id, .int32, count: values.count)
        for value in values { signed(Int64(value)) }
    }

    /// A list of texts as a field.
    mutating func texts(_ id: Int, _ values: [String]) {
        list(id, .binary, count: values.count)
        for value in values {
            unsigned(UInt64(value.utf8.count))
            bytes.append(contentsOf: value.utf8)
        }
    }

    /// A list of structures as a field.
    mutating func structures<Element>(
        _ id: Int, _ elements: [Element], _ body: (inout ThriftWriter, Element) -> Void
    ) {
        list(id, .structure, count: elements.count)
        for element in elements {
            beginStructure()
            body(&self, element)
            endStructure()
        }
    }

    private mutating func list(_ id: Int, _ type: ThriftType, count: Int) {
        field(id, .list)
        if count < 15 {
            bytes.append(UInt8(count << 4) | type.rawValue)
        } else {
            bytes.append(0xF0 | type.rawValue)
            unsigned(UInt64(count))
        }
    }

    private mutating func field(_ id: Int, _ type: ThriftType) {
        let step = id - (lastFields.last ?? 0)
        if step > 0, step < 16 {
            bytes.append(UInt8(step << 4) | type.rawValue)
        } else {
            bytes.append(type.rawValue)
            signed(Int64(id))
        }
        if !lastFields.isEmpty { lastFields[lastFields.count - 1] = id }
    }

    private mutating func signed(_ value: Int64) { unsigned(UInt64(bitPattern: value << 1 ^ value >> 63)) }

    private mutating func unsigned(_ value: UInt64) {
        var rest = value
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}
