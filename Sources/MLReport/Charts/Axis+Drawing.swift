extension Axis {
    /// The labels of a horizontal axis, as many as have room.
    ///
    /// - Parameters:
    ///   - y: Where the labels stand.
    ///   - width: The smallest width in pixels that the plot has on a screen.
    ///   - offset: How far right of its number a label stands, in units of the axis.
    /// - Returns: The markup.
    func labels(y: Double, width: Double, offset: Double = 0) -> String {
        var text = ""
        var end = -Double.infinity
        for (value, label) in ticks where value + offset <= upper {
            let position = position(value + offset)
            // Digits of 11 pixels are about 6.2 wide.
            let half = Double(label.unicodeScalars.count) * 3.1
            let start = position * width - half
            guard start >= end + 8 else { continue }
            end = position * width + half
            text += SVG.text(position, y, .middle, label)
        }
        return text
    }

    /// The horizontal lines of a vertical axis with labels left of them.
    func lines(height: Double, top: Double) -> String {
        var text = ""
        for (value, label) in ticks {
            let y = top + (1 - position(value)) * height
            text += SVG.line(0, y, 1, y, value == 0 ? "axis" : "grid")
            text += "<text x=\"-6\" y=\"\(SVG.pixels(y + 4))\" text-anchor=\"end\">\(HTML.escaped(label))</text>"
        }
        return text
    }

    /// The width that labels left of a plot take, in pixels.
    var labelWidth: Int { (ticks.map { $0.label.unicodeScalars.count }.max() ?? 0) * 7 + 8 }
}
