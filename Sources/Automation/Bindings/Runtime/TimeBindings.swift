import Contacts
import Lua

/// The global `time`: the run's clock, which stands still. Days and times are texts in ISO 8601, which compare in order.
struct TimeBindings {
    let clock: LogicalClock

    var module: LuaModule {
        let days = LuaParameter("days", "integer")
        let span = LuaParameter("span", "string", "A number and a unit: 30d, 2w, 6mo, 1y, 12h, 15m.")
        let moment = LuaParameter("time", "string", "A day (yyyy-mm-dd) or a time (ISO 8601).")
        let ends = [LuaParameter("from", "string", "A day or a time."), LuaParameter("to", "string", "A day or a time.")]
        return LuaModule(
            name: "time", doc: "The run's clock, which stands still while the script runs.",
            members: [
                instant("now", "The run's instant.") { _ in clock.now },
                .function("today", doc: "The day it is in the workspace's time zone.", returns: ["string"]) { call in
                    call.push(clock.today.description)
                    return 1
                },
                instant("days_ago", "The same time of day some days ago.", [days]) { clock.ago(try dayCount($0, 1)) },
                instant("days_ahead", "The same time of day some days from now.", [days]) { clock.ahead(try dayCount($0, 1)) },
                instant("ago", "A span before now.", [span]) { clock.ago(try $0.span(1)) },
                instant("ahead", "A span after now.", [span]) { clock.ahead(try $0.span(1)) },
                moved("add", "A day or time a span later.", [moment, span], sign: 1),
                moved("subtract", "A day or time a span earlier.", [moment, span], sign: -1),
                .function("date", doc: "The day of a time in the workspace's time zone.", parameters: [moment], returns: ["string"]) {
                    call in
                    call.push(try call.checked(clock.zone.date(of: try call.timestamp(1, zone: clock.zone))).description)
                    return 1
                },
                .function(
                    "days_between", doc: "Whole days from one day to another; negative where the second is earlier.",
                    parameters: ends, returns: ["integer"]
                ) { call in
                    let first = clock.zone.date(of: try call.timestamp(1, zone: clock.zone))
                    call.push(Int64(clock.zone.date(of: try call.timestamp(2, zone: clock.zone)).days - first.days))
                    return 1
                },
                .function("seconds_between", doc: "Seconds from one time to another.", parameters: ends, returns: ["number"]) {
                    call in
                    let first = try call.timestamp(1, zone: clock.zone)
                    call.push(Double(try call.timestamp(2, zone: clock.zone).milliseconds - first.milliseconds) / 1_000)
                    return 1
                },
            ])
    }

    private func instant(_ name: String, _ doc: String, _ parameters: [LuaParameter] = [], _ make: @escaping (LuaCall) throws -> Timestamp)
        -> LuaMember
    {
        .function(name, doc: doc, parameters: parameters, returns: ["string"]) { call in
            call.push(try call.checked(try make(call)).description)
            return 1
        }
    }

    private func dayCount(_ call: LuaCall, _ index: Int) throws -> Span {
        let count = try call.integer(index)
        guard (0...1_000_000).contains(count) else { throw call.usage("a number of days from 0 to 1000000 expected") }
        return Span(Int(count), .day)
    }

    /// A day stays a day when it is moved by calendar units.
    private func moved(_ name: String, _ doc: String, _ parameters: [LuaParameter], sign: Int) -> LuaMember {
        .function(name, doc: doc, parameters: parameters, returns: ["string"]) { call in
            let span = try call.span(2)
            if span.exactMilliseconds == nil, let day = CalendarDate(try call.string(1)) {
                call.push(try call.checked(span.moving(day, sign: sign)).description)
            } else {
                let moved = clock.moved(try call.timestamp(1, zone: clock.zone), span, sign: sign)
                call.push(try call.checked(moved).description)
            }
            return 1
        }
    }
}
