import MLCore

extension InferenceHandler {
    /// Decides on a request from its head alone, before its body is read.
    ///
    /// In this order: method (405), `Host` (400 and 421) and `Origin` (403), length of the target (414), header fields
    /// (431), route (400 and 404), method of the route (405), authorisation (401 and 403), whether there is the model
    /// (404), `Content-Encoding` and `Content-Type` (415), `Content-Length` (400 and 413).
    ///
    /// - Parameter head: What the request says before its body.
    /// - Returns: Whether the request goes on.
    public func admit(_ head: ServingHead) async -> HeadDecision {
        var route: OpenInferenceRoute?
        do throws(InferenceFault) {
            let checks = HeadChecks(head: head, configuration: configuration)
            try checks.checkMethod()
            try checks.checkHost()
            try checks.checkSizes()
            let known = try OpenInferenceRoute(target: head.target)
            route = known
            guard head.method == known.method else {
                throw InferenceFault(
                    .methodNotAllowed, "the resource has another method", headers: ["Allow": known.method])
            }
            let caller = try await caller(of: head, known)
            try check(known)
            let limit = known.method == "POST" ? configuration.transport.bodyByteCount : 0
            try checks.checkContentType()
            try checks.checkLength(limit: limit)
            return .admitted(
                AdmittedRequest(
                    head: head, bodyLimit: limit, route: known, caller: caller,
                    headerLength: try checks.headerLength(), timeout: try checks.timeout()))
        } catch {
            let response = Self.errorResponse(error)
            report(InferenceOutcome(response: response, code: error.code), route: route, arrival: head.arrival)
            return .refused(response)
        }
    }

    /// Who sends the request, when the route is allowed for them.
    private func caller(of head: ServingHead, _ route: OpenInferenceRoute) async throws(InferenceFault) -> String {
        guard case .authorised(let authoriser) = configuration.access else { return head.peer ?? "" }
        guard let principal = await authoriser.principal(of: head) else {
            throw InferenceFault(
                .unauthenticated, "valid credentials are needed", headers: ["WWW-Authenticate": authoriser.challenge])
        }
        guard await authoriser.authorise(principal, route.action, route.object) else {
            throw InferenceFault(.forbidden, "this is not allowed")
        }
        return principal.identifier
    }

    /// Throws unless the model and version of a route are served.
    private func check(_ route: OpenInferenceRoute) throws(InferenceFault) {
        guard let name = route.model else { return }
        guard let server = models[name] else {
            throw InferenceFault(.unknownModel, "there is no model of this name")
        }
        guard let version = route.version else { return }
        guard server.deployment.models.contains(where: { $0.version == version }) else {
            throw InferenceFault(.unknownVersion, "this version of the model is not served")
        }
    }
}
