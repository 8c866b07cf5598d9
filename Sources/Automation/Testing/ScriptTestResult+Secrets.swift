extension ScriptTestResult {
    /// The result as outputs and reports show it.
    func redacted(by secrets: Secrets) -> ScriptTestResult {
        guard !secrets.names.isEmpty else { return self }
        return ScriptTestResult(
            file: file, name: secrets.redacted(name), line: line, seconds: seconds, failure: failure?.redacted(by: secrets),
            output: output.map { secrets.redacted($0) })
    }
}

extension ScriptTestFailure {
    fileprivate func redacted(by secrets: Secrets) -> ScriptTestFailure {
        ScriptTestFailure(
            message: secrets.redacted(message), file: file, line: line, excerpt: excerpt.map { secrets.redacted($0) },
            details: details.map { secrets.redacted($0) })
    }
}
