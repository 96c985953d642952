import MLServe
import Testing

@Suite("BodyMeter")
struct BodyMeterTests {
    private func meter(limit: Int = 4 << 20, announced: Int? = nil) -> BodyMeter {
        BodyMeter(limits: TransportLimits(), limit: limit, announced: announced)
    }

    @Test("A body of the limit is taken, one byte more is not")
    func size() {
        var meter = meter(limit: 100)
        #expect(meter.receive(100, after: .zero) == nil)
        #expect(meter.faultAtEnd() == nil)
        #expect(meter.receive(1, after: .zero) == .bodyTooLarge)
        #expect(BodyMeter.Fault.bodyTooLarge.status == 413)
    }

    @Test("Counts cannot overflow")
    func overflow() {
        var meter = meter()
        #expect(meter.receive(.max, after: .zero) == .bodyTooLarge)
        #expect(meter.receive(.max, after: .zero) == .bodyTooLarge)
        #expect(meter.receive(.min, after: .zero) == .bodyTooLarge)
    }

    @Test("4,096 chunks are taken for the first MiB, and no more")
    func chunks() {
        var tiny = meter()
        for _ in 0..<4096 { #expect(tiny.receive(1, after: .zero) == nil) }
        #expect(tiny.receive(1, after: .zero) == .tooManyChunks)
        var large = meter()
        for _ in 0..<8192 { #expect(large.receive(512, after: .zero) == nil) }
        #expect(large.byteCount == 4 << 20)
        #expect(BodyMeter.Fault.tooManyChunks.status == 400)
    }

    @Test("A body that goes on beyond its announced length, or ends before, is refused")
    func announced() {
        var meter = meter(announced: 10)
        #expect(meter.receive(4, after: .zero) == nil)
        #expect(meter.faultAtEnd() == .lengthMismatch)
        #expect(meter.receive(6, after: .zero) == nil)
        #expect(meter.faultAtEnd() == nil)
        #expect(meter.receive(1, after: .zero) == .lengthMismatch)
        #expect(BodyMeter.Fault.lengthMismatch.status == 400)
    }

    @Test("Below 500 bytes in a second a body is too slow, once five seconds have passed")
    func rate() {
        var meter = meter()
        #expect(meter.receive(1, after: .seconds(4)) == nil)
        #expect(meter.fault(after: .milliseconds(4999)) == nil)
        #expect(meter.fault(after: .seconds(5)) == .bodyTimeout)
        #expect(meter.receive(2499, after: .seconds(5)) == nil)
        #expect(meter.fault(after: .milliseconds(5001)) == .bodyTimeout)
        #expect(BodyMeter.Fault.bodyTimeout.status == 408)
    }

    @Test("No body may take thirty seconds, however fast it is")
    func total() {
        var meter = meter()
        #expect(meter.receive(1 << 20, after: .milliseconds(29_999)) == nil)
        #expect(meter.fault(after: .seconds(30)) == .bodyTimeout)
    }
}
