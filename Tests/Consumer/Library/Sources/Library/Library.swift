import MLCore
import MLObservability

/// Counts what happens.
public func countingObserver() -> any EventObserver { MetricsObserver() }
