#if SQLiteStore
import MLCore
import MLLedger

extension LedgerError {
    /// The error of a store for an error of its database.
    init(_ error: SQLiteError, at place: String) {
        let code: Code =
            switch error.code {
            case .corrupt, .constraint, .invalidStatement: .corrupt
            case .unsafeFile: .unsafeFile
            case .unsupportedVersion: .unsupportedVersion
            case .limitExceeded: .limitExceeded
            case .invalidArgument: .invalidArgument
            case .poisoned: .poisoned
            default: .storage
            }
        self.init(code, error.details.problem, at: place, remedy: error.details.remedy, cause: error)
    }

    static func conflict(expected: LedgerHead?, actual: LedgerHead?) -> LedgerError {
        let conflict = LedgerConflict(expected: expected, actual: actual)
        return LedgerError(
            .conflict, "another writer moved the head: \(conflict)",
            remedy: "Read the ledger again, decide, and retry.", cause: conflict)
    }

    static func damaged(_ problem: String, at place: String) -> LedgerError {
        LedgerError(.corrupt, problem, at: place, remedy: "Restore the database from a backup, and verify it.")
    }
}

/// Runs work on a database and throws the error of the stores when it fails.
func storing<Result>(_ place: @autoclosure () -> String, _ body: () throws -> Result) throws(LedgerError) -> Result {
    do {
        return try body()
    } catch let error as LedgerError {
        throw error
    } catch let error as SQLiteError {
        throw LedgerError(error, at: place())
    } catch {
        throw LedgerError(.storage, "the work on the database failed", at: place(), cause: error)
    }
}
#endif
