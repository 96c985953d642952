#if CommandLine
import Foundation
import TestPrograms

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
        var variables = ["MLOPS": try BuiltPrograms.path(of: "mlops"), "PATH": "/usr/bin:/bin", "TERM": "xterm"]
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
}
#endif
