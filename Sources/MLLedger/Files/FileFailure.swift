/// A file operation that the operating system refused.
public struct FileFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The operations of ``FileLayer``.
    public enum Operation: String, Hashable, Sendable, CaseIterable {
        /// Opening or creating the directory of a store.
        case openRoot
        /// Creating a directory.
        case makeDirectory
        /// Opening a directory.
        case openDirectory
        /// Listing a directory.
        case list
        /// Opening a file for reading.
        case openForReading
        /// Creating a file.
        case createExclusively
        /// Asking what a file is.
        case status
        /// Locking a file.
        case lock
        /// Reading.
        case read
        /// Writing.
        case write
        /// Making a file or directory durable.
        case synchronize
        /// Giving a file a second name.
        case link
        /// Moving a file to another name.
        case rename
        /// Removing a name.
        case remove
    }

    /// What was tried.
    public let operation: Operation
    /// Why it was refused.
    public let reason: FileFailureReason

    /// Creates a failure.
    public init(_ operation: Operation, _ reason: FileFailureReason) {
        self.operation = operation
        self.reason = reason
    }

    /// Such as `write: ENOSPC (no space left on the volume)`.
    public var description: String { "\(operation.rawValue): \(reason)" }
}
