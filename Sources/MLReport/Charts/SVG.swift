import MLCore

/// The markup of drawings.
///
/// Across, places are shares of the width, so that a drawing fills the column it stands in while its texts keep their
/// size; down, they are CSS pixels.
enum SVG {
    /// A drawing with a name and a description for those who do not see it.
    ///
    /// - Parameters:
    ///   - title: The name.
    ///   - description: What can be seen in it; empty for nothing beyond the name.
    ///   - height: The height in CSS pixels.
    ///   - left: The width in CSS pixels that is kept free for labels left of it.
    ///   - right: The width in CSS pixels that is kept free right of it.
    ///   - content: The markup in it.
    /// - Returns: The drawing.
    static func drawing(
        _ title: String, description: String = "", height: Int, left: Int = 0, right: Int = 0, content: String
    ) -> HTML {
        let description = description.isEmpty ? "" : "<desc>\(HTML.escaped(description))</desc>"
        let margins =
            left + right > 0
            ? " style=\"width:calc(100% - \(left + right)px);margin-left:\(left)px\"" : ""
        return HTML(
            raw: "<svg role=\"img\" height=\"\(height)\"\(margins)><title>\(HTML.escaped(title))</title>\(description)"
                + "\(content)</svg>")
    }

    /// A drawing that only repeats figures that stand beside it.
    static func ornament(height: Int, content: String) -> HTML {
        HTML(raw: "<svg aria-hidden=\"true\" height=\"\(height)\">\(content)</svg>")
    }

    static func rectangle(
        _ x: Double, _ y: Double, width: Double, height: Double, _ style: StaticString
    ) -> String {
        "<rect x=\"\(share(x))\" y=\"\(pixels(y))\" width=\"\(share(max(0, width)))\""
            + " height=\"\(pixels(max(0, height)))\" class=\"\(style)\"/>"
    }

    static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: StaticString) -> String {
        "<line x1=\"\(share(x1))\" y1=\"\(pixels(y1))\" x2=\"\(share(x2))\" y2=\"\(pixels(y2))\" class=\"\(style)\"/>"
    }

    static func circle(_ x: Double, _ y: Double, radius: Double, _ style: StaticString) -> String {
        "<circle cx=\"\(share(x))\" cy=\"\(pixels(y))\" r=\"\(pixels(radius))\" class=\"\(style)\"/>"
    }

    /// Where a label stands in relation to its place.
    enum Anchor: String {
        case start, middle, end
    }

    static func text(
        _ x: Double, _ y: Double, _ anchor: Anchor, _ text: String, _ style: StaticString = ""
    ) -> String {
        let style = style.utf8CodeUnitCount == 0 ? "" : " class=\"\(style)\""
        let anchor = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        return "<text x=\"\(share(x))\" y=\"\(pixels(y))\"\(anchor)\(style)>\(HTML.escaped(text))</text>"
    }

    /// Marks that say what they are when the pointer rests on them.
    static func hinted(_ hint: String, _ content: String) -> String {
        "<g class=\"hot\"><title>\(HTML.escaped(hint))</title>\(content)</g>"
    }

    /// A share of the width as a percentage.
    static func share(_ value: Double) -> String { pixels(value * 100, decimals: 3) + "%" }

    /// A number without superfluous zeros; what is not finite is drawn at zero.
    static func pixels(_ value: Double, decimals: Int = 2) -> String {
        guard value.isFinite else { return "0" }
        var text = NumberText.formatted(min(max(value, -1e6), 1e6), decimals: decimals)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
