import Scheduling
import Testing

@testable import ContactStore

struct JobSettingsCodingTests {
    @Test func settingsComeBackAsTheyWere() {
        let settings: [String: JobSetting] = [
            "schedule": .text("0 3 * * *"), "on": .list(["event:Über \"x\"", "import"]), "after": .list([]),
            "concurrency": .table(["api": 2, "mail": .max, "low": .min]), "ping": .text("https://hc-ping.com/x"), "priority": .text("-5"),
        ]
        let text = JobSettingsCoding.text(settings)
        #expect(
            text
                == #"{"after":[],"concurrency":{"api":2,"low":-9223372036854775808,"mail":9223372036854775807},"on":["event:Über \"x\"","import"],"ping":"https://hc-ping.com/x","priority":"-5","schedule":"0 3 * * *"}"#
        )
        #expect(JobSettingsCoding.settings(text) == settings)
        #expect(JobSettingsCoding.text([:]) == "{}" && JobSettingsCoding.settings("{}") == [:])
    }

    @Test(arguments: ["", "[]", "{", #"{"a":1}"#, #"{"a":null}"#, #"{"a":["x",1]}"#, #"{"a":{"b":1.0}}"#, #"{"a":{"b":"1"}}"#])
    func otherTextsAreNone(text: String) {
        #expect(JobSettingsCoding.settings(text) == nil)
    }
}
