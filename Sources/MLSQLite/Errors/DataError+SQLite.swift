#if SQLiteStore
import MLCore
public import MLData

extension DataError {
    /// The error of reading or writing a table for an error of its database.
    init(_ error: SQLiteError, isWriting: Bool, at place: String) {
        let code: Code =
            switch error.code {
            case .invalidStatement, .invalidArgument, .misuse: .invalidArgument
            case .constraint: .constraintViolated
            case .limitExceeded: .limitExceeded
            case .corrupt: .malformedDataset
            default: isWriting ? .fileUnwritable : .fileUnreadable
            }
        self.init(
            code, error.details.problem, at: "\(place), \(error.details.place ?? "database")",
            remedy: error.details.remedy, cause: error)
    }
}

extension DataError.Code {
    /// A row breaks a constraint of the table it is written to, such as NOT NULL, UNIQUE or CHECK.
    public static let constraintViolated = Self(rawValue: "constraintViolated")
}

/// Runs work on a table and throws the error of MLData when it fails.
func tableErrors<Result>(
    isWriting: Bool = false, _ place: @autoclosure () -> String, _ body: () throws -> Result
) throws(DataError) -> Result {
    do {
        return try body()
    } catch let error as DataError {
        throw error
    } catch let error as SQLiteError {
        throw DataError(error, isWriting: isWriting, at: place())
    } catch {
        throw DataError(
            isWriting ? .fileUnwritable : .fileUnreadable, "the work on the database failed", at: place(), cause: error)
    }
}
#endif
