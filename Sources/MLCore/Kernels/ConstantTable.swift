/// Numbers that never change, at an address that never changes: for loops that look them up for each value.
package struct ConstantTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    // Nothing writes to the memory after the initialiser, and it is never freed.
    /// The first number.
    package let start: UnsafePointer<Element>

    /// Stores numbers for good; meant for `static let`.
    package init(_ elements: [Element]) {
        let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
        for (index, element) in elements.enumerated() { (memory + index).initialize(to: element) }
        start = UnsafePointer(memory)
    }
}
