// swift-tools-version:6.1
import PackageDescription

// C libraries come from Debian: `apt-get install liblua5.4-dev libsqlite3-dev zlib1g-dev libedit-dev` (scripts/setup does it).

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// scripts/fuzz asks for the fuzzer, which takes the place of the tests of its corpus. What it is to explore is built with coverage
// and the address sanitizer; SwiftPM has no setting for the former.
let isFuzzing = Context.environment["LUNATION_FUZZ"] != nil
let explored: [SwiftSetting] =
    settings + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library", "-enable-testing"])] : [])
let exploredC: [CSetting] = isFuzzing ? [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])] : []
let fuzzedTargets: [Target.Dependency] = ["Formats", "Contacts", "ContactStore", "Lua", "LuaSyntax"]
let fuzz: Target =
    isFuzzing
    ? .executableTarget(
        name: "LunationFuzz", dependencies: fuzzedTargets, path: "Tests/FuzzTests", exclude: ["Corpus", "Dictionaries", "Suite"],
        swiftSettings: explored, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])])
    : .testTarget(
        name: "FuzzTests", dependencies: fuzzedTargets, exclude: ["Corpus", "Dictionaries", "Fuzzer"], swiftSettings: settings)

let package = Package(
    name: "lunation",
    products: [
        .library(name: "Lunation", targets: ["Lunation"]),
        .executable(name: "lunation", targets: ["LunationCLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", "3.12.0"..<"5.0.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        // Headers of the system alone, which come with any C compiler.
        .systemLibrary(name: "CLinux"),
        .target(name: "CLuaBridge", dependencies: ["CLua"], exclude: ["allowed-lua-functions.txt"], cSettings: exploredC),
        .target(name: "Lua", dependencies: ["CLua", "CLuaBridge"], swiftSettings: explored),
        .target(name: "LuaSyntax", swiftSettings: explored),
        .target(name: "Formats", dependencies: ["CZlib"], swiftSettings: explored),
        .target(name: "Contacts", swiftSettings: explored),
        .target(
            name: "Scheduling", dependencies: ["Contacts", .product(name: "HeapModule", package: "swift-collections")],
            swiftSettings: settings),
        .target(
            name: "ContactStore",
            dependencies: [
                "Contacts", "Formats", "Scheduling",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: explored
        ),
        .target(
            name: "Automation",
            dependencies: [
                "Lua", "LuaSyntax", "Contacts", "ContactStore", "Formats", "Scheduling",
                .product(name: "Yams", package: "Yams"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "Scheduler",
            dependencies: [
                "CLinux", "Automation", "Contacts", "ContactStore", "Formats", "LuaSyntax", "Scheduling",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        // The Contacts API's wire types, the client with its limiter, the mirror and the write-back.
        .target(
            name: "Mailtrap",
            dependencies: [
                "Contacts", "ContactStore", "Formats",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),
        // The same API, served from the store.
        .target(
            name: "Service",
            dependencies: [
                "Automation", "Contacts", "ContactStore", "Formats", "Scheduler",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings),
        .target(
            name: "Lunation",
            dependencies: ["Automation", "Contacts", "ContactStore", "Lua", "Mailtrap", "Scheduler", "Scheduling", "Service"],
            swiftSettings: settings),
        .executableTarget(
            name: "LunationCLI",
            dependencies: [
                "CEdit", "Lunation", "Formats", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(name: "FormatsTests", dependencies: ["Formats"], swiftSettings: settings),
        .testTarget(name: "LuaTests", dependencies: ["Lua"], resources: [.copy("Hostile")], swiftSettings: settings),
        .testTarget(name: "LuaSyntaxTests", dependencies: ["Lua", "LuaSyntax"], swiftSettings: settings),
        .testTarget(name: "ContactsTests", dependencies: ["Contacts"], resources: [.copy("Data")], swiftSettings: settings),
        .testTarget(
            name: "SchedulingTests", dependencies: ["Scheduling", "Contacts"], resources: [.copy("Data")], swiftSettings: settings),
        .testTarget(
            name: "ContactStoreTests", dependencies: ["ContactStore", "Contacts", "Formats", "Scheduling"], swiftSettings: settings),
        .testTarget(
            name: "AutomationTests",
            dependencies: ["Automation", "Contacts", "ContactStore", "Formats", "Lua", "LuaSyntax", "Scheduling"],
            resources: [
                .copy("Hostile/filters.lua.txt"), .copy("Hostile/globals.lua.txt"), .copy("Hostile/outside.lua.txt"),
                .copy("Hostile/values.lua.txt"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SchedulerTests",
            dependencies: [
                // The program, since workers are processes of it.
                "LunationCLI", "Scheduler", "Automation", "Contacts", "ContactStore", "Formats", "Scheduling",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
            ],
            swiftSettings: settings),
        // The Contacts API with accounts in memory, which fails on purpose: for the tests of whoever calls it.
        .target(
            name: "MailtrapServer",
            dependencies: [
                "Formats",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            path: "Tests/MailtrapServer", swiftSettings: settings),
        .testTarget(
            name: "MailtrapTests",
            dependencies: [
                "Mailtrap", "MailtrapServer", "Contacts", "ContactStore", "Formats", "Scheduling",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: settings),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Service", "Automation", "Contacts", "ContactStore", "Formats", "Mailtrap", "Scheduler",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            resources: [.copy("Schemas")],
            swiftSettings: settings),
        // What another package does: it sees the library product's one import and nothing else.
        .testTarget(name: "EmbeddingTests", dependencies: ["Lunation"], swiftSettings: settings),
        // Drives the built program, as users do.
        .testTarget(
            name: "LunationCLITests",
            dependencies: ["LunationCLI", "Formats", "MailtrapServer", .product(name: "GRDBSQLite", package: "GRDB.swift")],
            swiftSettings: settings),
        fuzz,
    ],
    swiftLanguageModes: [.v6]
)
