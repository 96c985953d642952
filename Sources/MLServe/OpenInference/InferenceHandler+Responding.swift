import MLCore
import Synchronization

extension InferenceHandler {
    /// Answers an admitted request, at the latest when its deadline passes.
    ///
    /// - Parameters:
    ///   - request: What ``admit(_:)`` accepted.
    ///   - body: The body, whole.
    /// - Returns: The response.
    public func respond(to request: AdmittedRequest, body: [UInt8]) async -> ServingResponse {
        let outcome: InferenceOutcome
        do throws(InferenceFault) {
            guard body.count <= request.bodyLimit else {
                throw InferenceFault(.bodyTooLarge, "the body may have at most \(request.bodyLimit) bytes")
            }
            outcome =
                if case .infer(let name, let version) = request.route {
                    await infer(request, body: body, model: name, version: version)
                } else {
                    InferenceOutcome(response: try description(request.route))
                }
        } catch {
            outcome = InferenceOutcome(response: Self.errorResponse(error), code: error.code)
        }
        report(outcome, route: request.route, arrival: request.head.arrival)
        return outcome.response
    }

    private func infer(
        _ request: AdmittedRequest, body: [UInt8], model: String, version: Int?
    ) async -> InferenceOutcome {
        guard let server = models[model], let gate = gates[model] else {
            return failure(InferenceFault(.unknownModel, "there is no model of this name"), model: model)
        }
        let timeout = configuration.transport.handlerTimeout
        let job = InferenceJob(
            ticket: nextTicket.wrappingAdd(1, ordering: .relaxed).oldValue, caller: request.caller,
            deadline: min(now().advanced(by: timeout), Self.deadline(request, after: request.timeout)))
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                job.resume(continuation)
                watch.add(job)
                gate.enter(job) { [self] job in
                    do throws(InferenceFault) {
                        let answer = InferenceAnswer(
                            request: request, body: body, server: server, version: version,
                            limits: configuration.tensors)
                        return try answer.outcome(of: job, now: now)
                    } catch {
                        return failure(error, model: model)
                    }
                } refuse: { [self] refusal in
                    failure(Self.fault(of: refusal), model: model)
                }
                // Whoever finished it before it entered could not withdraw it.
                if job.isFinished { gate.withdraw(job) }
            }
        } onCancel: {
            job.finish(failure(InferenceFault(.cancelled, "the client has gone"), model: model))
            gate.withdraw(job)
        }
        watch.remove(job)
        return outcome
    }

    /// When a client that waits some microseconds from the arrival of its request has gone.
    static func deadline(_ request: AdmittedRequest, after microseconds: Int64?) -> ContinuousClock.Instant {
        // A year is for ever, and keeps clear of the end of the clock.
        request.head.arrival.advanced(by: .microseconds(min(microseconds ?? .max, 365 * 86_400_000_000)))
    }

    private static func fault(of refusal: AdmissionQueue.Refusal) -> InferenceFault {
        switch refusal {
        case .queueFull: InferenceFault(.overloaded, "the model is working on as many requests as it accepts")
        case .callerShare: InferenceFault(.callerOverloaded, "you have as many requests under way as you may have")
        case .deadline: InferenceFault(.deadlineExceeded, "the deadline has passed")
        }
    }
}
