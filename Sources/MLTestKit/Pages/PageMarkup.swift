/// The elements of a page, read strictly: every element is closed in order and every attribute is quoted.
struct PageMarkup {
    struct Element {
        var name: String
        var attributes: [String: String]
        var text = ""
        /// The names of the elements in it, without those deeper down.
        var children: [String] = []
        /// The names of the elements around it, the innermost at the end.
        var parents: [String]
    }

    /// All elements in the order in which they begin.
    private(set) var elements: [Element] = []
    /// What is not well formed, or `nil`.
    private(set) var fault: String?

    init(_ html: String) {
        let prolog = Array("<!DOCTYPE html>".utf8)
        var rest = Array(html.utf8)[...]
        if rest.starts(with: prolog) {
            rest = rest.dropFirst(prolog.count)
        } else {
            fault = "there is no document type"
        }
        var open: [Int] = []
        // By bytes: a combining mark after `<` makes another character, and still opens a tag.
        while fault == nil, let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            add(rest[..<start], to: open.last)
            rest = rest[(start + 1)...]
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else {
                fault = "a tag is not closed"
                return
            }
            let tag = rest[..<end]
            rest = rest[(end + 1)...]
            if tag.first == UInt8(ascii: "/") {
                let name = Self.text(tag.dropFirst())
                guard let last = open.popLast(), elements[last].name == name else {
                    fault = "</\(name)> closes nothing"
                    return
                }
                continue
            }
            let isEmpty = tag.last == UInt8(ascii: "/")
            guard let element = element(isEmpty ? tag.dropLast() : tag, in: open) else { return }
            if let parent = open.last { elements[parent].children.append(element.name) }
            elements.append(element)
            if !isEmpty { open.append(elements.count - 1) }
        }
        if fault == nil, !open.isEmpty { fault = "<\(elements[open[0]].name)> is never closed" }
        if fault == nil, !rest.allSatisfy({ $0 <= 0x20 }) { fault = "there is text after the page" }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static let entities = Set(["&amp", "&lt", "&gt", "&quot", "&#39"].map { Array($0.utf8) })

    private mutating func add(_ text: ArraySlice<UInt8>, to position: Int?) {
        var rest = text
        while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
            let entity = rest[start...].prefix { $0 != UInt8(ascii: ";") }
            if !Self.entities.contains(Array(entity)) { fault = "the entity \(Self.text(entity.prefix(12)))" }
            rest = rest[(start + 1)...]
        }
        if let position, !text.isEmpty { elements[position].text += Self.text(text) }
    }

    private mutating func element(_ tag: ArraySlice<UInt8>, in open: [Int]) -> Element? {
        let name = tag.prefix {
            ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") || $0 >= 0x30 && $0 < 0x3A
        }
        var attributes: [String: String] = [:]
        var rest = tag.dropFirst(name.count)
        while !rest.isEmpty {
            let key = rest.dropFirst()
            guard rest.first == UInt8(ascii: " "), let equals = key.firstIndex(of: UInt8(ascii: "=")),
                key[(equals + 1)...].first == UInt8(ascii: "\""),
                let end = key[(equals + 2)...].firstIndex(of: UInt8(ascii: "\""))
            else {
                fault = "an attribute of <\(Self.text(tag))>"
                return nil
            }
            let value = key[(equals + 2)..<end]
            add(value, to: nil)
            if attributes.updateValue(Self.text(value), forKey: Self.text(key[..<equals])) != nil {
                fault = "a repeated attribute of <\(Self.text(tag))>"
            }
            rest = key[(end + 1)...]
        }
        guard !name.isEmpty else {
            fault = "<\(Self.text(tag))> has no name"
            return nil
        }
        return Element(name: Self.text(name), attributes: attributes, parents: open.map { elements[$0].name })
    }
}
