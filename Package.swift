// swift-tools-version:6.1
import PackageDescription

// C libraries come from Debian: `apt-get install liblua5.4-dev libsqlite3-dev zlib1g-dev libedit-dev` (scripts/setup does it).

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

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
    ],
    targets: [
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        .target(name: "CLuaBridge", dependencies: ["CLua"], exclude: ["allowed-lua-functions.txt"]),
        .target(name: "Lua", dependencies: ["CLua", "CLuaBridge"], swiftSettings: settings),
        .target(name: "LuaSyntax", swiftSettings: settings),
        .target(name: "Formats", dependencies: ["CZlib"], swiftSettings: settings),
        .target(name: "Contacts", swiftSettings: settings),
        .target(name: "Scheduling", dependencies: ["Contacts"], swiftSettings: settings),
        .target(
            name: "ContactStore",
            dependencies: [
                "Contacts", "Formats",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
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
            name: "Lunation", dependencies: ["Automation", "Contacts", "ContactStore", "Lua", "Scheduling"], swiftSettings: settings),
        .executableTarget(
            name: "LunationCLI",
            dependencies: ["CEdit", "Lunation", "Formats", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: settings
        ),
        .testTarget(name: "FormatsTests", dependencies: ["Formats"], swiftSettings: settings),
        .testTarget(name: "LuaTests", dependencies: ["Lua"], resources: [.copy("Hostile")], swiftSettings: settings),
        .testTarget(name: "LuaSyntaxTests", dependencies: ["Lua", "LuaSyntax"], swiftSettings: settings),
        .testTarget(name: "ContactsTests", dependencies: ["Contacts"], resources: [.copy("Data")], swiftSettings: settings),
        .testTarget(
            name: "SchedulingTests", dependencies: ["Scheduling", "Contacts"], resources: [.copy("Data")], swiftSettings: settings),
        .testTarget(name: "ContactStoreTests", dependencies: ["ContactStore", "Contacts", "Formats"], swiftSettings: settings),
        .testTarget(
            name: "AutomationTests", dependencies: ["Automation", "Contacts", "ContactStore", "Formats", "Lua", "LuaSyntax"],
            swiftSettings: settings),
        // What another package does: it sees the library product's one import and nothing else.
        .testTarget(name: "EmbeddingTests", dependencies: ["Lunation"], swiftSettings: settings),
        // Drives the built program, as users do.
        .testTarget(name: "LunationCLITests", dependencies: ["LunationCLI", "Formats"], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
