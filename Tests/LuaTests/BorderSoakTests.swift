import Testing

@testable import Lua

extension LuaSuite {
    /// A million crossings of the border leave the process as it was. Each in a process of its own, whose memory nobody else
    /// uses, and measured without what the heap keeps for later: that depends on which blocks happen to lie last.
    @Suite(.enabled(if: Sanitizer.isOff)) struct BorderSoakTests {
        @Test func aMillionErrorsAndObjectsLeaveNothing() async {
            await #expect(processExitsWith: .success) {
                let counter = Counter()
                let state = try LeakTests.state(counter)
                func round(_ count: Int) throws {
                    try state.run("for i = 1, \(count) do pcall(fail) end for i = 1, \(count) do make() end")
                    // The first collection gives the objects back, the second one their memory in Lua.
                    for _ in 1...2 { state.collectGarbage() }
                    try state.run("")
                    ProcessMemory.trim()
                }
                try round(20_000)
                let (resident, used) = (ProcessMemory.resident, state.usedMemory)
                // What grew with the number of crossings would be 4 MiB at 4 bytes for each.
                for _ in 1...(Soak.isFull ? 4 : 1) {
                    try round(1_000_000)
                    #expect(counter.value == 0)
                    #expect(state.usedMemory - used < 16 << 10, "\(used), then \(state.usedMemory)")
                    let after = ProcessMemory.resident
                    #expect(after - resident < 4 << 20, "\(resident), then \(after)")
                }
            }
        }

        @Test func aHundredThousandStatesLeaveNothing() async {
            await #expect(processExitsWith: .success) {
                let counter = Counter()
                let live = LuaState.liveObjects
                func round(_ count: Int) throws {
                    for _ in 1...count {
                        let state = try LeakTests.state(counter)
                        try state.run("kept = { make(), make() } pcall(fail)")
                    }
                    ProcessMemory.trim()
                }
                try round(1000)
                let resident = ProcessMemory.resident
                try round(100_000)
                #expect(counter.value == 0)
                #expect(LuaState.liveObjects == live && LuaState.bytesLeft == 0)
                let after = ProcessMemory.resident
                #expect(after - resident < 4 << 20, "\(resident), then \(after)")
            }
        }
    }
}
