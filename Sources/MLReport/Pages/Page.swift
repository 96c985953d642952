import MLCore

/// A page: one file that needs nothing else, neither scripts nor styles nor pictures from elsewhere.
///
/// The same content gives the same bytes.
package struct Page: Sendable {
    /// A part of the page with a heading.
    package struct Section: Sendable {
        let identifier: HTML.Identifier
        let title: String
        let body: HTML

        /// Creates a section.
        ///
        /// - Parameters:
        ///   - identifier: Its place in the page.
        ///   - title: The heading, and the text of the link to it.
        ///   - body: What is in it.
        package init(_ identifier: HTML.Identifier, _ title: String, @HTMLBuilder body: () throws -> HTML) rethrows {
            self.identifier = identifier
            self.title = title
            self.body = try body()
        }
    }

    private let kind: String
    private let title: String
    private let subtitle: HTML
    private let summary: HTML
    private let sections: [Section]

    /// Creates a page.
    ///
    /// - Parameters:
    ///   - kind: What sort of page it is, such as `Table profile`.
    ///   - title: What it is about.
    ///   - subtitle: What identifies the subject, such as a digest.
    ///   - summary: What a reader in a hurry has to know.
    ///   - sections: Everything else; those without content are left out.
    package init(kind: String, title: String, subtitle: HTML = .empty, summary: HTML, sections: [Section]) {
        self.kind = kind
        self.title = title
        self.subtitle = subtitle
        self.summary = summary
        self.sections = sections.filter { !$0.body.isEmpty }
    }

    /// The page as the text of a file, in UTF-8.
    package var html: String {
        let main = HTML(
            joining: [HTML(.section, .class("summary"), .label("Summary")) { summary }] + sections.map(body))
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)"/>
            <meta name="referrer" content="no-referrer"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="generator" content="swift-mlops \(SDKVersion.current)"/>
            <title>\(HTML.escaped(title)) · \(HTML.escaped(kind))</title>
            <style>
            \(Stylesheet.text)</style>
            </head>
            <body>
            <a class="skip" href="#content">Skip to the content</a>
            \(header.markup)
            <main id="content" tabindex="-1">
            \(main.markup)
            </main>
            \(footer.markup)
            </body>
            </html>

            """
    }

    /// Nothing is loaded and nothing runs, whatever the page holds; styles are those in the page.
    private static let policy =
        "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"

    private var header: HTML {
        HTML(.header, .class("page")) {
            HTML(.p, .class("kind")) { kind }
            HTML(.h1) { title }
            if !subtitle.isEmpty { HTML(.p, .class("subtitle")) { subtitle } }
            if sections.count > 1 {
                HTML(.nav, .label("Sections")) {
                    HTML(.ul) {
                        for section in sections {
                            HTML(.li) { HTML(.a, .link(to: section.identifier)) { section.title } }
                        }
                    }
                }
            }
        }
    }

    private func body(_ section: Section) -> HTML {
        HTML(.section, .identifier(section.identifier)) {
            HTML(.h2) { section.title }
            section.body
        }
    }

    private var footer: HTML {
        HTML(.footer, .class("page")) { HTML(.p) { "Made by swift-mlops \(SDKVersion.current)." } }
    }
}
