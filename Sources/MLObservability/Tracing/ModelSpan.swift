#if Tracing
public import Tracing

/// Does work in a span, for example an evaluation or the answer to a request.
///
/// The span begins below the current one, is the current one during the work, and ends with it; an error of the work is
/// recorded in the span and thrown on. Without a tracer in the process nothing is recorded and the work is done all the same.
///
/// ```swift
/// let answer = try withModelSpan(.prediction) { observer in
///     let answer = try server.predict(inputs, key: user)
///     observer.span.attributes.model.name = answer.model
///     observer.span.attributes.model.version = answer.version
///     return answer
/// }
/// ```
///
/// - Parameters:
///   - operation: What the span is about.
///   - context: Where the span begins, when it is not below the current span: what ``HeaderFields/context(using:)`` gives
///     for a request.
///   - kind: The kind of the span; `server` when it is the first of a request that came from outside.
///   - tracer: The tracer, when it is not that of the task or the process.
///   - limits: How many events are added to the span.
///   - function: The calling function.
///   - fileID: The calling file.
///   - line: The calling line.
///   - body: The work; it is given an observer that adds events to the span.
/// - Returns: What the work returns.
/// - Throws: What the work throws.
public func withModelSpan<Result>(
    _ operation: ModelOperation, context: ServiceContext? = nil, ofKind kind: SpanKind = .internal,
    tracer: (any Tracer)? = nil, limits: SpanObserver.Limits = .standard, function: String = #function,
    file fileID: String = #fileID, line: UInt = #line, _ body: (SpanObserver) throws -> Result
) rethrows -> Result {
    try (tracer ?? InstrumentationSystem.tracer).withAnySpan(
        operation.name, context: context ?? .current ?? .topLevel, ofKind: kind, function: function, file: fileID,
        line: line
    ) { span in
        let observer = SpanObserver(span, limits: limits)
        defer { observer.finish() }
        return try body(observer)
    }
}

/// Does asynchronous work in a span, for example a training.
///
/// The span begins below the current one, is the current one during the work, and ends with it; an error of the work is
/// recorded in the span and thrown on. Without a tracer in the process nothing is recorded and the work is done all the same.
///
/// - Parameters:
///   - operation: What the span is about.
///   - context: Where the span begins, when it is not below the current span: what ``HeaderFields/context(using:)`` gives
///     for a request.
///   - kind: The kind of the span; `server` when it is the first of a request that came from outside.
///   - tracer: The tracer, when it is not that of the task or the process.
///   - limits: How many events are added to the span.
///   - isolation: The actor that the work is done on.
///   - function: The calling function.
///   - fileID: The calling file.
///   - line: The calling line.
///   - body: The work; it is given an observer that adds events to the span.
/// - Returns: What the work returns.
/// - Throws: What the work throws.
public func withModelSpan<Result>(
    _ operation: ModelOperation, context: ServiceContext? = nil, ofKind kind: SpanKind = .internal,
    tracer: (any Tracer)? = nil, limits: SpanObserver.Limits = .standard, isolation: isolated (any Actor)? = #isolation,
    function: String = #function, file fileID: String = #fileID, line: UInt = #line,
    _ body: (SpanObserver) async throws -> Result
) async rethrows -> Result {
    try await (tracer ?? InstrumentationSystem.tracer).withAnySpan(
        operation.name, context: context ?? .current ?? .topLevel, ofKind: kind, isolation: isolation,
        function: function, file: fileID, line: line
    ) { span in
        let observer = SpanObserver(span, limits: limits)
        defer { observer.finish() }
        return try await body(observer)
    }
}
#endif
