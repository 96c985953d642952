/// An open directory, closed when nothing refers to it any more.
final class OpenDirectory: Sendable {
    let handle: DirectoryHandle
    let layer: any FileLayer

    /// Opens the directory that the host named, creating it when it is missing.
    init(root path: String, layer: any FileLayer, role: String) throws(LedgerError) {
        handle = try storing(role) { () throws(FileFailure) in
            try uninterrupted { () throws(FileFailure) in try layer.openRoot(path) }
        }
        self.layer = layer
    }

    /// Opens a directory that the host named and that has to exist.
    init(existing path: String, layer: any FileLayer) throws(FileFailure) {
        handle = try uninterrupted { () throws(FileFailure) in try layer.openExistingRoot(path) }
        self.layer = layer
    }

    private init(handle: DirectoryHandle, layer: any FileLayer) {
        self.handle = handle
        self.layer = layer
    }

    deinit { layer.close(handle) }

    /// Opens a directory in this one.
    ///
    /// - Returns: The directory, or `nil` when there is none.
    func directory(_ name: String, role: String) throws(LedgerError) -> OpenDirectory? {
        do throws(FileFailure) {
            let handle = try uninterrupted { () throws(FileFailure) in try layer.openDirectory(name, in: self.handle) }
            return OpenDirectory(handle: handle, layer: layer)
        } catch  where error.reason == .notFound {
            return nil
        } catch {
            throw LedgerError(error, role: role)
        }
    }

    /// Opens a directory in this one, creating it when it is missing.
    ///
    /// - Returns: The directory, and whether this call may have created it.
    func makingDirectory(_ name: String, role: String) throws(LedgerError) -> OpenDirectory {
        if let directory = try directory(name, role: role) { return directory }
        do throws(FileFailure) {
            try uninterrupted { () throws(FileFailure) in try layer.makeDirectory(name, in: handle) }
        } catch  where error.reason == .alreadyExists {
            // Another process was faster.
        } catch {
            throw LedgerError(error, role: role)
        }
        guard let directory = try directory(name, role: role) else {
            throw LedgerError(FileFailure(.openDirectory, .notFound), role: role)
        }
        return directory
    }

    func list(role: String) throws(LedgerError) -> [String] {
        try storing(role) { () throws(FileFailure) in
            try uninterrupted { () throws(FileFailure) in try layer.list(handle) }
        }
    }

    /// Removes a name, if it is there.
    func remove(_ name: String) throws(FileFailure) {
        do throws(FileFailure) {
            try uninterrupted { () throws(FileFailure) in try layer.remove(name, in: handle) }
        } catch  where error.reason == .notFound {
            return
        }
    }
}
