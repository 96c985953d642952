/// A number or value that is made of the rows of each group of a ``GroupedFrame``.
///
/// Missing values are left out of everything but ``count(as:)``, ``first(_:as:)`` and ``last(_:as:)``. A group without
/// present values gives a missing result, except for counts and sums, which are zero, and lists, which are empty. Rows
/// are taken in the order of the frame, so that the same frame gives the same bits. Integers beyond 2⁵³ are rounded to
/// the nearest double wherever the result is a `double`.
///
/// ```swift
/// let users = try rides.grouped(by: ["user"]).aggregated([.count(as: "rides"), .mean("fare"), .last("city")])
/// ```
public struct Aggregation: Sendable, Hashable {
    enum Operation: Sendable, Hashable {
        case count
        case presentCount
        case distinctCount
        case sum
        case mean
        case variance(deviation: Bool)
        case minimum
        case maximum
        case quantile(Double)
        case first
        case last
        case any
        case all
        case list
    }

    let operation: Operation
    /// The column that is aggregated; empty for the number of rows.
    let column: String
    /// The name of the resulting column.
    public let name: String

    private init(_ operation: Operation, _ column: String, _ name: String?, _ suffix: String) {
        self.operation = operation
        self.column = column
        self.name = name ?? "\(column)_\(suffix)"
    }

    /// The number of rows, as `int64`.
    public static func count(as name: String = "count") -> Self { Self(.count, "", name, "") }

    /// The number of present values, as `int64`.
    ///
    /// - Parameters:
    ///   - column: A column of any type.
    ///   - name: The name of the result; `column_count` unless given.
    /// - Returns: The aggregation.
    public static func presentCount(_ column: String, as name: String? = nil) -> Self {
        Self(.presentCount, column, name, "count")
    }

    /// The number of distinct present values, as `int64`; NaN is one value.
    ///
    /// - Parameters:
    ///   - column: A column of any type.
    ///   - name: The name of the result; `column_distinct` unless given.
    /// - Returns: The aggregation.
    public static func distinctCount(_ column: String, as name: String? = nil) -> Self {
        Self(.distinctCount, column, name, "distinct")
    }

    /// The sum: `int64` for integers and truth values, where a sum beyond 64 bits is an error, else `double`.
    ///
    /// Floating-point sums are compensated (A. Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation
    /// endlicher     /// Summen*, 1974); a partial sum beyond the range of doubles is infinite, and so is the result.
    ///
    /// - Parameters:
    ///   - column: A column of numbers or truth values.
    ///   - name: The name of the result; `column_sum` unless given.
    /// - Returns: The aggregation.
    public static func sum(_ column: String, as name: String? = nil) -> Self { Self(.sum, column, name, "sum") }

    /// The arithmetic mean, as `double`.
    ///
    /// - Parameters:
    ///   - column: A column of numbers or truth values.
    ///   - name: The name of the result; `column_mean` unless given.
    /// - Returns: The aggregation.
    public static func mean(_ column: String, as name: String? = nil) -> Self { Self(.mean, column, name, "mean") }

    /// The sample variance, which divides by n − 1, as `double`; missing for fewer than two values.
    ///
    /// - Parameters:
    ///   - column: A column of numbers or truth values.
    ///   - name: The name of the result; `column_variance` unless given.
    /// - Returns: The aggregation.
    public static func variance(_ column: String, as name: String? = nil) -> Self {
        Self(.variance(deviation: false), column, name, "variance")
    }

    /// The sample standard deviation, the root of the variance with n − 1, as `double`; missing for fewer than two
    /// values.
    ///
    /// - Parameters:
    ///   - column: A column of numbers or truth values.
    ///   - name: The name of the result; `column_deviation` unless given.
    /// - Returns: The aggregation.
    public static func standardDeviation(_ column: String, as name: String? = nil) -> Self {
        Self(.variance(deviation: true), column, name, "deviation")
    }

    /// The least value, of the type of the column; NaN only when every value is.
    ///
    /// - Parameters:
    ///   - column: A column of any type but lists; texts compare by their Unicode scalars.
    ///   - name: The name of the result; `column_minimum` unless given.
    /// - Returns: The aggregation.
    public static func minimum(_ column: String, as name: String? = nil) -> Self {
        Self(.minimum, column, name, "minimum")
    }

    /// The greatest value, of the type of the column; NaN only when every value is.
    ///
    /// - Parameters:
    ///   - column: A column of any type but lists; texts compare by their Unicode scalars.
    ///   - name: The name of the result; `column_maximum` unless given.
    /// - Returns: The aggregation.
    public static func maximum(_ column: String, as name: String? = nil) -> Self {
        Self(.maximum, column, name, "maximum")
    }

    /// The median, as `double`: the mean of the two middle values when there is an even number of them.
    ///
    /// - Parameters:
    ///   - column: A column of numbers or truth values.
    ///   - name: The name of the result; `column_median` unless given.
    /// - Returns: The aggregation.
    public static func median(_ column: String, as name: String? = nil) -> Self {
        Self(.quantile(0.5), column, name, "median")
    }

    /// A quantile, as `double`, with linear interpolation: the definition 7 of Hyndman and Fan, the default of numpy.
    ///
    /// - Parameters:
    ///   - probability: From 0 to 1; another one is an error when the aggregation is used.
    ///   - column: A column of numbers or truth values; a NaN makes the result NaN.
    ///   - name: The name of the result; `column_quantile` unless given.
    /// - Returns: The aggregation.
    public static func quantile(_ probability: Double, of column: String, as name: String? = nil) -> Self {
        Self(.quantile(probability), column, name, "quantile")
    }

    /// The value of the first row of the group, of the type of the column, missing when it is missing there.
    ///
    /// - Parameters:
    ///   - column: A column of any type.
    ///   - name: The name of the result; `column_first` unless given.
    /// - Returns: The aggregation.
    public static func first(_ column: String, as name: String? = nil) -> Self { Self(.first, column, name, "first") }

    /// The value of the last row of the group, of the type of the column, missing when it is missing there.
    ///
    /// - Parameters:
    ///   - column: A column of any type.
    ///   - name: The name of the result; `column_last` unless given.
    /// - Returns: The aggregation.
    public static func last(_ column: String, as name: String? = nil) -> Self { Self(.last, column, name, "last") }

    /// Whether any value is true, as `bool`.
    ///
    /// - Parameters:
    ///   - column: A column of truth values.
    ///   - name: The name of the result; `column_any` unless given.
    /// - Returns: The aggregation.
    public static func any(_ column: String, as name: String? = nil) -> Self { Self(.any, column, name, "any") }

    /// Whether all values are true, as `bool`.
    ///
    /// - Parameters:
    ///   - column: A column of truth values.
    ///   - name: The name of the result; `column_all` unless given.
    /// - Returns: The aggregation.
    public static func all(_ column: String, as name: String? = nil) -> Self { Self(.all, column, name, "all") }

    /// The texts of the group in the order of the rows, as `stringList`; missing ones are left out.
    ///
    /// - Parameters:
    ///   - column: A column of texts.
    ///   - name: The name of the result; `column_list` unless given.
    /// - Returns: The aggregation.
    public static func list(_ column: String, as name: String? = nil) -> Self { Self(.list, column, name, "list") }
}
