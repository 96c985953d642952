#if CommandLine
import MLCore
import MLTrain

/// An estimator by its kind, with its hyperparameters: `{"kind": "trees.gradient-boosting", "parameters": {…}}`.
///
/// `composition.one-vs-rest` has the estimator of one label under the key `base` instead.
indirect enum EstimatorConfiguration: Sendable, Hashable {
    case majority(MajorityBaseline)
    case keyword(KeywordBaseline)
    case logistic(LogisticRegression)
    case boosting(GradientBoosting)
    case linear(LinearRegression)
    case elasticNet(ElasticNet)
    case poisson(PoissonRegression)
    case quantile(QuantileRegression)
    case oneVsRest(EstimatorConfiguration)

    /// The kinds that can be asked for.
    static let kinds = [
        MajorityBaseline.kind, KeywordBaseline.kind, LogisticRegression.kind, GradientBoosting.kind, oneVsRestKind,
        LinearRegression.kind, ElasticNet.kind, PoissonRegression.kind, QuantileRegression.kind,
    ]

    private static let oneVsRestKind = OneVsRest<LogisticRegression>.kind

    /// The estimator.
    var estimator: any Estimator {
        switch self {
        case .majority(let estimator): estimator
        case .keyword(let estimator): estimator
        case .logistic(let estimator): estimator
        case .boosting(let estimator): estimator
        case .linear(let estimator): estimator
        case .elasticNet(let estimator): estimator
        case .poisson(let estimator): estimator
        case .quantile(let estimator): estimator
        case .oneVsRest(let base): Self.oneVsRest(base.estimator)
        }
    }

    private static func oneVsRest(_ base: some Estimator) -> any Estimator { OneVsRest(base) }

    /// Reads an estimator and checks its hyperparameters.
    ///
    /// - Returns: `nil` after a fault.
    init?(_ value: JSONValue, at path: String, in reader: inout ConfigurationReader) {
        let isComposed = value["kind"]?.stringValue == Self.oneVsRestKind
        let members = reader.members(value, at: path, keys: isComposed ? ["kind", "base"] : ["kind", "parameters"])
        guard let kind = members["kind"]?.stringValue else {
            if value.objectValue != nil {
                reader.fault("the key \"kind\" is missing; \(Self.list)", at: path)
            }
            return nil
        }
        let parameters = members["parameters"] ?? .object(JSONObject())
        let place = "\(path).parameters"
        switch kind {
        case MajorityBaseline.kind:
            self = .majority(reader.value(parameters, replacingPartsOf: MajorityBaseline(), at: place))
        case KeywordBaseline.kind:
            self = .keyword(reader.value(parameters, replacingPartsOf: KeywordBaseline(), at: place))
        case LogisticRegression.kind:
            self = .logistic(
                reader.value(parameters, replacingPartsOf: LogisticRegression(), at: place, optional: ["l1Share"]))
        case LinearRegression.kind:
            self = .linear(reader.value(parameters, replacingPartsOf: LinearRegression(), at: place))
        case ElasticNet.kind:
            self = .elasticNet(reader.value(parameters, replacingPartsOf: ElasticNet(), at: place))
        case PoissonRegression.kind:
            self = .poisson(reader.value(parameters, replacingPartsOf: PoissonRegression(), at: place))
        case QuantileRegression.kind:
            self = .quantile(reader.value(parameters, replacingPartsOf: QuantileRegression(), at: place))
        case GradientBoosting.kind:
            self = .boosting(reader.value(parameters, replacingPartsOf: GradientBoosting(), at: place))
        case Self.oneVsRestKind:
            guard let base = members["base"] else {
                reader.fault("the key \"base\" is missing", at: path)
                return nil
            }
            guard base["kind"]?.stringValue != Self.oneVsRestKind else {
                reader.fault("one against the rest of one against the rest", at: "\(path).base")
                return nil
            }
            guard let inner = EstimatorConfiguration(base, at: "\(path).base", in: &reader) else { return nil }
            self = .oneVsRest(inner)
            return
        default:
            let hint = Misspelling.hint(kind, Self.kinds)
            reader.fault("there is no kind \(kind.debugDescription); \(Self.list)\(hint)", at: "\(path).kind")
            return nil
        }
        let estimator = estimator
        reader.check(at: place) { try estimator.validated() }
    }

    private static var list: String { "kinds are: \(kinds.joined(separator: ", "))" }
}

extension EstimatorConfiguration: Encodable {
    private enum CodingKeys: String, CodingKey { case kind, parameters, base }

    /// Encodes the form that is read.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(type(of: estimator).kind, forKey: .kind)
        switch self {
        case .majority(let estimator): try container.encode(estimator, forKey: .parameters)
        case .keyword(let estimator): try container.encode(estimator, forKey: .parameters)
        case .logistic(let estimator): try container.encode(estimator, forKey: .parameters)
        case .boosting(let estimator): try container.encode(estimator, forKey: .parameters)
        case .linear(let estimator): try container.encode(estimator, forKey: .parameters)
        case .elasticNet(let estimator): try container.encode(estimator, forKey: .parameters)
        case .poisson(let estimator): try container.encode(estimator, forKey: .parameters)
        case .quantile(let estimator): try container.encode(estimator, forKey: .parameters)
        case .oneVsRest(let base): try container.encode(base, forKey: .base)
        }
    }
}
#endif
