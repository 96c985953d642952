public import MLLedger
import Synchronization

/// A volume in memory that knows what was synchronised, and can lose power.
///
/// It is as forgetful as POSIX allows: the bytes of a file are safe when the file was synchronised, its name when the
/// directory was, and the two have nothing to do with each other.
///
/// ```swift
/// let files = MemoryFileLayer()
/// let ledger = try FileLedger(directory: "/ledger", files: files)
/// …
/// let again = try FileLedger(directory: "/ledger", files: files.after(.dropsUnsynchronised))
/// ```
public final class MemoryFileLayer: FileLayer {
    let volume: Mutex<MemoryVolume>

    /// Creates an empty volume.
    public convenience init() { self.init(MemoryVolume()) }

    private init(_ volume: MemoryVolume) { self.volume = Mutex(volume) }

    /// The volume as another process finds it after the power failed; this one is not changed.
    ///
    /// - Parameter loss: What was lost.
    /// - Returns: A volume with the rest, and with nothing open.
    public func after(_ loss: PowerLoss) -> MemoryFileLayer { MemoryFileLayer(volume.withLock { $0.after(loss) }) }

    /// The number of files and directories that are open.
    public var openHandleCount: Int { volume.withLock { $0.openings.count } }

    /// The paths of all files, in ascending order.
    public var paths: [String] {
        volume.withLock { volume in
            var found: [String] = []
            var open: [(path: String, node: Int)] = [("", MemoryVolume.root)]
            while let (path, node) = open.popLast() {
                switch volume.nodes[node] {
                case .directory(let directory): open += directory.names.map { ("\(path)/\($0.key)", $0.value) }
                case .file: found.append(path)
                case nil: break
                }
            }
            return found.sorted()
        }
    }

    /// The bytes of a file, or `nil` when there is none.
    public func content(of path: String) -> [UInt8]? {
        volume.withLock { volume in
            guard let node = Self.node(at: path, in: volume), case .file(let file) = volume.nodes[node] else {
                return nil
            }
            return file.bytes
        }
    }

    /// Changes the bytes of a file behind the back of its programs, or removes it, as a failing disk does.
    ///
    /// - Parameters:
    ///   - path: The path of the file; it stays as it is when there is none.
    ///   - bytes: What is found there from now on, or `nil` for nothing.
    public func damage(_ path: String, to bytes: [UInt8]?) {
        volume.withLock { volume in
            guard let node = Self.node(at: path, in: volume), case .file = volume.nodes[node] else { return }
            if let bytes {
                volume.nodes[node] = .file(MemoryVolume.File(bytes: bytes, durable: bytes))
                return
            }
            let components = path.split(separator: "/")
            guard let parent = Self.node(at: components.dropLast().joined(separator: "/"), in: volume),
                case .directory(var directory) = volume.nodes[parent], let name = components.last
            else { return }
            directory.names[String(name)] = nil
            directory.durable[String(name)] = nil
            volume.nodes[parent] = .directory(directory)
        }
    }

    private static func node(at path: String, in volume: MemoryVolume) -> Int? {
        var node = MemoryVolume.root
        for component in path.split(separator: "/") {
            guard case .directory(let directory) = volume.nodes[node], let next = directory.names[String(component)]
            else { return nil }
            node = next
        }
        return node
    }
}
