import MLCore
import MLData
import Testing

@testable import TrendingNow

@Suite("Split")
struct SplitTests {
    private func titles(_ years: [Int64]) throws -> Titles {
        let frame = try DataFrame([("year", Column(present: years))])
        return Titles(frame: frame, labels: ["Drama"], source: "titles.jsonl")
    }

    private func split(_ years: [Int64], _ arguments: [String] = []) throws -> Periods {
        try Loop.silent(["--data", "titles.jsonl"] + arguments).split(try titles(years))
    }

    @Test("no year is on both sides of a boundary")
    func boundaries() throws {
        let periods = try split([1990, 1991, 1992, 1993, 1994, 1995, 1996], ["--train-until", "1992"])
        #expect(try periods.train.requiredValues(of: .year) == [1990, 1991, 1992])
        #expect(try periods.later.requiredValues(of: .year) == [1993, 1994, 1995, 1996])
        #expect(try periods.retraining.requiredValues(of: .year).allSatisfy { $0 < periods.retrainAt })
        #expect(try periods.afterRetraining.requiredValues(of: .year).allSatisfy { $0 >= periods.retrainAt })
    }

    @Test("boundaries that are not given fit those that are", arguments: [3, 5, 40])
    func chosen(count: Int64) throws {
        let years = (0..<count).map { 1990 + $0 }
        let free = try split(years)
        #expect(free.trainUntil >= 1991 && free.trainUntil < free.retrainAt && free.retrainAt < 1990 + Int(count))
        let early = try split(years, ["--retrain-at", "1992"])
        #expect(early.trainUntil == 1991 && early.retrainAt == 1992)
    }

    @Test(
        "years that cannot be divided are an error with the years to choose from",
        arguments: [
            ([1990, 1990], [], "three years or more"),
            ([1990, 1991], [], "three years or more"),
            ([1990, 1991, 1992], ["--train-until", "1990"], "Choose a year from 1991 to 1991."),
            ([1990, 1991, 1992], ["--train-until", "1992"], "Choose a year from 1991 to 1991."),
            (
                [1990, 1991, 1992, 1993], ["--train-until", "1991", "--retrain-at", "1994"],
                "Choose a year from 1992 to 1993."
            ),
        ] as [([Int64], [String], String)])
    func impossible(years: [Int64], arguments: [String], remedy: String) {
        let error = #expect(throws: DataError.self) { try split(years, arguments) }
        #expect(error?.code == .invalidSplit)
        #expect(error?.description.contains(remedy) == true)
    }
}
