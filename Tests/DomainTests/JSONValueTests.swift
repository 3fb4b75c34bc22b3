import Domain
import Testing

@Suite struct JSONValueTests {
  @Test func `a member is found where it stood last, and where it went`() {
    let one = JSONValue.object([.init("a", .string("1")), .init("b", .string("2"))])
    let other = JSONValue.object([.init("b", .string("3")), .init("a", .string("4"))])
    var place = 0
    #expect(one.member("b", near: &place) == .string("2"))
    #expect(place == 1)
    #expect(one.member("b", near: &place) == .string("2"))
    #expect(other.member("b", near: &place) == .string("3"))
    #expect(place == 0)
    #expect(other.member("c", near: &place) == nil)
    place = 7
    #expect(one.member("a", near: &place) == .string("1"))
  }

  @Test func `a name is told apart from one that only looks like it`() {
    let value = JSONValue.object([.init("e\u{301}", .string("1")), .init("\u{e9}", .string("2"))])
    var place = 0
    #expect(value.member("\u{e9}", near: &place) == .string("2"))
  }

  @Test func `what is no object is searched as ever`() {
    let list = JSONValue.array([.string("x"), .string("y")])
    var place = 0
    #expect(list.member("1", near: &place) == .string("y"))
    #expect(list.member("2", near: &place) == nil)
    #expect(JSONValue.string("x").member("a", near: &place) == nil)
  }
}
