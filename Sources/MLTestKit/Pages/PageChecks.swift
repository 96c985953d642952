/// The promises of every page that the SDK writes.
package enum PageChecks {
    /// Checks a page.
    ///
    /// - Parameter html: The text of the file.
    /// - Returns: One check for each promise.
    package static func run(_ html: String) -> CheckReport {
        let page = PageMarkup(html)
        let elements = page.elements
        var report = CheckReport(name: "page")
        report.check("every element is closed and every attribute quoted") { page.fault }
        report.check("nothing runs and nothing is loaded") {
            activeContent(elements) ?? outsideReference(html, elements)
        }
        report.check("identifiers are unique and links within the page have a target") { identifiers(elements) }
        report.check("drawings have a name or repeat what stands beside them") {
            elements.first { element in
                element.name == "svg" && !element.parents.contains("svg") && element.attributes["aria-hidden"] != "true"
                    && (element.attributes["role"] != "img" || element.children.first != "title")
            }.map { "\($0.attributes)" }
        }
        report.check("tables have a caption, and header cells a scope") {
            elements.first {
                ($0.name == "table" && $0.children.first != "caption")
                    || ($0.name == "th" && $0.attributes["scope"] == nil)
            }.map { "\($0.name) in \($0.parents)" }
        }
        report.check("headings are in order, and the first is the only one of its level") { headings(elements) }
        report.check("the page has a language, a title, one main part, and a way to skip to it") {
            for (name, count) in [("html", 1), ("title", 1), ("main", 1), ("header", 1), ("h1", 1)] {
                let found = elements.count {
                    $0.name == name && (name != "title" || $0.parents.last == "head")
                        && (name != "header" || $0.parents.last == "body")
                }
                if found != count { return "\(found) <\(name)>" }
            }
            let hasLanguage = elements.contains { $0.name == "html" && $0.attributes["lang"] == "en" }
            let hasSkip = elements.contains { $0.attributes["href"] == "#content" }
            return hasLanguage && hasSkip ? nil : "no language or no link to the content"
        }
        report.check("no figure is NaN or infinite in a drawing") {
            elements.first { element in
                ["x", "y", "width", "height", "cx", "cy", "r", "points", "d"].contains {
                    element.attributes[$0]?.contains("n") == true
                }
            }.map { "\($0.name) \($0.attributes)" }
        }
        return report
    }

    private static func activeContent(_ elements: [PageMarkup.Element]) -> String? {
        let forbidden: Set<String> = [
            "script", "iframe", "object", "embed", "link", "img", "image", "form", "input", "base", "foreignObject",
            "animate", "set", "use", "audio", "video",
        ]
        for element in elements {
            if forbidden.contains(element.name) { return "<\(element.name)>" }
            for name in element.attributes.keys where name.hasPrefix("on") || name.contains(":") {
                return "the attribute \(name) of <\(element.name)>"
            }
        }
        return nil
    }

    private static func outsideReference(_ html: String, _ elements: [PageMarkup.Element]) -> String? {
        for element in elements {
            if let link = element.attributes["href"], !link.hasPrefix("#"), !link.hasPrefix("./") {
                return "the link \(link)"
            }
            if element.attributes["src"] != nil { return "a source in <\(element.name)>" }
            if let style = element.attributes["style"], style.contains("url") || style.contains("@") { return style }
            if element.name == "style", element.text.contains("url(") || element.text.contains("@import") {
                return "the style loads something"
            }
        }
        return nil
    }

    private static func identifiers(_ elements: [PageMarkup.Element]) -> String? {
        var seen: Set<String> = []
        for identifier in elements.compactMap({ $0.attributes["id"] }) where !seen.insert(identifier).inserted {
            return "\(identifier) is repeated"
        }
        return elements.compactMap { $0.attributes["href"] }.first {
            $0.hasPrefix("#") && !seen.contains(String($0.dropFirst()))
        }.map { "\($0) leads nowhere" }
    }

    private static func headings(_ elements: [PageMarkup.Element]) -> String? {
        var level = 0
        for element in elements {
            guard element.name.count == 2, element.name.hasPrefix("h"), let next = Int(element.name.dropFirst()) else {
                continue
            }
            if next > level + 1 || (next == 1 && level > 0) { return "<\(element.name)> after level \(level)" }
            level = next
        }
        return nil
    }
}
