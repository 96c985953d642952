#if CommandLine
import MLCore
import MLData
import MLLedger

/// A model of any format: a bundle, or the file of another library, told apart by their content.
enum ModelFile: Sendable {
    /// A model of this library, ready to predict.
    case bundle(LoadedModel)
    /// A model of another library.
    case imported(ImportedFile)

    /// Loads a model.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - iterations: Which boosting iterations of another library's model are read; `nil` means all.
    /// - Throws: `DataError`, `LedgerError`, `ServeError` or `CoreError` for a file that is no model, ``CommandError`` for
    ///   iterations of a bundle.
    init(path: String, iterations: IterationsArgument? = nil) throws {
        if try Self.beginsLikeBundle(path) {
            if iterations != nil { throw IterationsArgument.refusal(of: path) }
            self = .bundle(try LoadedModel(Bundle(file: path), title: path))
        } else {
            self = .imported(try ImportedFile(path: path, iterations: iterations?.iterations ?? .all))
        }
    }

    /// What to call it.
    var title: String {
        switch self {
        case .bundle(let model): model.title
        case .imported(let file): file.title
        }
    }

    /// Its digest: that of a bundle, or of the bytes of a file.
    var digest: String {
        switch self {
        case .bundle(let model): model.digest
        case .imported(let file): file.digest
        }
    }

    /// What makes outputs of features.
    var predictor: any Predictor {
        switch self {
        case .bundle(let model): model.predictor
        case .imported(let file): file.model.predictor
        }
    }

    /// Whether the first byte is that of a bundle, which no text and no binary JSON begins with.
    private static func beginsLikeBundle(_ path: String) throws -> Bool {
        guard path != "-" else { return false }
        let file = try InputFile(path: path)
        var first = [UInt8](repeating: 0, count: 1)
        let count = try first.withUnsafeMutableBytes { try file.read(into: $0) }
        return count == 1 && first == [0x89]
    }
}

/// The file of another library's model.
struct ImportedFile: Sendable {
    /// The file.
    let title: String
    /// The digest of its bytes.
    let digest: String
    /// How many bytes it has.
    let byteCount: Int
    /// What is in it.
    let model: ImportedModel

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file; `-` is standard input.
    ///   - iterations: Which boosting iterations are read.
    /// - Throws: `DataError`, or `CoreError` for what is no model.
    init(path: String, iterations: ImportedIterations = .all) throws {
        let title = path == "-" ? "standard input" : path
        let bytes = try InputBytes.read(path, maximumByteCount: Bundle.maximumFileSize)
        self.title = title
        byteCount = bytes.count
        digest = SHA256.digest(of: bytes).hex
        do {
            model = try ImportedModel(reading: bytes, iterations: iterations)
        } catch {
            let place = error.details.place.map { "\(title), \($0)" } ?? title
            throw CoreError(error.code, error.details.problem, at: place, remedy: error.details.remedy)
        }
    }
}
#endif
