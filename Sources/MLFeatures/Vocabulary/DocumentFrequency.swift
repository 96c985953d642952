/// A number of documents, or a share of all documents.
public enum DocumentFrequency: Sendable, Hashable {
    /// A number of documents, at least 0.
    case count(Int)
    /// A share of all documents, from 0 to 1.
    case share(Double)

    /// The number of documents, possibly fractional.
    func documents(of all: Int) -> Double {
        switch self {
        case .count(let count): Double(count)
        case .share(let share): share * Double(all)
        }
    }

    /// What is wrong with the value, or `nil`.
    var fault: String? {
        switch self {
        case .count(let count): count < 0 ? "\(count) documents, needed are at least 0" : nil
        case .share(let share): (0...1).contains(share) ? nil : "a share of \(share), needed is 0 to 1"
        }
    }
}

extension DocumentFrequency: CustomStringConvertible {
    /// Such as `5 documents` or `a share of 0.5`.
    public var description: String {
        switch self {
        case .count(let count): "\(count) document\(count == 1 ? "" : "s")"
        case .share(let share): "a share of \(share)"
        }
    }
}

extension DocumentFrequency: Codable {
    private enum CodingKeys: String, CodingKey { case count, share }

    /// Decodes an object with the key `count` or `share`.
    ///
    /// - Throws: `DecodingError` when neither key or both are present.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard container.allKeys.count == 1 else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "needed is one of count and share"))
        }
        if container.contains(.count) {
            self = .count(try container.decode(Int.self, forKey: .count))
        } else {
            self = .share(try container.decode(Double.self, forKey: .share))
        }
    }

    /// Encodes an object with the key `count` or `share`.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .count(let count): try container.encode(count, forKey: .count)
        case .share(let share): try container.encode(share, forKey: .share)
        }
    }
}
