import MLCore
import MLFeatures
import Testing

@Suite("Tokenizer")
struct TokenizerTests {
    @Test("Words of two or more word characters, lower-cased, by default")
    func defaults() throws {
        #expect(try Tokenizer().terms(of: "A spy, a Heist: 007_x!") == ["spy", "heist", "007_x"])
        #expect(try Tokenizer().terms(of: "") == [])
        #expect(try Tokenizer().terms(of: "a b c") == [])
    }

    @Test("Case is kept and short words are taken when asked")
    func options() throws {
        #expect(try Tokenizer(lowercases: false).terms(of: "An ÉTÉ") == ["An", "ÉTÉ"])
        #expect(try Tokenizer(minimumLength: 1).terms(of: "A é b") == ["a", "é", "b"])
        #expect(try Tokenizer(minimumLength: 3).terms(of: "été où") == ["été"])
    }

    @Test("Sequences are made after stop words are skipped, length by length, as in scikit-learn")
    func sequences() throws {
        let tokenizer = Tokenizer(termLengths: 1...3, stopWords: ["The"])
        #expect(
            try tokenizer.terms(of: "In the big Big house") == [
                "in", "big", "big", "house", "in big", "big big", "big house", "in big big", "big big house",
            ])
        #expect(try Tokenizer(termLengths: 2...2).terms(of: "alone") == [])
    }

    @Test("Characters stay within words, and a short word is given once, as in scikit-learn")
    func characters() throws {
        let tokenizer = Tokenizer(unit: .charactersWithinWords, termLengths: 1...3)
        #expect(
            try tokenizer.terms(of: "Ab c  dEF") == [
                " ", "a", "b", " ", " a", "ab", "b ", " ab", "ab ", " ", "c", " ", " c", "c ", " c ", " ", "d", "e",
                "f", " ", " d", "de", "ef", "f ", " de", "def", "ef ",
            ])
        #expect(
            try Tokenizer(unit: .charactersWithinWords, termLengths: 4...5).terms(of: "é, 日本")
                == [" é, ", " 日本 "])
        #expect(try tokenizer.terms(of: " \u{2003}\u{1F} ") == [])
    }

    @Test("All faults are reported at once")
    func faults() throws {
        let tokenizer = Tokenizer(
            unit: .charactersWithinWords, minimumLength: 0, termLengths: 0...40, stopWords: ["the"])
        let error = #expect(throws: FeatureError.self) { try tokenizer.terms(of: "x") }
        #expect(error?.code == .invalidConfiguration)
        for word in ["minimumLength", "termLengths", "stopWords"] {
            #expect(error?.description.contains(word) == true)
        }
    }

    @Test("The configuration survives canonical JSON")
    func coding() throws {
        let tokenizer = Tokenizer(minimumLength: 3, termLengths: 1...2, stopWords: ["zoo", "and", "and"])
        #expect(tokenizer.stopWords == ["and", "zoo"])
        let bytes = try CanonicalJSONEncoder().encode(tokenizer)
        #expect(try CanonicalJSONDecoder().decode(Tokenizer.self, from: bytes) == tokenizer)
    }

    @Test("The English stop words are the 318 of scikit-learn")
    func stopWords() {
        #expect(StopWords.english.count == 318)
        #expect(StopWords.english.first == "a" && StopWords.english.last == "yourselves")
        #expect(Set(StopWords.english).count == 318)
    }
}
