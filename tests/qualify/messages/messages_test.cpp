#include "qualify/messages/messages.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("qualify/messages/messages") {

TEST_CASE("say: by hand, fields by their names, in whatever order they are given, and more than are needed") {
  const std::vector<Field> fields{
      {"size", "2.1 minutes"}, {"Tool", "The assistant"}, {"metric", "time"}, {"who", "all"}};
  CHECK(say(MessageId::cut, fields) == "The assistant cut the time by 2.1 minutes");
  CHECK(say(MessageId::cut, {fields.rbegin(), fields.rend()}) == say(MessageId::cut, fields));
}

TEST_CASE("say: what stands in a field is text, whatever it looks like") {
  const std::string name = "{size} {0} {{}} %s";
  CHECK(say(MessageId::cannot_tell, {{"tool", "the tool"}, {"metric", name}}) ==
        "The data cannot tell whether the tool changed the " + name);
}

TEST_CASE("say: refusal, a field that the sentence names and nobody gave") {
  CHECK_THROWS(say(MessageId::cannot_tell, {{"tool", "the tool"}}));
}

}  // TEST_SUITE("qualify/messages/messages")
