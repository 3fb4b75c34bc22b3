internal import Glibc
package import Properties

/// Hands inputs of the fuzzer to a property, and stops at the first for which it does not hold.
package enum Driver {
  package typealias Try = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
  package typealias Arguments = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

  package static func run(_ count: CInt, _ arguments: Arguments, _ attempt: Try) -> CInt {
    var (count, arguments) = (count, arguments)
    return fuzzerMain(&count, &arguments, attempt)
  }

  /// Tries one input; the fuzzer keeps it when this does not return.
  package static func attempt(
    _ property: some Property, _ start: UnsafePointer<UInt8>?, _ count: Int
  ) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let fault = property.fault(in: input) else { return 0 }
    let line = "== FAULT: \(fault)\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
    abort()
  }
}

/// The fuzzer's own main function.
@_silgen_name("LLVMFuzzerRunDriver")
private func fuzzerMain(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<Driver.Arguments>,
  _ attempt: Driver.Try
) -> CInt
