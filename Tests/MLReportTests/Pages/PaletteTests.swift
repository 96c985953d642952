import Foundation
import Testing

@testable import MLReport

/// The contrast of colours by the Web Content Accessibility Guidelines 2.2, success criteria 1.4.3 and 1.4.11.
@Suite("Palette")
struct PaletteTests {
    private typealias Palette = [Substring: Colour]

    private struct Colour {
        var parts: [Double]

        init?(_ hexadecimal: Substring) {
            let digits = hexadecimal.count == 3 ? hexadecimal.map { "\($0)\($0)" }.joined() : String(hexadecimal)
            guard digits.count == 6, let number = Int(digits, radix: 16) else { return nil }
            parts = [16, 8, 0].map { Double(number >> $0 & 255) / 255 }
        }

        var luminance: Double {
            let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }

        func contrast(with other: Colour) -> Double {
            let (one, two) = (luminance + 0.05, other.luminance + 0.05)
            return max(one, two) / min(one, two)
        }

        /// This colour with a share of the other one, as `color-mix` in sRGB.
        func mixed(_ share: Double, with other: Colour) -> Colour {
            var mixed = self
            mixed.parts = zip(parts, other.parts).map { $0 * (1 - share) + $1 * share }
            return mixed
        }
    }

    /// The colours on light ground, on dark ground and on paper.
    private static func palettes() throws -> [(name: String, colours: Palette)] {
        let roots = Stylesheet.text.split(separator: ":root{", omittingEmptySubsequences: false).dropFirst()
            .map { $0.prefix { $0 != "}" } }
        let palettes = try roots.map { root in
            var palette: Palette = [:]
            for declaration in root.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
                let parts = declaration.split(separator: ":")
                guard parts.count == 2, parts[1].hasPrefix("#") else { continue }
                // Named, so that what is required is a colour and not the optional that a dictionary takes.
                let colour: Colour = try #require(Colour(parts[1].dropFirst()), "\(declaration)")
                palette[parts[0].dropFirst(2)] = colour
            }
            return palette
        }
        try #require(palettes.count == 3)
        return Array(zip(["light", "dark", "print"], palettes))
    }

    @Test("Every palette has the same colours")
    func complete() throws {
        let palettes = try Self.palettes()
        #expect(palettes[0].colours.count > 20)
        for palette in palettes {
            #expect(Set(palette.colours.keys) == Set(palettes[0].colours.keys), "\(palette.name)")
        }
    }

    @Test("Text stands out from its ground by 4.5 to 1")
    func text() throws {
        var pairs: [(text: Substring, ground: Substring)] = []
        for tone in ["good", "bad", "unsure", "plain"] as [Substring] {
            // Badges and verdicts, what stands in a verdict, and its sign, which is as the page on the tone.
            for text in [tone, "ink", "soft"] { pairs.append((text, tone + "-ground")) }
            pairs.append(("paper", tone))
        }
        // Rows are on the ground while the pointer is over them.
        for text in ["ink", "soft", "link"] as [Substring] { pairs += [(text, "paper"), (text, "ground")] }
        for (name, colours) in try Self.palettes() {
            for pair in pairs {
                let (text, ground) = (try #require(colours[pair.text]), try #require(colours[pair.ground]))
                #expect(text.contrast(with: ground) >= 4.5, "\(name): \(pair)")
            }
            // The darkest cell of a heat map.
            let cell = try #require(colours["paper"]).mixed(0.55, with: #require(colours["mark"]))
            #expect(try #require(colours["ink"]).contrast(with: cell) >= 4.5, "\(name)")
        }
    }

    @Test("Marks stand out from the page, from rows under the pointer and from the track of bars by 3 to 1")
    func marks() throws {
        let marks: [Substring] = ["mark", "second", "third", "fourth", "rest", "good", "bad", "soft", "link"]
        for (name, colours) in try Self.palettes() {
            for mark in marks {
                for ground in ["paper", "ground", "track"] as [Substring] {
                    let (one, two) = (try #require(colours[mark]), try #require(colours[ground]))
                    #expect(one.contrast(with: two) >= 3, "\(name): \(mark) on \(ground)")
                }
            }
        }
    }
}
