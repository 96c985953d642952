#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension SystemFileLayer {
    /// Opens a directory that the host named, and creates it and its missing parents.
    public func openRoot(_ path: String) throws(FileFailure) -> DirectoryHandle {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw FileFailure(.openRoot, .invalidArgument) }
        // The longest prefix of the path that exists, and the components to create below it.
        var existing = path[...]
        var missing: [Substring] = []
        while true {
            let descriptor = open(existing.isEmpty ? "." : String(existing), Self.directoryFlags)
            if descriptor >= 0 { return try Self.create(missing, below: descriptor) }
            guard errno == ENOENT, !existing.isEmpty else {
                throw FileFailure(.openRoot, FileFailureReason(rawValue: errno))
            }
            while existing.count > 1 && existing.last == "/" { existing.removeLast() }
            let parentEnd = existing.lastIndex(of: "/").map { existing.index(after: $0) } ?? existing.startIndex
            guard parentEnd < existing.endIndex else { throw FileFailure(.openRoot, .notFound) }
            missing.insert(existing[parentEnd...], at: 0)
            existing = existing[..<parentEnd]
        }
    }

    /// Opens a directory that the host named, and creates nothing; symbolic links in the path are followed.
    public func openExistingRoot(_ path: String) throws(FileFailure) -> DirectoryHandle {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw FileFailure(.openRoot, .invalidArgument) }
        return DirectoryHandle(rawValue: try Self.check(open(path, Self.directoryFlags), .openRoot))
    }

    /// Creates directories one below the other; takes over and closes the descriptor it is given.
    private static func create(_ names: [Substring], below descriptor: Int32) throws(FileFailure) -> DirectoryHandle {
        var current = descriptor
        for name in names {
            let parent = current
            defer { closeDescriptor(parent) }
            if mkdirat(parent, String(name), 0o700) != 0 && errno != EEXIST {
                throw FileFailure(.openRoot, FileFailureReason(rawValue: errno))
            }
            try synchronize(parent)
            current = openat(parent, String(name), directoryFlags)
            guard current >= 0 else { throw FileFailure(.openRoot, FileFailureReason(rawValue: errno)) }
        }
        return DirectoryHandle(rawValue: current)
    }

    /// The names in a directory, without `.` and `..`.
    public func list(_ directory: DirectoryHandle) throws(FileFailure) -> [String] {
        // A descriptor of its own: reading moves its position, and closing the stream closes it.
        let descriptor = try Self.check(openat(directory.rawValue, ".", Self.directoryFlags), .list)
        guard let stream = fdopendir(descriptor) else {
            let reason = FileFailureReason(rawValue: errno)
            Self.closeDescriptor(descriptor)
            throw FileFailure(.list, reason)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                guard errno == 0 else { throw FileFailure(.list, FileFailureReason(rawValue: errno)) }
                return names
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
    }
}
