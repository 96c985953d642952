/// An open file of a ``FileLayer``.
public struct FileHandle: Hashable, Sendable {
    /// The number by which the layer knows the file.
    public let rawValue: Int32

    /// Creates a handle; only a file layer does.
    public init(rawValue: Int32) { self.rawValue = rawValue }
}

/// An open directory of a ``FileLayer``.
public struct DirectoryHandle: Hashable, Sendable {
    /// The number by which the layer knows the directory.
    public let rawValue: Int32

    /// Creates a handle; only a file layer does.
    public init(rawValue: Int32) { self.rawValue = rawValue }
}

/// What an open file is.
public struct FileStatus: Hashable, Sendable {
    /// Which file it is, whatever its name.
    public struct Identity: Hashable, Sendable {
        /// The number of the volume.
        public let device: UInt64
        /// The number of the file on the volume.
        public let file: UInt64

        /// Creates an identity.
        public init(device: UInt64, file: UInt64) {
            self.device = device
            self.file = file
        }
    }

    /// Whether it is a regular file: no directory, pipe, socket or device.
    public let isRegular: Bool
    /// The number of bytes.
    public let size: Int64
    /// The number of names the file has.
    public let linkCount: Int
    /// Which file it is.
    public let identity: Identity

    /// Creates a status.
    public init(isRegular: Bool, size: Int64, linkCount: Int, identity: Identity) {
        self.isRegular = isRegular
        self.size = size
        self.linkCount = linkCount
        self.identity = identity
    }
}
