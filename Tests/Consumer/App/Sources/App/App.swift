import Library
import MLCore
import MLObservability

@main
struct App {
    static func main() {
        let event = Event(.metric, "consumer.started", fields: ["count": .int64(1)])
        for observer in [LoggingObserver(), countingObserver()] as [any EventObserver] { observer.observe(event) }
        print("application and library: an event was logged and counted")
    }
}
