import Testing

@testable import Formats

@Suite struct JSONObjectTests {
    /// Below and above the size at which an object begins to index its keys.
    @Test(arguments: [3, 200]) func `members stay in the order in which they came`(count: Int) {
        var object = JSONObject()
        for number in (0..<count).reversed() { object["key \(number)"] = .integer(Int64(number)) }
        #expect(object.keys == (0..<count).reversed().map { "key \($0)" })
        object["key 1"] = "new"
        #expect(object.keys[count - 2] == "key 1")
        #expect(object["key 1"] == "new")
        object["key 1"] = nil
        #expect(object.count == count - 1)
        #expect(object["key 1"] == nil)
        #expect(object["key 0"] == 0)
        object["key 1"] = 1
        #expect(object.keys.last == "key 1")
        object["none"] = nil
        #expect(object.count == count)
    }

    @Test(arguments: [3, 200]) func `objects are equal in any order`(count: Int) {
        var (forward, backward) = (JSONObject(), JSONObject())
        for number in 0..<count {
            forward["\(number)"] = .integer(Int64(number))
            backward["\(count - 1 - number)"] = .integer(Int64(count - 1 - number))
        }
        #expect(forward == backward)
        #expect(Set([JSONValue.object(forward), .object(backward)]).count == 1)
        backward["0"] = "other"
        #expect(forward != backward)
        backward["0"] = nil
        #expect(forward != backward)
    }

    @Test func `values are reached by kind`() {
        let value: JSONValue = ["text": "x", "whole": 3, "part": 2.5, "yes": true, "none": nil, "list": [1, 2], "more": ["a": 1]]
        #expect(value["text"]?.stringValue == "x")
        #expect(value["whole"]?.integerValue == 3)
        #expect(value["whole"]?.doubleValue == 3)
        #expect(value["part"]?.doubleValue == 2.5)
        #expect(value["part"]?.integerValue == nil)
        #expect(value["yes"]?.boolValue == true)
        #expect(value["none"]?.isNull == true)
        #expect(value["list"]?.arrayValue == [1, 2])
        #expect(value["more"]?.objectValue?["a"] == 1)
        #expect(value["absent"] == nil)
        #expect(value["text"]?["x"] == nil)
    }
}
