import MLCore
import MLServe
import Testing

@Suite("PredictionBuffer")
struct PredictionBufferTests {
    @Test("A full buffer drops new records and counts them")
    func capacity() {
        let buffer = PredictionBuffer(capacity: 2)
        for sequence in 0..<5 {
            buffer.receive(
                PredictionRecord(
                    identifier: "\(sequence)", sequence: Int64(sequence), time: Timestamp(microseconds: 0), model: "m",
                    version: 1, modelDigest: "d", variant: "production", propensity: 1, inputs: [:], outputs: [],
                    labels: [], microseconds: 0))
        }
        #expect(buffer.takeAll().map(\.sequence) == [0, 1])
        #expect(buffer.droppedCount == 3)
        #expect(buffer.takeAll().isEmpty)
    }
}
