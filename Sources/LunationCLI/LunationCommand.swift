import ArgumentParser
import Lunation

/// The root of the command line.
struct LunationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lunation",
        abstract: "Runs Lua automations on marketing contacts: plan, run, undo.",
        discussion: """
            A script never writes: it states what it wants changed. 'plan' shows that, 'run' holds it against the guards and
            commits it in one transaction, 'undo' takes it back.

            EXAMPLES
              lunation init --workspace crm
              lunation import --workspace crm customers.csv --create-fields
              lunation plan --workspace crm scripts/sunset.lua
              lunation run --workspace crm scripts/sunset.lua
              lunation undo --workspace crm 3

            EXIT CODES
              0  done
              1  the script failed, or a check found something
              2  wrong use of the command line
              3  a guard refused the run; nothing was changed
              4  contacts changed meanwhile; nothing was changed
              5  a time, instruction or memory limit ended the script
              6  the workspace, its store or a file cannot be used
            """,
        version: Release.version,
        subcommands: [
            InitCommand.self, ImportCommand.self, EventsCommand.self, ExportCommand.self, ContactsCommand.self, ListsCommand.self,
            FieldsCommand.self, SegmentsCommand.self, SuppressionsCommand.self, PlanCommand.self, RunCommand.self, ApplyCommand.self,
            UndoCommand.self, RunsCommand.self, ShowCommand.self,
            JobsCommand.self, NextCommand.self, WhyCommand.self, EnqueueCommand.self, TriggerCommand.self, RetryCommand.self,
            CancelCommand.self, PauseCommand.self, ResumeCommand.self, LogsCommand.self,
            RemoteCommand.self, SyncCommand.self, OutboxCommand.self, DigestCommand.self, TestCommand.self, ReplCommand.self,
            StubsCommand.self, CheckCommand.self, CronCommand.self, SimulateCommand.self, ServeCommand.self, TokenCommand.self,
            WorkerCommand.self, ReferenceCommand.self,
        ])
}
