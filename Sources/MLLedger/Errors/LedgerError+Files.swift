import MLCore

extension LedgerError {
    /// The error for a refused file operation.
    ///
    /// - Parameters:
    ///   - failure: What the file layer threw.
    ///   - role: What the file is for, such as `ledger entry 12`; never a path.
    ///   - file: The throwing source file.
    ///   - line: The throwing source line.
    init(_ failure: FileFailure, role: String, file: StaticString = #fileID, line: UInt = #line) {
        let code: Code
        switch failure.reason {
        case .symbolicLink, .noDevice, .isADirectory: code = .unsafeFile
        default: code = .storage
        }
        self.init(
            code, "the operating system refused \(failure.operation.rawValue) with \(failure.reason)", at: role,
            remedy: failure.reason.remedy, cause: failure, file: file, line: line)
    }
}

/// Runs file operations and throws the error of this module when one is refused.
func storing<Result>(
    _ role: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line,
    _ body: () throws(FileFailure) -> Result
) throws(LedgerError) -> Result {
    do {
        return try body()
    } catch {
        throw LedgerError(error, role: role(), file: file, line: line)
    }
}
