/// A JSON value of one record; numbers keep their text, so that nothing is rounded on the way.
package indirect enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  /// Members in file order.
  case object([Member])

  package struct Member: Equatable, Sendable {
    package let name: String
    package let value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The member of an object or the element of an array (by its index); `nil` when absent.
  package subscript(_ name: String) -> JSONValue? {
    switch self {
    case .object(let members): members.first { $0.name.hasSameBytes(as: name) }?.value
    case .array(let elements):
      Int(name).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
    default: nil
    }
  }

  /// The member of an object, looked for at a place first.
  ///
  /// Objects of one file mostly have their members in the same order. Other values are searched as
  /// by the subscript.
  ///
  /// - Parameters:
  ///   - name: of the member.
  ///   - place: where it stood last; where it stands now.
  /// - Returns: its value; `nil` when absent.
  package func member(_ name: String, near place: inout Int) -> JSONValue? {
    guard case .object(let members) = self else { return self[name] }
    if place < members.count, members[place].name.hasSameBytes(as: name) {
      return members[place].value
    }
    guard let found = members.firstIndex(where: { $0.name.hasSameBytes(as: name) }) else {
      return nil
    }
    place = found
    return members[found].value
  }
}
