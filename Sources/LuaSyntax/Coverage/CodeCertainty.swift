/// What is certain of the instructions of a statement that is reached.
///
/// Lua makes no instruction for some statements, and leads jumps to a jump past it. Source: `lparser.c` and `luaK_finish` in
/// `lcode.c` of Lua 5.4.
enum CodeCertainty {
    /// One of its instructions is executed.
    case certain
    /// It may have none; the next statement is reached then.
    case none
    /// It may leave the block without one.
    case unclear
}
