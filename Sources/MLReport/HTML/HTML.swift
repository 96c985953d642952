/// A piece of a page: markup in which every text is escaped.
///
/// Outside of this module a piece can only be made of other pieces, of texts, which are escaped, and of the elements and
/// attributes that ``Tag`` and ``Attribute`` offer; so no name, value or message from data can become markup.
///
/// ```swift
/// HTML(.p, .class("lead")) {
///     "Column "
///     HTML(.strong) { column.name }
/// }
/// ```
package struct HTML: Sendable, Hashable {
    /// The markup, well formed as XML: every element is closed and every attribute quoted.
    package let markup: String

    /// Takes markup as it is; only what this module writes itself may come here.
    init(raw markup: String) { self.markup = markup }

    /// Nothing.
    package static let empty = HTML(raw: "")

    /// A text, escaped.
    ///
    /// Text in scripts that run from right to left is isolated, so that it does not turn what stands beside it.
    package init(_ text: String) {
        let escaped = Self.escaped(text)
        markup = Self.mayRunRightToLeft(text) ? "<bdi>\(escaped)</bdi>" : escaped
    }

    /// An element.
    ///
    /// - Parameters:
    ///   - tag: The element.
    ///   - attributes: Its attributes.
    ///   - content: What is in it.
    package init(_ tag: Tag, _ attributes: Attribute..., @HTMLBuilder content: () throws -> HTML) rethrows {
        self.init(raw: Self.element(tag.rawValue, attributes, try content().markup))
    }

    /// An element without content.
    package init(_ tag: Tag, _ attributes: Attribute...) {
        self.init(raw: Self.element(tag.rawValue, attributes, ""))
    }

    /// Several pieces in a row.
    package init(joining pieces: some Sequence<HTML>, separator: HTML = .empty) {
        markup = pieces.lazy.map(\.markup).joined(separator: separator.markup)
    }

    /// Pieces as a builder puts them together.
    package init(@HTMLBuilder content: () throws -> HTML) rethrows { self = try content() }

    /// Whether there is nothing.
    package var isEmpty: Bool { markup.isEmpty }

    static func element(_ name: String, _ attributes: [Attribute], _ content: String) -> String {
        var text = "<\(name)"
        for attribute in attributes { text += " \(attribute.name)=\"\(escaped(attribute.value))\"" }
        text += ">\(content)</\(name)>"
        return text
    }
}

/// Puts pieces of a page in a row; a `String` in it is text and escaped.
@resultBuilder
package enum HTMLBuilder {
    package static func buildExpression(_ piece: HTML) -> HTML { piece }
    package static func buildExpression(_ text: String) -> HTML { HTML(text) }
    package static func buildExpression(_ piece: HTML?) -> HTML { piece ?? .empty }
    package static func buildExpression(_ pieces: [HTML]) -> HTML { HTML(joining: pieces) }
    package static func buildBlock(_ pieces: HTML...) -> HTML { HTML(joining: pieces) }
    package static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .empty }
    package static func buildEither(first piece: HTML) -> HTML { piece }
    package static func buildEither(second piece: HTML) -> HTML { piece }
    package static func buildArray(_ pieces: [HTML]) -> HTML { HTML(joining: pieces) }
}
