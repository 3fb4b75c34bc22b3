package import Driver
internal import Properties

nonisolated(unsafe) private let property = ReportProperty()

@_cdecl("FuzzReport_main")
package func fuzzReport(_ count: CInt, _ arguments: Driver.Arguments) -> CInt {
  Driver.run(count, arguments) { Driver.attempt(property, $0, $1) }
}
