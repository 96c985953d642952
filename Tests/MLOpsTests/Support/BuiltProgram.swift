#if CommandLine
import Foundation
import Testing

/// The program as it was built, run as a process of its own.
struct BuiltProgram {
    let code: Int32
    let output: String
    let errors: String

    /// Runs a line of the shell in which `$MLOPS` is the program.
    init(shell line: String, environment: [String: String] = [:]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["-c", line]
        var variables = ["MLOPS": try Self.path(), "PATH": "/usr/bin:/bin", "TERM": "xterm"]
        variables.merge(environment) { $1 }
        process.environment = variables
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // What the program says fits into a pipe: one stream can be read after the other.
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        code = process.terminationStatus
    }

    /// The program, which is built beside the tests.
    private static func path() throws -> String {
        #if os(Linux)
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        #else
        let tests = try #require(Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath)
        #endif
        let program = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("mlops").path
        try #require(
            FileManager.default.isExecutableFile(atPath: program),
            "\(program) is not there: build the whole package with `swift build --build-tests`")
        return program
    }
}
#endif
