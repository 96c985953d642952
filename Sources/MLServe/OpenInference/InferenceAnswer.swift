import MLCore

/// Everything between the bytes of an inference request and the bytes of its response; runs on a worker.
struct InferenceAnswer {
    let request: AdmittedRequest
    let body: [UInt8]
    let server: ModelServer
    let version: Int?
    let limits: TensorLimits

    /// Decodes, predicts and encodes, unless nobody waits for it any more.
    func outcome(
        of job: InferenceJob, now: @Sendable () -> ContinuousClock.Instant
    ) throws(InferenceFault) -> InferenceOutcome {
        try checkDeadline(of: job, now())
        let inference = try InferenceRequestDecoder(limits: limits).decode(body, headerLength: request.headerLength)
        if let timeout = inference.timeout {
            job.shorten(to: InferenceHandler.deadline(request, after: timeout))
            try checkDeadline(of: job, now())
        }
        let deployment = server.deployment
        guard let signature = deployment.models.first(where: { version == nil || $0.version == version })?.signature
        else { throw InferenceFault(.unknownVersion, "this version of the model is not served") }
        let tensors = SignatureTensors(signature)
        let wanted = try outputs(of: inference, tensors)
        let frame = try tensors.frame(of: inference.inputs, limits: limits)
        let key = inference.routingKey ?? inference.identifier ?? "request-\(job.ticket)"
        let batch: ServedBatch
        do {
            batch = try server.admitted { try server.answer(frame, key: key, version: version, of: deployment) }
        } catch let error as ServeError {
            throw InferenceFault(error)
        } catch {
            throw InferenceFault(.internalFailure, "the prediction failed", cause: error)
        }
        let response = InferenceResponse(
            model: request.route.model ?? batch.model, version: batch.version, variant: batch.variant,
            identifier: inference.identifier,
            outputs: wanted.compactMap { output in
                tensors.output(output.name, of: batch).map { ($0, output.isBinary ?? inference.wantsBinary) }
            })
        return InferenceOutcome(response: response.encoded(), rowCount: batch.rowCount)
    }

    private func checkDeadline(of job: InferenceJob, _ time: ContinuousClock.Instant) throws(InferenceFault) {
        guard !job.isFinished, time < job.deadline else {
            throw InferenceFault(.deadlineExceeded, "the deadline has passed")
        }
    }

    /// The outputs that are wanted; all of them unless the request names some.
    private func outputs(
        of inference: InferenceRequest, _ tensors: SignatureTensors
    ) throws(InferenceFault) -> [InferenceRequest.Output] {
        let known = tensors.outputs
        guard let wanted = inference.outputs, !wanted.isEmpty else { return known.map { .init($0.name) } }
        for output in wanted where !known.contains(where: { $0.name == output.name }) {
            throw InferenceFault(.unknownOutput, "the model has no output \(echoed(output.name))")
        }
        return wanted
    }
}
