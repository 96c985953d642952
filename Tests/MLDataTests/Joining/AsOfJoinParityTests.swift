import Foundation
import MLCore
import MLData
import Testing

/// The tables and expected values of `time-features.json`, made with pandas.
private struct TimeFeatures: Decodable {
    struct Events: Decodable {
        let t: [String]
        let user: [String]
        let x: [Double?]
    }

    struct Features: Decodable {
        let t: [String]
        let user: [String]
        let v: [Double?]
    }

    struct Group: Decodable {
        let count: Int64
        let sum, mean, std, min, max, median: Double
    }

    let events: Events
    let features: Features
    let groupby_user: [String: Group]
    let asof_backward_by_user, asof_backward_by_user_tolerance_12h, asof_backward_no_exact_by_user: [Double?]
    let asof_forward_by_user, asof_nearest_by_user: [Double?]

    func eventFrame() throws -> DataFrame {
        try DataFrame([
            ("t", Column(present: try events.t.map(Reference.time))), ("user", Column(present: events.user)),
            ("x", Column(events.x)),
        ])
    }

    func featureFrame() throws -> DataFrame {
        try DataFrame([
            ("t", Column(present: try features.t.map(Reference.time))), ("user", Column(present: features.user)),
            ("v", Column(features.v)),
        ])
    }
}

/// The expected values of `pit-join-flights-weather.json`, made with pandas.
private struct FlightsAndWeather: Decodable {
    struct Matches: Decodable {
        let weather_row: [Int?]
        let temp: [Double?]
    }

    let flights_file, weather_file: String
    let flight_row: [Int]
    let lag_0h, lag_1h, lag_0h_tolerance_2h: Matches
}

private let data = ProcessInfo.processInfo.environment["MLOPS_DATA"]

@Suite("As-of joins and groups beside pandas")
struct AsOfJoinParityTests {
    private let reference: TimeFeatures

    init() throws { reference = try Reference.decode("time-features.json", as: TimeFeatures.self) }

    private func values(_ join: AsOfJoin) throws -> [Double?] {
        let joined = try reference.eventFrame().joined(with: try reference.featureFrame(), asOf: join)
        #expect(joined.columnNames == ["t", "user", "x", "v"])
        return try joined.values(of: ColumnKey<Double>("v"))
    }

    @Test("Every direction, with and without a tolerance and exact matches")
    func directions() throws {
        let hours = 3_600_000_000.0
        #expect(try values(AsOfJoin(on: "t", by: ["user"])) == reference.asof_backward_by_user)
        #expect(
            try values(AsOfJoin(on: "t", by: ["user"], tolerance: 12 * hours))
                == reference.asof_backward_by_user_tolerance_12h)
        #expect(
            try values(AsOfJoin(on: "t", by: ["user"], allowsExactMatches: false))
                == reference.asof_backward_no_exact_by_user)
        #expect(try values(AsOfJoin(on: "t", by: ["user"], direction: .forward)) == reference.asof_forward_by_user)
        #expect(try values(AsOfJoin(on: "t", by: ["user"], direction: .nearest)) == reference.asof_nearest_by_user)
    }

    @Test("The order of the right side does not matter")
    func unsorted() throws {
        let features = try reference.featureFrame()
        let shuffled = try features.taking(Array((0..<features.rowCount).reversed()))
        let joined = try reference.eventFrame().joined(with: shuffled, asOf: AsOfJoin(on: "t", by: ["user"]))
        #expect(try joined.values(of: ColumnKey<Double>("v")) == reference.asof_backward_by_user)
    }

    @Test("Groups have the numbers of pandas")
    func groups() throws {
        let groups = try reference.eventFrame().grouped(by: ["user"]).aggregated([
            .presentCount("x", as: "count"), .sum("x", as: "sum"), .mean("x", as: "mean"),
            .standardDeviation("x", as: "std"), .minimum("x", as: "min"), .maximum("x", as: "max"),
            .median("x", as: "median"),
        ])
        #expect(groups.rowCount == reference.groupby_user.count)
        for row in groups.rows {
            let user = try #require(try row[ColumnKey<String>("user")])
            let expected = try #require(reference.groupby_user[user])
            #expect(try row["count"] == .int64(expected.count))
            for (name, value) in [
                ("sum", expected.sum), ("mean", expected.mean), ("std", expected.std), ("min", expected.min),
                ("max", expected.max), ("median", expected.median),
            ] {
                let own = try #require(try row[ColumnKey<Double>(name)])
                #expect(abs(own - value) <= 1e-12 * max(1, abs(value)), "\(user) \(name)")
            }
        }
    }

    @Test(
        "Flights find the weather of their time",
        .enabled(if: data != nil, "set MLOPS_DATA to the folder with the tables"))
    func flights() throws {
        let expected = try Reference.decode("pit-join-flights-weather.json", as: FlightsAndWeather.self)
        let folder = (data ?? "") + "/nycflights13/"
        let all = try CSVReader().read(path: folder + expected.flights_file).frame
        let flights = try all.taking(expected.flight_row)
        let weather = try CSVReader().read(path: folder + expected.weather_file).frame
        let hour = ColumnKey<Timestamp>("time_hour")
        let starts = zip(
            try flights.requiredValues(of: hour), try flights.requiredValues(of: ColumnKey<Int64>("minute")))
        for (lag, matches, tolerance) in [
            (0, expected.lag_0h, nil), (1, expected.lag_1h, nil), (0, expected.lag_0h_tolerance_2h, 7.2e9),
        ] {
            let times = starts.map { $0.advanced(byMicroseconds: $1 * 60_000_000 - Int64(lag) * 3_600_000_000) }
            let left = try flights.replacing("time_hour", with: Column(present: times))
            let join = AsOfJoin(on: "time_hour", by: ["origin"], tolerance: tolerance)
            #expect(try left.positions(in: weather, asOf: join) == matches.weather_row)
            // Absent temperatures are written NA in the file.
            let temperatures = try left.joined(with: weather, asOf: join).values(of: ColumnKey<String>("temp"))
            #expect(temperatures.map { $0.flatMap(Double.init) } == matches.temp)
        }
    }
}
