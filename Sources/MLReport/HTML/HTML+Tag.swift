extension HTML {
    /// The elements that pages are made of; none of them runs or loads anything.
    package enum Tag: String, Sendable {
        case a, article, aside, b, bdi, br, code, dd, details, div, dl, dt, em, figcaption, figure, footer, h1, h2, h3
        case h4, header, li, main, nav, ol, p, section, small, span, strong, sub, summary, sup, table, tbody, td, th
        case thead, tr, ul
        case caption
    }

    /// The attributes that elements may have.
    package struct Attribute: Sendable {
        let name: String
        let value: String

        init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }

        /// Names of styles of the page, fixed in the program.
        package static func `class`(_ names: StaticString) -> Attribute { Attribute("class", "\(names)") }

        /// The target of links within the page, unique in it.
        package static func identifier(_ identifier: Identifier) -> Attribute { Attribute("id", identifier.text) }

        /// A link within the page.
        package static func link(to identifier: Identifier) -> Attribute { Attribute("href", "#\(identifier.text)") }

        /// A link to a file in the directory of the page, or below it.
        package static func link(toFile name: String) -> Attribute {
            Attribute("href", "./" + percentEncoded(name))
        }

        /// What assistive technology says instead of the content.
        package static func label(_ text: String) -> Attribute { Attribute("aria-label", text) }

        /// What is shown when the pointer rests on the element.
        package static func hint(_ text: String) -> Attribute { Attribute("title", text) }

        /// The element has no meaning of its own for assistive technology.
        package static let hidden = Attribute("aria-hidden", "true")

        /// The element is read from left to right, and isolated from the text beside it.
        static let leftToRight = Attribute("dir", "ltr")

        /// A header cell of a row.
        package static let rowHeader = Attribute("scope", "row")

        /// A header cell of a column.
        package static let columnHeader = Attribute("scope", "col")

        /// How many columns a cell takes.
        package static func columnSpan(_ count: Int) -> Attribute { Attribute("colspan", "\(max(1, count))") }

        /// The details are shown from the start.
        package static let open = Attribute("open", "open")

        private static func percentEncoded(_ name: String) -> String {
            var text = ""
            for byte in name.utf8 {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: "/"):
                    text.unicodeScalars.append(Unicode.Scalar(byte))
                default: text += "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
                }
            }
            return text
        }
    }

    /// The name of a place in a page: a word of the program, numbered where there are several.
    package struct Identifier: Sendable, Hashable, ExpressibleByStringLiteral {
        let text: String

        /// The only place of its kind.
        package init(stringLiteral word: StaticString) { self.init(word) }

        /// The only place of its kind, such as `summary`.
        package init(_ word: StaticString) { text = "\(word)" }

        /// One of several places of a kind, such as `column-7`.
        package init(_ word: StaticString, _ number: Int) { text = "\(word)-\(number)" }
    }
}
