import Lua

extension JobDeclaration {
    /// The table that `job` is called with.
    static let shape = LuaShape(
        name: "Job", doc: "What a script's job { … } says. A name that is not here is an error.", fields: ownSettings + scheduleSettings)

    /// What a run reads.
    static let ownSettings = [
        LuaParameter("name", "string", optional: true, "What the job is called."),
        LuaParameter(
            "guard", "table<string, integer|string>", optional: true, "Limits: changes, creates, deletes, unsubscribes, events, requests."),
        LuaParameter("timeout", "string", optional: true, "How long the script may compute: 30s, 10m, 2h."),
        LuaParameter("args", "table<string, string|number|boolean>", optional: true, "Arguments that --set may give, with their defaults."),
        LuaParameter("allow", "string[]", optional: true, "What is refused otherwise: resubscribe."),
    ]

    /// What a scheduler reads.
    static let scheduleSettings = [
        setting("schedule", "string", "When it runs, as a cron expression."),
        setting("every", "string", "How long from run to run: 15m, 6h, 1d."),
        setting("at", "string", "The one time at which it runs: 2026-12-01 09:00."),
        setting(
            "on", "string|string[]", "What runs it: event:NAME, enter:SEGMENT, leave:SEGMENT, import, startup; or a list of them."),
        setting("after", "string|string[]", "The job whose good runs run it, or a list of them."),
        setting("timezone", "string", "The IANA time zone of its times."),
        setting("gap", "\"shift\"|\"skip\"", "What happens to a time that the clocks skip: it runs at the change, or not at all."),
        setting("overlap_hour", "\"first\"|\"last\"|\"both\"", "Which of the two it is, where the clocks show a time twice."),
        setting("jitter", "string", "How far its starts are spread: 5m."),
        setting("blackout", "string|string[]", "When it must not run: 22:00-06:00, sat,sun, 12-24..01-02; or a list of them."),
        setting("catch_up", "\"once\"|\"all\"|\"none\"", "What happens to runs that were missed."),
        setting("max_late", "string", "How late a missed run may still start: 2h."),
        setting("overlap", "\"skip\"|\"queue\"|\"replace\"|\"allow\"", "What happens while the last run is still going on."),
        setting("concurrency", "table<string, integer>", "Groups of jobs, and how many runs of each may go on at once: { api = 2 }."),
        setting("priority", "integer", "Which of the jobs that are due goes first: the higher."),
        setting("retries", "integer", "How often a failed run is tried again."),
        setting(
            "delivery", "\"at_least_once\"|\"at_most_once\"",
            "What happens to what it sends out, where nobody knows whether it has arrived."),
        setting("ping", "string", "The web address of a check that its runs are announced to."),
    ]

    private static func setting(_ name: String, _ type: String, _ doc: String) -> LuaParameter {
        LuaParameter(name, type, optional: true, doc)
    }
}
