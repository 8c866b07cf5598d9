import ArgumentParser

struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", _superCommandName: "lunation", abstract: "Keeps the workspace and its live account the same.",
        discussion: "EXAMPLES\n  lunation sync pull\n  lunation sync push\n  lunation sync status\n  lunation sync verify",
        subcommands: [
            SyncPullCommand.self, SyncVerifyCommand.self, SyncPushCommand.self, SyncStatusCommand.self, SyncRetryCommand.self,
            SyncDropCommand.self,
        ])
}
