import Testing

@testable import TrendingNow

@Suite("Options")
struct OptionsTests {
    @Test("without arguments the sample is read with the boundaries of its eras")
    func defaults() throws {
        let options = try #require(try Options(arguments: []))
        #expect(options.files.isEmpty)
        #expect(options.trainUntil == 1989 && options.retrainAt == 2010)
        #expect(options.minimumWords == 15 && options.threads == 2 && options.seed == 42)
        #expect(options.output == "trending-now-output")
    }

    @Test("every option is read, and --data takes several files, several times")
    func everything() throws {
        let options = try #require(
            try Options(arguments: [
                "--data", "a.jsonl", "b.jsonl", "--field", "plot=description", "--train-until", "1979", "--data",
                "c.jsonl", "--retrain-at", "1990", "--min-words", "3", "--threads", "4", "--seed",
                "18446744073709551615", "--output", "out",
            ]))
        #expect(options.files == ["a.jsonl", "b.jsonl", "c.jsonl"])
        #expect(options.columns == ["title": "title", "year": "year", "genres": "genres", "plot": "description"])
        #expect(options.trainUntil == 1979 && options.retrainAt == 1990)
        #expect(options.minimumWords == 3 && options.threads == 4 && options.seed == .max && options.output == "out")
    }

    @Test("own data has no default boundaries, and one boundary given for the sample does not contradict a default")
    func boundaries() throws {
        let own = try #require(try Options(arguments: ["--data", "a.jsonl"]))
        #expect(own.trainUntil == nil && own.retrainAt == nil)
        let late = try #require(try Options(arguments: ["--train-until", "2015"]))
        #expect(late.trainUntil == 2015 && late.retrainAt == nil)
        let early = try #require(try Options(arguments: ["--retrain-at", "1980"]))
        #expect(early.trainUntil == nil && early.retrainAt == 1980)
    }

    @Test("help is asked for anywhere", arguments: [["--help"], ["-h"], ["--seed", "1", "--help"]])
    func help(arguments: [String]) throws {
        #expect(try Options(arguments: arguments) == nil)
    }

    @Test(
        "a mistake is named with its remedy",
        arguments: [
            (["--bogus"], "unknown option \"--bogus\"; --help lists the options"),
            (["file.jsonl"], "unknown option \"file.jsonl\"; --help lists the options"),
            (["--data"], "--data needs at least one file"),
            (["--data", "a.jsonl", "--data", "--seed", "1"], "--data needs at least one file"),
            (["--field", "x"], "--field needs NAME=COLUMN with a name of genres, plot, title, year"),
            (["--field", "cast=x"], "--field needs NAME=COLUMN with a name of genres, plot, title, year"),
            (["--field", "plot="], "--field needs NAME=COLUMN with a name of genres, plot, title, year"),
            (
                ["--field", "plot=title"],
                "--field reads two fields from one column; give each field a column of its own"
            ),
            (["--threads", "0"], "--threads needs a whole number from 1 to 1024, not 0"),
            (["--threads"], "--threads needs a value"),
            (["--seed", "-1"], "--seed needs a whole number from 0 to 18446744073709551615, not -1"),
            (["--seed", "1.5"], "--seed needs a whole number from 0 to 18446744073709551615, not 1.5"),
            (
                ["--train-until", "99999999999999999999"],
                "--train-until needs a whole number from 1 to 9999, not 99999999999999999999"
            ),
            (
                ["--train-until", "2000", "--retrain-at", "1990"],
                "--retrain-at 1990 has to be after --train-until 2000"
            ),
            (["--output", ""], "--output needs a value"),
            (["--serve"], "--serve needs a value"),
            (["--serve", "http"], "--serve needs a whole number from 0 to 65535, not http"),
            (["--serve", "70000"], "--serve needs a whole number from 0 to 65535, not 70000"),
        ])
    func mistakes(arguments: [String], message: String) {
        let error = #expect(throws: UsageError.self) { try Options(arguments: arguments) }
        #expect(error?.description == message)
    }

    #if HummingbirdServing
    @Test("--serve takes a port")
    func serve() throws {
        #expect(try #require(try Options(arguments: ["--serve", "8080"])).servePort == 8080)
        #expect(try #require(try Options(arguments: [])).servePort == nil)
    }
    #else
    @Test("--serve without its trait says how to turn it on")
    func serve() {
        let error = #expect(throws: UsageError.self) { try Options(arguments: ["--serve", "8080"]) }
        #expect(
            error?.description
                == "--serve needs the trait HummingbirdServing: "
                + "swift run -c release --traits HummingbirdServing trending-now --serve 8080")
    }
    #endif
}
