#if HummingbirdServing
import Foundation
import Testing

extension ListenerTests {
    @Suite("tritonclient[http]", .serialized)
    struct TritonClientTests {
        /// The interpreter that has tritonclient, or `nil` when the environment names none that has.
        static let interpreter: String? = {
            guard let path = ProcessInfo.processInfo.environment["MLOPS_PYTHON"],
                (try? run(path, ["-c", "import tritonclient.http"]))?.status == 0
            else { return nil }
            return path
        }()

        @Test(
            "It gets health, metadata and predictions in both forms of data, and its errors",
            .enabled(
                if: interpreter != nil,
                "MLOPS_PYTHON does not name a Python that has tritonclient[http]: the client was not tried"))
        func client() async throws {
            let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("Triton/client.py").path
            let interpreter = try #require(Self.interpreter)
            try await withApplication { listener, _ in
                let (status, text) = try await blocking { try Self.run(interpreter, [script, "\(listener.port)"]) }
                #expect(status == 0, "\(text)")
                #expect(text.split(separator: "\n").count { $0.hasPrefix("ok") } >= 30, "\(text)")
            }
        }

        /// Runs a program to its end.
        ///
        /// - Returns: Its status, and what it printed.
        private static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: path)
            process.arguments = arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let data = pipe.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            return (process.terminationStatus, String(decoding: data, as: UTF8.self))
        }
    }
}
#endif
