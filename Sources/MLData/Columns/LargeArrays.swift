/// Room for arrays that will have many megabytes.
enum LargeArrays {
    /// Reserves capacity, in large pages of memory where the system has them: a page is then fetched for 2 MiB at once.
    static func reserve<Element: BitwiseCopyable>(_ array: inout [Element], _ count: Int) {
        array.reserveCapacity(count)
        array.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            SystemCalls.adviseLargePages(base, count * MemoryLayout<Element>.stride)
        }
    }
}
