/// One operation of a chain on the numbers of a column, before it is fitted.
///
/// ```swift
/// [.impute(Imputer(.median)), .standardize()]
/// ```
public struct NumericPreparation: Sendable, Hashable {
    enum Operation: Sendable, Hashable {
        case imputer(Imputer)
        case standardScaler(StandardScaler)
        case minMaxScaler(MinMaxScaler)
    }

    let operation: Operation

    /// Replaces missing numbers.
    public static func impute(_ imputer: Imputer = Imputer()) -> Self { Self(operation: .imputer(imputer)) }

    /// Moves numbers to mean 0 and scales them to standard deviation 1.
    public static func standardize(_ scaler: StandardScaler = StandardScaler()) -> Self {
        Self(operation: .standardScaler(scaler))
    }

    /// Maps the range of the training numbers to a given range.
    public static func rescale(_ scaler: MinMaxScaler = MinMaxScaler()) -> Self {
        Self(operation: .minMaxScaler(scaler))
    }

    /// Every bad value as a phrase.
    var faults: [String] {
        switch operation {
        case .imputer(let imputer): imputer.faults
        case .standardScaler(let scaler): scaler.faults
        case .minMaxScaler(let scaler): scaler.faults
        }
    }

    /// Learns the operation from numbers that went through the ones before it.
    func fitted(to values: NumericValues, named name: String) throws -> any NumericOperation {
        switch operation {
        case .imputer(let imputer): try imputer.fitted(to: values, named: name)
        case .standardScaler(let scaler): try scaler.fitted(to: values, named: name)
        case .minMaxScaler(let scaler): try scaler.fitted(to: values, named: name)
        }
    }
}

extension NumericPreparation: Codable {
    private enum CodingKeys: String, CodingKey { case imputer, standardScaler, minMaxScaler }

    /// Decodes an object with the name of the operation as its only key.
    ///
    /// - Throws: `DecodingError` when there is no or more than one known key.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.allKeys.count == 1, let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "needed is exactly one operation"))
        }
        switch key {
        case .imputer: operation = .imputer(try container.decode(Imputer.self, forKey: key))
        case .standardScaler: operation = .standardScaler(try container.decode(StandardScaler.self, forKey: key))
        case .minMaxScaler: operation = .minMaxScaler(try container.decode(MinMaxScaler.self, forKey: key))
        }
    }

    /// Encodes an object with the name of the operation as its only key.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch operation {
        case .imputer(let imputer): try container.encode(imputer, forKey: .imputer)
        case .standardScaler(let scaler): try container.encode(scaler, forKey: .standardScaler)
        case .minMaxScaler(let scaler): try container.encode(scaler, forKey: .minMaxScaler)
        }
    }
}
