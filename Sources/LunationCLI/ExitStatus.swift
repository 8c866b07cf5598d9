/// How the program ends. Scripts around it rely on these numbers.
enum ExitStatus: Int32, Error {
    case done = 0
    /// The script failed, or a check found something wrong with it.
    case script = 1
    /// Wrong use of the command line.
    case usage = 2
    /// A guard refused the run.
    case refused = 3
    /// Contacts changed meanwhile, or a plan is stale.
    case conflict = 4
    /// A time, instruction or memory limit ended the script.
    case limit = 5
    /// The workspace, its store or a file cannot be used.
    case unusable = 6
}
