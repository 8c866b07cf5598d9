/// Texts that are JSON (RFC 8259) and texts that are not, in the manner of the usual conformance suites.
enum JSONCases {
    static let valid: [String] = [
        "null", "true", "false", "0", "-0", "1", "-1", "\"\"", "[]", "{}", " [ ] ", "\t{\n}\r\n", "[1,2]", "[1 , 2]", "[[]]", "[[[[[]]]]]",
        "[null,1,\"1\",{}]", "{\"\":0}", "{\"a\":{\"a\":[{\"a\":null}]}}", "{\"a\" : 1 , \"b\" : 2}", "{\"a\":1,\"A\":2}",
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "123456789012345678901234567890",
        "0.0", "1.5", "-1.5", "1e5", "1E5", "1e+5", "1e-5", "1.25E-3", "0e0", "0e+1", "-0.0", "1.7976931348623157e308", "5e-324", "1e-400",
        "\"plain\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0041\\u00e9\\u4E2D\"", "\"\\u0000\"", "\"\\uD83D\\uDE00\"", "\"\\uFFFF\"",
        "\"\\uDBFF\\uDFFF\"", "\"é中😀\"", "\"\u{7F}\"", "\"\u{2028}\u{2029}\"", "\"\u{FEFF}\"", "\"/\"", "\"'\"", "\"\\\\u0041\"",
        "[\"a\",\"\\\"\"]",
    ]

    static let invalid: [(text: String, fault: String, line: Int, column: Int)] = [
        ("", "value", 1, 1), ("  \n ", "value", 2, 2), ("nul", "ends", 1, 4), ("nule", "unexpected", 1, 4), ("True", "unexpected", 1, 1),
        ("[", "ends", 1, 2), ("[1", "ends", 1, 3), ("[1,", "ends", 1, 4), ("[1,]", "unexpected", 1, 4), ("[,1]", "unexpected", 1, 2),
        ("[1 2]", "unexpected", 1, 4), ("[1}", "unexpected", 1, 3), ("]", "unexpected", 1, 1), ("[]]", "behind", 1, 3),
        ("1 2", "behind", 1, 3),
        ("[] //x", "behind", 1, 4), ("{", "ends", 1, 2), ("{\"a\"", "ends", 1, 5), ("{\"a\":", "ends", 1, 6), ("{\"a\":1", "ends", 1, 7),
        ("{\"a\":1,", "ends", 1, 8), ("{\"a\":1,}", "unexpected", 1, 8), ("{a:1}", "unexpected", 1, 2), ("{'a':1}", "unexpected", 1, 2),
        ("{\"a\" 1}", "unexpected", 1, 6), ("{\"a\"::1}", "unexpected", 1, 6), ("{\"a\":1 \"b\":2}", "unexpected", 1, 8),
        ("{\"a\":1]", "unexpected", 1, 7), ("{1:1}", "unexpected", 1, 2), ("{\"a\":1,\n \"a\":2}", "already", 2, 2),
        ("{\"a\":1,\"\\u0061\":2}", "already", 1, 8), ("01", "number", 1, 1), ("-01", "number", 1, 2), ("-", "ends", 1, 2),
        ("-a", "number", 1, 2),
        ("+1", "unexpected", 1, 1), (".5", "unexpected", 1, 1), ("1.", "ends", 1, 3), ("[1.]", "number", 1, 4), ("1.e5", "number", 1, 3),
        ("1e", "ends", 1, 3), ("[1e+]", "number", 1, 5), ("1e5.5", "behind", 1, 4), ("0x10", "behind", 1, 2), ("1_000", "behind", 1, 2),
        ("1e400", "larger", 1, 1), ("-1e400", "larger", 1, 1), ("NaN", "unexpected", 1, 1), ("Infinity", "unexpected", 1, 1),
        ("-Infinity", "number", 1, 2), ("\"", "ends", 1, 2), ("\"a", "ends", 1, 3), ("\"\\\"", "ends", 1, 4), ("\"\\", "ends", 1, 3),
        ("\"\\a\"", "escape", 1, 2), ("\"\\'\"", "escape", 1, 2), ("\"\\u12\"", "escape", 1, 6), ("\"\\u12G4\"", "escape", 1, 6),
        ("\"\\U0041\"", "escape", 1, 2), ("\"\t\"", "control", 1, 2), ("\"a\nb\"", "control", 1, 3), ("\"\u{0}\"", "control", 1, 2),
        ("\"\u{1F}\"", "control", 1, 2), ("\"\\uD800\"", "surrogate", 1, 2), ("\"\\uDC00\"", "surrogate", 1, 2),
        ("\"\\uD800\\n\"", "surrogate", 1, 2), ("\"\\uD800\\uD800\"", "surrogate", 1, 2), ("\"\\uD800\\u0041\"", "surrogate", 1, 2),
        ("\"a\\uDFFFb\"", "surrogate", 1, 3), ("'a'", "unexpected", 1, 1), ("a", "unexpected", 1, 1), ("\u{FEFF}1", "unexpected", 1, 1),
        ("[1]\u{A0}", "behind", 1, 4), ("\u{0B}1", "unexpected", 1, 1), ("[\n1,\n  x]", "unexpected", 3, 3),
        ("[\"é中😀\", x]", "unexpected", 1, 9),
    ]
}
