#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Why the operating system refused: an error number of POSIX.
public struct FileFailureReason: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The error number on this platform.
    public let rawValue: Int32

    /// Creates a reason from an error number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// ENOENT: there is no such name.
    public static let notFound = Self(rawValue: ENOENT)
    /// EEXIST: the name is taken.
    public static let alreadyExists = Self(rawValue: EEXIST)
    /// EINTR: a signal came first; the call may be repeated.
    public static let interrupted = Self(rawValue: EINTR)
    /// EIO: the device failed.
    public static let deviceFailure = Self(rawValue: EIO)
    /// ENOSPC: the volume is full.
    public static let noSpace = Self(rawValue: ENOSPC)
    /// EDQUOT: the quota is used up.
    public static let quotaExceeded = Self(rawValue: EDQUOT)
    /// EROFS: the volume is read-only.
    public static let readOnlyVolume = Self(rawValue: EROFS)
    /// EMFILE: the process has too many open files.
    public static let tooManyOpenFiles = Self(rawValue: EMFILE)
    /// ENFILE: the system has too many open files.
    public static let tooManyOpenFilesInSystem = Self(rawValue: ENFILE)
    /// EACCES: permission denied.
    public static let permissionDenied = Self(rawValue: EACCES)
    /// EPERM: operation not permitted.
    public static let notPermitted = Self(rawValue: EPERM)
    /// ELOOP: a symbolic link where none is followed.
    public static let symbolicLink = Self(rawValue: ELOOP)
    /// ENXIO: a socket, or a device that is absent.
    public static let noDevice = Self(rawValue: ENXIO)
    /// ENOTDIR: something else where a directory was expected.
    public static let notADirectory = Self(rawValue: ENOTDIR)
    /// EISDIR: a directory where a file was expected.
    public static let isADirectory = Self(rawValue: EISDIR)
    /// EXDEV: the two names are on different volumes.
    public static let otherVolume = Self(rawValue: EXDEV)
    /// EBADF: the handle is not open.
    public static let badHandle = Self(rawValue: EBADF)
    /// EINVAL: an argument that the system does not take.
    public static let invalidArgument = Self(rawValue: EINVAL)
    /// EOPNOTSUPP: the volume does not have the operation.
    public static let notSupported = Self(rawValue: EOPNOTSUPP)
    /// ENAMETOOLONG: the name is too long.
    public static let nameTooLong = Self(rawValue: ENAMETOOLONG)

    /// The symbol and what it means, such as `ENOSPC (no space left on the volume)`.
    public var description: String {
        guard let known = Self.known[self] else { return "errno \(rawValue)" }
        return "\(known.symbol) (\(known.meaning))"
    }

    /// What a person can do about it.
    public var remedy: String { Self.known[self]?.remedy ?? "Check the volume and the permissions of the store." }

    private struct Known {
        let symbol: String
        let meaning: String
        let remedy: String

        init(_ symbol: String, _ meaning: String, _ remedy: String) {
            self.symbol = symbol
            self.meaning = meaning
            self.remedy = remedy
        }
    }

    private static let known: [FileFailureReason: Known] = [
        .notFound: Known("ENOENT", "no such file", "Check that the directory of the store was not moved or removed."),
        .alreadyExists: Known("EEXIST", "the name is taken", "Open the store again and retry."),
        .interrupted: Known("EINTR", "interrupted by signals", "Retry."),
        .deviceFailure: Known("EIO", "the device failed", "Check the volume, then open the store again."),
        .noSpace: Known("ENOSPC", "no space left on the volume", "Free space on the volume and retry."),
        .quotaExceeded: Known("EDQUOT", "the quota is used up", "Free space or raise the quota and retry."),
        .readOnlyVolume: Known("EROFS", "the volume is read-only", "Mount the volume for writing and retry."),
        .tooManyOpenFiles: Known(
            "EMFILE", "the process has too many open files", "Raise the limit of open files and retry."),
        .tooManyOpenFilesInSystem: Known(
            "ENFILE", "the system has too many open files", "Close files on this machine and retry."),
        .permissionDenied: Known("EACCES", "permission denied", "Give this user access to the directory of the store."),
        .notPermitted: Known(
            "EPERM", "operation not permitted", "Give this user access, and use a volume that supports hard links."),
        .symbolicLink: Known("ELOOP", "a symbolic link", "Replace the link by the file it stands for."),
        .noDevice: Known("ENXIO", "a socket or an absent device", "Remove it from the directory of the store."),
        .notADirectory: Known("ENOTDIR", "not a directory", "Give the path of a directory."),
        .isADirectory: Known("EISDIR", "a directory", "Remove it from the directory of the store."),
        .otherVolume: Known("EXDEV", "another volume", "Keep a store on one volume."),
        .badHandle: Known("EBADF", "not an open handle", "Open the store again."),
        .invalidArgument: Known("EINVAL", "not supported here", "Use a local volume."),
        .notSupported: Known("EOPNOTSUPP", "not supported by the volume", "Use a volume that supports hard links."),
        .nameTooLong: Known("ENAMETOOLONG", "the name is too long", "Use a shorter path."),
    ]
}
