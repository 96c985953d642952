extension LineChart {
    private static let unit = 1000.0

    func drawing(_ series: [(name: String, points: [Point])], height: Int) -> HTML {
        let (horizontal, vertical) = (horizontal(series), vertical(series))
        let (top, plotHeight) = (8.0, Double(height) - (xLabel.isEmpty ? 32 : 48))
        var content = vertical.lines(height: plotHeight, top: top)
        if let reference {
            let y = top + (1 - vertical.position(reference.value)) * plotHeight
            content += SVG.line(0, y, 1, y, "zero")
        }
        var shapes = ""
        for (index, line) in series.enumerated() {
            let style = Self.styles[index % Self.styles.count]
            shapes += band(line.points, horizontal, vertical, style.fill)
            shapes += path(line.points, horizontal, vertical, style.stroke)
        }
        content +=
            "<svg y=\"\(SVG.pixels(top))\" height=\"\(SVG.pixels(plotHeight))\" viewBox=\"0 0 1000 1000\""
            + " preserveAspectRatio=\"none\">\(shapes)</svg>"
        for (index, line) in series.enumerated() where line.points.count <= 60 {
            let style = Self.styles[index % Self.styles.count]
            for point in line.points where point.y.isFinite && point.x.isFinite {
                let y = top + (1 - vertical.position(point.y)) * plotHeight
                content += SVG.hinted(
                    hint(line.name, point), SVG.circle(horizontal.position(point.x), y, radius: 3, style.fill))
            }
        }
        content += horizontal.labels(y: top + plotHeight + 16, width: 260)
        if !xLabel.isEmpty { content += SVG.text(0.5, top + plotHeight + 33, .middle, xLabel) }
        return SVG.drawing(
            title, description: description(series), height: height, left: vertical.labelWidth, right: 14,
            content: content)
    }

    private func horizontal(_ series: [(name: String, points: [Point])]) -> Axis {
        let numbers = series.flatMap { $0.points.map(\.x) }.filter(\.isFinite)
        return Axis(from: numbers.min() ?? 0, to: numbers.max() ?? 1, scale, count: 6)
    }

    private func vertical(_ series: [(name: String, points: [Point])]) -> Axis {
        var numbers = series.flatMap { $0.points.flatMap { [$0.y, $0.lower ?? $0.y, $0.upper ?? $0.y] } }
        if let reference { numbers.append(reference.value) }
        if includesZero { numbers.append(0) }
        numbers = numbers.filter(\.isFinite)
        return Axis(from: numbers.min() ?? 0, to: numbers.max() ?? 1, count: 4, extends: true)
    }

    private func hint(_ name: String, _ point: Point) -> String {
        let interval: String =
            if let lower = point.lower, let upper = point.upper {
                " [\(Figure.number(lower)), \(Figure.number(upper))]"
            } else {
                ""
            }
        let place = xLabel.isEmpty ? Axis.text(point.x, scale) : "\(xLabel) \(Axis.text(point.x, scale))"
        return "\(name), \(place): \(Figure.number(point.y))\(interval)"
    }

    private func description(_ series: [(name: String, points: [Point])]) -> String {
        series.map { line in
            let values = line.points.map(\.y).filter(\.isFinite)
            guard let first = values.first, let last = values.last else { return "\(line.name): no values" }
            return
                "\(line.name): \(Figure.count(values.count, "value")), from \(Figure.number(first)) to \(Figure.number(last))"
        }.joined(separator: "; ")
    }

    private func path(_ points: [Point], _ horizontal: Axis, _ vertical: Axis, _ style: StaticString) -> String {
        var commands = ""
        var isOpen = false
        for point in Self.thinned(points) {
            guard point.x.isFinite, point.y.isFinite else {
                isOpen = false
                continue
            }
            let x = SVG.pixels(horizontal.position(point.x) * Self.unit, decimals: 1)
            let y = SVG.pixels((1 - vertical.position(point.y)) * Self.unit, decimals: 1)
            commands += !isOpen ? "M\(x) \(y)" : isStep ? "H\(x)V\(y)" : "L\(x) \(y)"
            isOpen = true
        }
        return "<path class=\"\(style)\" d=\"\(commands)\"/>"
    }

    private func band(_ points: [Point], _ horizontal: Axis, _ vertical: Axis, _ style: StaticString) -> String {
        let ends = points.filter { $0.lower?.isFinite == true && $0.upper?.isFinite == true && $0.x.isFinite }
        guard ends.count > 1 else { return "" }
        func place(_ x: Double, _ y: Double) -> String {
            SVG.pixels(horizontal.position(x) * Self.unit, decimals: 1) + " "
                + SVG.pixels((1 - vertical.position(y)) * Self.unit, decimals: 1)
        }
        let upper = ends.map { place($0.x, $0.upper ?? $0.y) }
        let lower = ends.reversed().map { place($0.x, $0.lower ?? $0.y) }
        return "<g class=\"band\"><path class=\"\(style)\" d=\"M\((upper + lower).joined(separator: "L"))Z\"/></g>"
    }

    /// At most about 1,800 points: the lowest and the highest of each group of neighbours, so that no peak is lost, and
    /// the first gap, so that lines that begin anew are not joined.
    static func thinned(_ points: [Point]) -> [Point] {
        guard points.count > 1200 else { return points }
        let size = (points.count + 599) / 600
        return stride(from: 0, to: points.count, by: size).flatMap { start -> [Point] in
            let group = start..<min(start + size, points.count)
            let drawn = group.filter { points[$0].x.isFinite && points[$0].y.isFinite }
            let kept = [
                drawn.min { points[$0].y < points[$1].y }, drawn.max { points[$0].y < points[$1].y },
                drawn.count < group.count ? group.first { !points[$0].x.isFinite || !points[$0].y.isFinite } : nil,
            ]
            return Set(kept.compactMap(\.self)).sorted().map { points[$0] }
        }
    }
}
