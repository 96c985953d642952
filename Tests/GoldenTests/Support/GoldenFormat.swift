import MLCore
import MLLedger
import Testing

/// A stored form that every later version of the package has to open.
struct GoldenFormat: Sendable, CustomTestStringConvertible {
    /// The folder of the format below `Tests/Fixtures/golden`.
    let name: String
    /// The version that is written now.
    let version: Int
    /// Files of the current version, which become golden when they are committed.
    let write: @Sendable () throws -> GoldenFiles
    /// Opens files of any version up to the current one, and checks what is in them.
    let open: @Sendable (GoldenFiles) throws -> GoldenReading

    var testDescription: String { name }
}

/// What opening golden files gives.
struct GoldenReading: Sendable {
    /// What the files hold, told through public interfaces, as canonical JSON; kept beside the files as `account.json`.
    let account: [UInt8]
    /// The same content written again by the current version.
    let rewritten: GoldenFiles

    init(account: some Encodable, rewritten: GoldenFiles) throws {
        self.account = try CanonicalJSONEncoder().encode(account)
        self.rewritten = rewritten
    }
}

extension GoldenFormat {
    /// A value that is stored as canonical JSON.
    static func value<Stored: Codable & Equatable & Sendable>(
        _ name: String, version: Int = 1, _ specimen: @escaping @Sendable () throws -> Stored
    ) -> GoldenFormat {
        GoldenFormat(
            name: name, version: version,
            write: { ["value.json": try CanonicalJSONEncoder().encode(specimen())] },
            open: { files in
                let bytes = try files.file("value.json")
                let value = try CanonicalJSONDecoder(requiresCanonicalForm: true).decode(Stored.self, from: bytes)
                #expect(try value == specimen(), "\(name)")
                return try GoldenReading(
                    account: ["digest": SHA256.digest(of: bytes)],
                    rewritten: ["value.json": try CanonicalJSONEncoder().encode(value)])
            })
    }
}
