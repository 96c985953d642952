extension Value: Codable {
    private enum CodingKeys: String, CodingKey {
        case bool, int64, double, float, string, timestamp, stringList
    }

    /// Decodes `null` as missing, and any other value from an object with its type as the only key.
    ///
    /// Floating-point numbers that JSON cannot hold are stored as the texts `nan`, `inf` and `-inf`.
    ///
    /// - Throws: `DecodingError` when there is no or more than one known key, or the value has another type.
    public init(from decoder: any Decoder) throws {
        if let single = try? decoder.singleValueContainer(), single.decodeNil() {
            self = .missing
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a value needs exactly one type"))
        }
        switch key {
        case .bool: self = .bool(try container.decode(Bool.self, forKey: key))
        case .int64: self = .int64(try container.decode(Int64.self, forKey: key))
        case .double: self = .double(try container.decode(ExtendedReal<Double>.self, forKey: key).wrappedValue)
        case .float: self = .float(try container.decode(ExtendedReal<Float>.self, forKey: key).wrappedValue)
        case .string: self = .string(try container.decode(String.self, forKey: key))
        case .timestamp: self = .timestamp(try container.decode(Timestamp.self, forKey: key))
        case .stringList: self = .stringList(try container.decode([String].self, forKey: key))
        }
    }

    /// Encodes missing as `null`, and any other value as an object with its type as the only key.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        if case .missing = self {
            var single = encoder.singleValueContainer()
            try single.encodeNil()
            return
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .missing: break
        case .bool(let value): try container.encode(value, forKey: .bool)
        case .int64(let value): try container.encode(value, forKey: .int64)
        case .double(let value): try container.encode(ExtendedReal(wrappedValue: value), forKey: .double)
        case .float(let value): try container.encode(ExtendedReal(wrappedValue: value), forKey: .float)
        case .string(let value): try container.encode(value, forKey: .string)
        case .timestamp(let value): try container.encode(value, forKey: .timestamp)
        case .stringList(let value): try container.encode(value, forKey: .stringList)
        }
    }
}
