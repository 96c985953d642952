/// Names with values, as tiles with a few large figures or as a compact list.
package struct FactList: Sendable {
    private var facts: [(name: String, value: HTML, note: String)] = []

    /// Creates an empty list.
    package init() {}

    /// Adds a fact.
    ///
    /// - Parameters:
    ///   - name: What it is.
    ///   - value: The value.
    ///   - note: What else there is to say, in small type.
    package mutating func add(_ name: String, _ value: HTML, note: String = "") { facts.append((name, value, note)) }

    /// Adds a fact.
    package mutating func add(_ name: String, _ value: String, note: String = "") {
        add(name, HTML(value), note: note)
    }

    /// Whether there is no fact.
    package var isEmpty: Bool { facts.isEmpty }

    /// The figures of a summary: large values with their names.
    package var tiles: HTML { list(.class("tiles")) }

    /// Statistics: names and values in columns.
    package var compact: HTML { list(.class("facts")) }

    /// Names and longer values, one a line.
    package var lines: HTML { list(.class("lines")) }

    private func list(_ style: HTML.Attribute) -> HTML {
        guard !facts.isEmpty else { return .empty }
        return HTML(.dl, style) {
            for fact in facts {
                HTML(.div) {
                    HTML(.dt) { fact.name }
                    HTML(.dd) { fact.value }
                    if !fact.note.isEmpty { HTML(.dd, .class("note")) { fact.note } }
                }
            }
        }
    }
}
